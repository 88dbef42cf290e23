"""Another convention's number."""

from __future__ import annotations

from collections.abc import Iterator

from cnncount.analysis.explain.conventions import PRICED, by_count, named
from cnncount.exams.asking import Subject
from cnncount.exams.mistakes.mistake import RARE, Mistake


def mistakes(about: Subject) -> Iterator[Mistake]:
    """The operations as the other conventions count them, those together that agree."""
    if about.quantity not in PRICED or not about.is_plain or about.question.asked.patterns:
        return
    node = about.row.node if about.row else None
    for value, agreeing in by_count(about.report, node).items():
        names = named([repr(each.name) for each in agreeing])
        one, several = f"convention {names} counts", f"conventions {names} count"
        yield Mistake(f"as the {one if len(agreeing) == 1 else several}", RARE, value)
