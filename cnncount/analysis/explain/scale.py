"""The units in which a count may be printed: MACs or operations, thousands or 1024, bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from cnncount.analysis.count import DTYPES
from cnncount.analysis.explain.counting import OPERATIONS
from cnncount.figures.figure import PrintedFigure, Quantity
from cnncount.figures.figure import Unit as FigureUnit

_FLOAT32 = DTYPES["float32"]
_SIZES = 2, 3
"""A bare `46M` or `1.2G` may be bytes; a bare `46k` is not."""

_OTHER_BASE = 2
"""1024 for a thousand of anything but bytes, or a thousand for 1024, is two steps."""


@dataclass(frozen=True, slots=True)
class Scaling:
    """A unit in which a count is printed.

    Attributes:
        steps: how far it is from the plain unit.
        factor: what it makes of a count.
        operations: what a multiply-accumulate becomes: 2 operations, or half of what is counted.
        bytes: of one value, where the figure is a size in bytes.
        passes: how often values are held: twice for a forward and a backward pass.
        base: what a thousand stands for.
    """

    steps: int = 0
    factor: Fraction = Fraction(1)
    operations: Fraction = Fraction(1)
    bytes: int | None = None
    passes: int = 1
    base: int = 1000

    def takes(self, mac: int) -> bool:
        """Whether it is a unit of counts in which a multiply-accumulate is so much."""
        return self.operations == 1 or mac == (1 if self.operations == 2 else 2)


def scalings(answer: Quantity, quantity: str) -> Iterator[Scaling]:
    """The units in which a quantity may be printed as such a figure, whatever the steps.

    A thousand of bytes is 1000 to some and 1024 to others. Factors are made for a figure whose
    thousands are 1000, or what it says.
    """
    in_bytes = answer.unit in (FigureUnit.BYTE, FigureUnit.BIT)
    scale = answer.scale if isinstance(answer, PrintedFigure) else None
    thousands = _thousands(answer)
    plain = [Scaling()]
    if in_bytes:
        plain = [*_in_bytes(quantity)]
    elif quantity == OPERATIONS:
        plain += [
            Scaling(1, Fraction(2), Fraction(2)),
            Scaling(1, Fraction(1, 2), Fraction(1, 2)),
        ]
    for unit in plain:
        yield from _in_bases(unit, thousands, 0 if scale and scale.base is None else _OTHER_BASE)
    if answer.unit is None and quantity == "params" and thousands in _SIZES:
        bare = Scaling(1, Fraction(_FLOAT32), bytes=_FLOAT32)
        yield from _in_bases(bare, thousands, 0)


def _in_bytes(quantity: str) -> Iterator[Scaling]:
    for size in dict.fromkeys(DTYPES.values()):
        steps = 0 if size == _FLOAT32 else 1
        yield Scaling(steps, Fraction(size), bytes=size)
        if quantity == "activations" and size == _FLOAT32:
            yield Scaling(steps, Fraction(2 * size), bytes=size, passes=2)


def _in_bases(unit: Scaling, thousands: int, steps: int) -> Iterator[Scaling]:
    yield unit
    if thousands:
        factor = unit.factor * Fraction(1000, 1024) ** thousands
        yield Scaling(
            unit.steps + steps, factor, unit.operations, unit.bytes, unit.passes, base=1024
        )


def _thousands(answer: Quantity) -> int:
    """How many times over a thousand a figure counts by: 2 for `5.3M`; 0 where 1024 is written."""
    if not isinstance(answer, PrintedFigure):
        return 0
    base, power = answer.scale.base, answer.scale.power
    if base is None:
        return power
    return power // 3 if base == 10 and power % 3 == 0 else 0
