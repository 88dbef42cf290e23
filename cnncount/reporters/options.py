"""What all reports tell of a result, and what they keep to themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cnncount.exams.checked import Summary
from cnncount.exams.checking import Outcome, Status
from cnncount.exams.phrases import claim, one_line
from cnncount.exams.phrases import points as points_text


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


def reasons(outcome: Outcome, telling: Telling) -> Iterator[str]:
    """Why an answer is not right: what was expected, and the mistake that explains the answer."""
    if outcome.status is Status.UNREAD:
        yield from (one_line(problem.message) for problem in outcome.problems)
    if outcome.status is not Status.WRONG:
        return
    if outcome.question.asked.expect == "differs":
        yield from map(one_line, outcome.reasons)
        return
    if telling.hide_expected:
        yield f"the key says {claim(outcome.question)}, which is wrong"
    else:
        yield from map(one_line, outcome.reasons)
        if outcome.work:
            yield one_line(outcome.work)
    if outcome.explanation:
        yield one_line(str(outcome.explanation))


def in_sum(summary: Summary) -> str:
    """The summary in a sentence: ``5 of 7 questions right, 6 of 8 points``."""
    said = [
        f"{summary.passed} of {summary.questions} questions right"
        + (f" ({summary.differing} not reproduced, as expected)" if summary.differing else ""),
        f"{points_text(summary.points)} of {points_text(summary.of)} points",
    ]
    if summary.unreadable:
        said.append(f"{summary.unreadable} cannot be judged")
    return ", ".join(said)
