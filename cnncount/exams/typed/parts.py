"""What a typed answer consists of, and what it is to be read as."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from cnncount.figures.figure import Kilo, PrintedFigure, Unit, Verdict
from cnncount.figures.numerals import Mark
from cnncount.figures.shape import PrintedShape
from cnncount.figures.tolerance import Bound, Interval, Near

Figure: TypeAlias = PrintedFigure | Near | Bound | Interval


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an answer is to be read as.

    Attributes:
        shape: a shape, not a number.
        sizes: a shape without channels, for which one number may stand.
        ratio: a ratio, whose digits are few.
        bytes: bytes or bits, so that a lone ``B`` is not billions.
        decimal: the decimal mark, where it is known.
        kilo: what a kilobyte is, where it is known.
    """

    shape: bool = False
    sizes: bool = False
    ratio: bool = False
    bytes: bool = False
    decimal: Mark | None = None
    kilo: Kilo | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """Arithmetic that was typed, and what it comes to.

    Attributes:
        text: the arithmetic.
        value: exactly.
        unit: the unit of its numbers, where they have one.
        exact: whether every number in it is a plain integer, so that nothing was rounded.
    """

    text: str
    value: Fraction
    unit: Unit | None = None
    exact: bool = True

    def settled(self, kilo: Kilo) -> Sum:
        """The same: a kilo in arithmetic has been settled."""
        return self

    def verdict(self, computed: Fraction) -> Verdict:
        """Whether a count is exactly this."""
        return Verdict.EXACT if computed == self.value else Verdict.NO

    def difference(self, computed: Fraction) -> Fraction:
        """The count less this."""
        return computed - self.value

    def __str__(self) -> str:
        return self.text


Part: TypeAlias = Figure | PrintedShape | Sum


@dataclass(frozen=True, slots=True)
class Typed:
    """An answer.

    Attributes:
        text: as it was typed.
        parts: its figures, shapes and sums, in order.
    """

    text: str
    parts: tuple[Part, ...]

    @property
    def result(self) -> Part:
        """What it comes to: the last part."""
        return self.parts[-1]

    @property
    def figures(self) -> tuple[Part, ...]:
        """The parts that are no arithmetic; the arithmetic, where there is nothing else."""
        return tuple(part for part in self.parts if not isinstance(part, Sum)) or self.parts[-1:]

    @property
    def sums(self) -> tuple[Sum, ...]:
        """The arithmetic."""
        return tuple(part for part in self.parts if isinstance(part, Sum))

    @property
    def unit(self) -> Unit | None:
        """The unit of the result."""
        return None if isinstance(self.result, PrintedShape) else self.result.unit
