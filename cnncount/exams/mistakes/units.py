"""Mistakes in the unit: MAC against FLOP, bytes against elements or bits, another element size."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from cnncount.analysis.count import DTYPES
from cnncount.analysis.explain.units import DOUBLED
from cnncount.exams.asking import Subject
from cnncount.exams.mistakes.mistake import COMMON, RARE, USUAL, Mistake
from cnncount.exams.phrases import number


def mistakes(about: Subject) -> Iterator[Mistake]:
    """The answer in another unit."""
    asked, value = about.question.asked, about.value()
    if isinstance(value, tuple) or asked.solve:
        return
    exact = Fraction(value)
    if asked.over is not None:
        yield Mistake("the ratio is inverted", COMMON, 1 / exact if exact else None)
        yield Mistake("the saving, not the ratio", RARE, 1 - 1 / exact if exact > 1 else None)
        return
    if asked.share:
        yield Mistake("the share of the rest", COMMON, 1 - exact)
        return
    if about.quantity in DOUBLED:
        twice, half = f"2·{number(exact)}", f"{number(exact)}/2"
        yield Mistake(
            "twice as much: a MAC counted as two operations", USUAL, exact * 2, work=twice
        )
        yield Mistake(
            "half as much: two operations counted as one MAC", COMMON, exact / 2, work=half
        )
    if asked.dtype is not None:
        yield from _sizes(about, exact)


def _sizes(about: Subject, exact: Fraction) -> Iterator[Mistake]:
    size = about.element_size()
    elements = exact / size
    yield Mistake("with elements taken for bytes", COMMON, elements)
    yield Mistake("with bits taken for bytes", COMMON, exact * 8)
    yield Mistake("with bytes taken for bits", COMMON, exact / 8)
    for other in sorted({*DTYPES.values()}):
        if other not in (size, 1):
            what = f"with {other} bytes a value, not {size}"
            yield Mistake(what, COMMON, elements * other, work=f"{other}·{number(elements)}")
