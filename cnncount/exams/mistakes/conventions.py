"""Another convention's number."""

from __future__ import annotations

from collections.abc import Iterator

from cnncount.analysis.explain.conventions import PRICED, by_count, named
from cnncount.exams.asking import Subject
from cnncount.exams.mistakes.mistake import RARE, Slip


def slips(about: Subject) -> Iterator[Slip]:
    """The operations as the other conventions count them, those together that agree."""
    asked = about.question.asked
    if asked.quantity not in PRICED or asked.over is not None:
        return
    for value, agreeing in by_count(about.report, about.row.node if about.row else None).items():
        names = named([repr(each.name) for each in agreeing])
        one, several = f"convention {names} counts", f"conventions {names} count"
        yield Slip(f"as the {one if len(agreeing) == 1 else several}", RARE, value)
