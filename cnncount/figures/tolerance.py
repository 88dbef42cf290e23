"""Figures whose author states the leeway: a tolerance, a bound, an interval.

Where a bare figure implies its leeway by its digits, these say it.  Their ends are the printed
values taken exactly, so `400k..420k` ends at 420,000 and not where `420k` would still be printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from cnncount.figures.figure import Kilo, PrintedFigure, Unit, Verdict


@dataclass(frozen=True, slots=True)
class Near:
    """A figure with a tolerance that its author states: `416520 ~ 500`, `416520 ~ 1%`.

    The count may differ from the figure's printed value by the margin, ends included.  A margin in
    percent is a share of the printed value, or points where that is itself in percent.
    """

    centre: PrintedFigure
    margin: PrintedFigure

    @property
    def unit(self) -> Unit | None:
        """The unit of the figure."""
        return self.centre.unit

    @property
    def allowance(self) -> Fraction:
        """How far off a count may be, in its own unit: 500, or 4165.2 for 1% of 416520."""
        is_share = self.margin.unit is Unit.PERCENT and self.centre.unit is not Unit.PERCENT
        return self.margin.value * (self.centre.value if is_share else 1)

    def settled(self, kilo: Kilo) -> Near:
        """Return the same with `KB`, `MB`, ... in powers of `kilo`."""
        return Near(self.centre.settled(kilo), self.margin.settled(kilo))

    def verdict(self, computed: Fraction) -> Verdict:
        """Judge an exact count: equal to the figure, within the margin, or not."""
        off = abs(self.difference(computed))
        if off == 0:
            return Verdict.EXACT
        return Verdict.WITHIN if off <= self.allowance else Verdict.NO

    def difference(self, computed: Fraction) -> Fraction:
        """Return the count less the figure."""
        return computed - self.centre.value

    def __str__(self) -> str:
        """Return it with a plus-minus sign, which no one takes for an interval."""
        return f"{self.centre} \u00b1 {self.margin}"


class Side(Enum):
    """On which side of its limit a bounded answer lies, and whether the limit itself is in."""

    OVER = "over"
    AT_LEAST = "at least"
    UNDER = "under"
    AT_MOST = "at most"


@dataclass(frozen=True, slots=True)
class Bound:
    """An answer that gives one limit, as in `over 150 million`: it says nothing of the far side."""

    side: Side
    limit: PrintedFigure

    @property
    def unit(self) -> Unit | None:
        """The unit of the limit."""
        return self.limit.unit

    def settled(self, kilo: Kilo) -> Bound:
        """Return the same with `KB`, `MB`, ... in powers of `kilo`."""
        return Bound(self.side, self.limit.settled(kilo))

    def verdict(self, computed: Fraction) -> Verdict:
        """Judge an exact count against the limit's printed value."""
        off = self.difference(computed)
        holds = {
            Side.OVER: off > 0,
            Side.AT_LEAST: off >= 0,
            Side.UNDER: off < 0,
            Side.AT_MOST: off <= 0,
        }
        return Verdict.WITHIN if holds[self.side] else Verdict.NO

    def difference(self, computed: Fraction) -> Fraction:
        """Return the count less the limit."""
        return computed - self.limit.value

    def __str__(self) -> str:
        """Return it in the form `over 150 million`."""
        return f"{self.side.value} {self.limit}"


@dataclass(frozen=True, slots=True)
class Interval:
    """Two figures to lie between, `400k..420k`, both printed values included."""

    low: PrintedFigure
    high: PrintedFigure

    @property
    def unit(self) -> Unit | None:
        """The unit of the ends, which may be written once."""
        return self.high.unit or self.low.unit

    def settled(self, kilo: Kilo) -> Interval:
        """Return the same with `KB`, `MB`, ... in powers of `kilo`."""
        return Interval(self.low.settled(kilo), self.high.settled(kilo))

    def verdict(self, computed: Fraction) -> Verdict:
        """Judge an exact count: inside, or not."""
        return Verdict.NO if self.difference(computed) else Verdict.WITHIN

    def difference(self, computed: Fraction) -> Fraction:
        """Return how far the count is outside: below 0 under the low end, 0 anywhere inside."""
        return computed - min(max(computed, self.low.value), self.high.value)

    def __str__(self) -> str:
        """Return it in the form `400k..420k`."""
        return f"{self.low}..{self.high}"
