"""What all reports tell of a result, and what they keep to themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cnncount.exams.checked import Finding, Summary
from cnncount.exams.checking import Status
from cnncount.exams.phrases import claim, number, one_line


class Telling(NamedTuple):
    """How much is told.

    Attributes:
        hide_expected: keep back what is counted, its arithmetic and the difference.
        quiet: leave out what is right.
        colour: mark what is right and wrong with colours.
    """

    hide_expected: bool = False
    quiet: bool = False
    colour: bool = False


def reasons(finding: Finding, telling: Telling) -> Iterator[str]:
    """Why an answer is not right: what the key says, what is counted, and the slip between them."""
    outcome, explanation = finding
    if outcome.status is Status.UNREADABLE:
        yield from (one_line(problem.message) for problem in outcome.problems)
    if outcome.status is not Status.WRONG:
        return
    if telling.hide_expected:
        yield f"the key says {claim(outcome.question)}, which is not what is counted"
    else:
        yield from map(one_line, outcome.reasons)
        if outcome.work:
            yield one_line(outcome.work)
    if explanation:
        yield str(explanation)


def in_sum(summary: Summary) -> str:
    """The summary in a sentence: ``5 of 7 questions right, 6 of 8 points``."""
    said = [
        f"{summary.passed} of {summary.questions} questions right"
        + (f" ({summary.differing} not reproduced, as expected)" if summary.differing else ""),
        f"{number(summary.points)} of {number(summary.of)} points",
    ]
    if summary.unreadable:
        said.append(f"{summary.unreadable} cannot be read")
    return ", ".join(said)
