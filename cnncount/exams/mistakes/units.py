"""Slips in the unit: MAC against FLOP, thousand against 1024, bytes against elements or bits."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from cnncount.analysis.explain.units import DOUBLED, of_operations, of_thousands
from cnncount.exams.asking import Subject
from cnncount.exams.mistakes.mistake import COMMON, Slip


def slips(about: Subject) -> Iterator[Slip]:
    """The answer in another unit."""
    asked, value = about.question.asked, about.value()
    if isinstance(value, tuple):
        return
    exact = Fraction(value)
    if asked.over is not None:
        yield Slip("the ratio turned round", COMMON, 1 / exact if exact else None)
        return
    units = [*(of_operations() if asked.quantity in DOUBLED else ())]
    for unit in (*units, *of_thousands(about.question.answer)):
        yield Slip(unit.what, unit.rank, exact * unit.factor)
    if asked.dtype is not None:
        yield Slip("with elements taken for bytes", COMMON, exact / about.element_size())
        yield Slip("with bits taken for bytes", COMMON, exact * 8)
        yield Slip("with bytes taken for bits", COMMON, exact / 8)
