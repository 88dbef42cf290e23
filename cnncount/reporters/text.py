"""text: a line for each question, and what is wrong below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cnncount.exams.checked import Checked, summary
from cnncount.exams.checking import Outcome, Status
from cnncount.exams.phrases import asked, claim, one_line
from cnncount.reporters.options import Telling, in_sum, reasons

_MARKS = {
    Status.RIGHT: ("✓", 32),
    Status.WRONG: ("✗", 31),
    Status.DIFFERS: ("≠", 33),
    Status.UNREAD: ("!", 31),
}


def write(files: Sequence[Checked], telling: Telling) -> str:
    """Every file with its questions, then the summary."""
    lines = [line for file in files for line in _file(file, telling)]
    total = summary(files)
    if not telling.quiet or total.exit_status:
        lines.append(in_sum(total))
    return "".join(f"{line}\n" for line in lines)


def _file(file: Checked, telling: Telling) -> Iterator[str]:
    outcomes = [o for o in file.outcomes if not (telling.quiet and o.passed)]
    width = max((len(_id(outcome)) for outcome in outcomes), default=0)
    if outcomes or not telling.quiet:
        yield f"{one_line(file.path)}: {one_line(file.name) if file.name else 'cannot be read'}"
    for outcome in outcomes:
        yield from _question(outcome, width, telling)
    if outcomes or not telling.quiet:
        yield ""


def _question(outcome: Outcome, width: int, telling: Telling) -> Iterator[str]:
    question = outcome.question
    mark, colour = _MARKS[outcome.status]
    shown = f"\x1b[{colour}m{mark}\x1b[0m" if telling.colour else mark
    yield f"{shown} {_id(outcome):{width}}  {asked(question)}: {claim(question)}"
    told = list(reasons(outcome, telling))
    if outcome.status is Status.DIFFERS and question.asked.reason:
        told.append(f"not reproduced, as expected: {one_line(question.asked.reason)}")
    if told and not outcome.passed:
        told[0] = f"{question.place}: {told[0]}"
        if question.asked.text:
            told.insert(0, f"“{one_line(question.asked.text)}”")
    yield from (f"{'':{width + 2}}  {line}" for line in told)


def _id(outcome: Outcome) -> str:
    return one_line(outcome.question.id)
