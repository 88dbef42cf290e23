"""Slips in the unit: MAC against FLOP, thousand against 1024, bytes against elements or bits."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from cnncount.answers.figure import PrintedFigure
from cnncount.answers.notation import Worked
from cnncount.keys.asking import Subject
from cnncount.keys.slips.slip import COMMON, RARE, USUAL, Slip

_OPERATIONS = "macs", "multiplications", "additions", "flops"
_THOUSANDS = {1: "a thousand", 2: "a million", 3: "a billion", 4: "a trillion"}


def slips(about: Subject) -> Iterator[Slip]:
    """The answer in another unit."""
    asked, value = about.question.asked, about.value()
    if isinstance(value, tuple):
        return
    exact = Fraction(value)
    if asked.over is not None:
        yield Slip("the ratio turned round", COMMON, 1 / exact if exact else None)
        return
    if asked.quantity in _OPERATIONS:
        yield Slip("twice as much: a MAC counted as two operations", USUAL, exact * 2)
        yield Slip("half as much: two operations counted as one MAC", COMMON, exact / 2)
    thousands = _thousands(about)
    if thousands in _THOUSANDS:
        ratio, name = Fraction(1024, 1000) ** thousands, _THOUSANDS[thousands]
        power = "1024" if thousands == 1 else f"1024^{thousands}"
        yield Slip(f"with {power} for {name}", RARE, exact / ratio)
        yield Slip(f"with {name} for {power}", RARE, exact * ratio)
    if asked.dtype is not None:
        yield Slip("with elements taken for bytes", COMMON, exact / about.element_size())
        yield Slip("with bits taken for bytes", COMMON, exact * 8)
        yield Slip("with bytes taken for bits", COMMON, exact / 8)


def _thousands(about: Subject) -> int:
    """How many times over a thousand, or 1024, the answer's figure counts by: 2 for `5.3M`."""
    answer = about.question.answer
    figure = answer.result if isinstance(answer, Worked) else answer
    if not isinstance(figure, PrintedFigure):
        return 0
    base, power = figure.scale.base, figure.scale.power
    return power if base != 10 else power // 3 if power % 3 == 0 else 0
