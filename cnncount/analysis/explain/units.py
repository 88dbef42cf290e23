"""The unit of a figure: a MAC or two operations, a thousand or 1024, values or bytes."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from cnncount.analysis.count import DTYPES
from cnncount.analysis.explain.conventions import PRICED
from cnncount.analysis.explain.interpretation import COMMON, RARE, USUAL
from cnncount.figures.figure import PrintedFigure, Quantity
from cnncount.figures.figure import Unit as FigureUnit
from cnncount.figures.notation import Worked
from cnncount.figures.shape import PrintedShape

DOUBLED = *PRICED, "additions"
"""The quantities that are counted in MACs by some and in FLOPs by others."""

_ANY = 0, 1, 2
_THOUSANDS = {1: "a thousand", 2: "a million", 3: "a billion", 4: "a trillion"}


class Unit(NamedTuple):
    """A unit.

    Attributes:
        what: the phrase for it; empty for the plain one.
        rank: how far-fetched it is.
        factor: what it makes of a count.
        macs: for which counts it is another unit: those in which a multiply-accumulate is so much.
    """

    what: str
    rank: int
    factor: Fraction
    macs: tuple[int, ...] = _ANY


def of_operations() -> Iterator[Unit]:
    """A multiply-accumulate as two operations, or two as one."""
    yield Unit("twice as much: a MAC counted as two operations", USUAL, Fraction(2), (1,))
    yield Unit("half as much: two operations counted as one MAC", COMMON, Fraction(1, 2), (2,))


def of_thousands(answer: Quantity | PrintedShape | Worked) -> Iterator[Unit]:
    """The thousands by which a figure counts taken for 1024, or the other way round."""
    thousands = _thousands(answer)
    if thousands in _THOUSANDS:
        ratio, name = Fraction(1024, 1000) ** thousands, _THOUSANDS[thousands]
        power = "1024" if thousands == 1 else f"1024^{thousands}"
        yield Unit(f"with {power} for {name}", RARE, 1 / ratio)
        yield Unit(f"with {name} for {power}", RARE, ratio)


def _thousands(answer: Quantity | PrintedShape | Worked) -> int:
    """How many times over a thousand, or 1024, an answer's figure counts by: 2 for `5.3M`."""
    figure = answer.result if isinstance(answer, Worked) else answer
    if not isinstance(figure, PrintedFigure):
        return 0
    base, power = figure.scale.base, figure.scale.power
    return power if base != 10 else power // 3 if power % 3 == 0 else 0


def units(answer: Quantity, *, operations: bool) -> Iterator[Unit]:
    """The units in which a count may be printed as such a figure, the plain one first.

    Values are printed as bytes where the figure says so; a bare `46M` may be bytes too. A thousand
    of bytes is 1000 to some and 1024 to others; `answer` is held to 1000.
    """
    in_bytes = answer.unit is FigureUnit.BYTE
    plain = [Unit("", USUAL, Fraction(1), _ANY)]
    if operations:
        plain += [unit._replace(rank=COMMON) for unit in of_operations()]
    elif in_bytes:
        sizes = dict.fromkeys(DTYPES.values())
        plain = [_bytes(size, USUAL if size == _FLOAT32 else COMMON) for size in sizes]
    elif answer.unit is None:
        plain.append(_bytes(_FLOAT32, COMMON))
    either = isinstance(answer, PrintedFigure) and answer.scale.base is None
    for unit in plain:
        yield unit
        for other in of_thousands(answer):
            if other.factor < 1:
                counted_by = f"by {other.what.split()[1]}" if either else other.what
                what = ", ".join(filter(None, (unit.what, counted_by)))
                rank = unit.rank + (USUAL if either else other.rank)
                yield Unit(what, rank, unit.factor * other.factor, unit.macs)


_FLOAT32 = DTYPES["float32"]


def _bytes(size: int, rank: int) -> Unit:
    return Unit("1 byte each" if size == 1 else f"{size} bytes each", rank, Fraction(size))
