"""What was found of a figure: the readings that print it, the others, and what chance does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from cnncount.analysis.explain.chance import as_large, expected
from cnncount.analysis.explain.forms import Form
from cnncount.analysis.explain.interpretation import COMMON, USUAL, Reading, Value
from cnncount.analysis.explain.units import Unit
from cnncount.analysis.explain.ways import MOST_STEPS, Counted
from cnncount.figures.figure import PrintedFigure, Quantity, Verdict

CLOSE = 50
"""What misses a figure by no more than one in so many is near it."""

_CUT = COMMON
"""To cut digits off, where all others round, is a step too."""

_PLAIN = "macs"
"""The convention of the plain count of operations."""


@dataclass(frozen=True, slots=True)
class Found:
    """A reading, and how it gives the figure.

    Attributes:
        form: the form of the network.
        counted: what is counted of it.
        unit: the unit in which that is printed.
        reading: the same as a phrase, with its steps and the number that is printed.
        verdict: how the figure comes of it.
        off: the number less the figure.
    """

    form: Form
    counted: Counted
    unit: Unit
    reading: Reading
    verdict: Verdict
    off: Fraction

    @property
    def fits(self) -> bool:
        """Whether it prints the figure."""
        return self.verdict is not Verdict.NO

    @property
    def steps(self) -> int:
        """How far-fetched the reading is, with the digits that it cuts off."""
        return self.reading.rank + (_CUT if self.verdict is Verdict.TRUNCATION else 0)

    @property
    def off_count(self) -> Fraction:
        """What is counted less what would have to be, for the figure to be printed exactly."""
        return self.off / self.unit.factor

    @property
    def is_near(self) -> bool:
        """Whether it misses the figure, by one in `CLOSE` at most."""
        printed = self.counted.number * self.unit.factor
        return not self.fits and abs(self.off) * CLOSE <= printed - self.off

    @property
    def is_plain(self) -> bool:
        """Whether it is what all count first: MACs, or parameters, of the network as named."""
        counted = self.counted
        plain = _PLAIN in counted.conventions or counted.what == counted.quantity
        return plain and self.reading.rank == USUAL


@dataclass(frozen=True)
class Search:
    """What was found.

    Attributes:
        answer: the figure.
        tried: every reading, with its verdict.
    """

    answer: Quantity
    tried: Sequence[Found]

    @cached_property
    def fits(self) -> list[Found]:
        """The readings that print the figure: exactly, by rounding, by truncation; simple first.

        Of two with one number, the simpler; where the figure is exact, all of the simplest.
        """
        fitting = [found for found in self.tried if found.fits and found.steps <= MOST_STEPS]
        fitting.sort(key=lambda found: (_ORDER.index(found.verdict), found.steps))
        return _different(fitting)

    @cached_property
    def told(self) -> list[Found]:
        """Those worth telling: the simplest, and others where chance gives no such figure anyhow.

        What is much more far-fetched than the simplest is not among them.
        """
        if not self.fits:
            return []
        most = self.fewest + (1 if self.by_chance(self.fewest + 1) < 1 else 0)
        return [found for found in self.fits if found.steps <= most]

    @property
    def fewest(self) -> int:
        """The fewest steps with which the figure is reached; one where it is not."""
        return min((found.steps for found in self.fits), default=COMMON)

    @property
    def plain(self) -> list[Found]:
        """The plain counts that do not print it: of what the told readings count, or of all."""
        numbers = {found.counted.number for found in self.told}
        about = {found.counted.quantity for found in self.told}
        first: dict[str, Found] = {}
        for found in self.tried:
            if found.is_plain and (found.counted.quantity in about or not about):
                first.setdefault(found.counted.quantity, found)
        return [found for found in first.values() if found.counted.number not in numbers]

    @property
    def near(self) -> list[Found]:
        """The readings that are near it and no more far-fetched than what fits, nearest first."""
        most = max(self.fewest, COMMON)
        near = [f for f in self.tried if f.is_near and f.steps <= most]
        return _different(sorted(near, key=lambda found: (abs(found.off), found.steps)))

    def as_large(self, steps: int) -> set[Value]:
        """The counts of about the figure's size, with at most so many steps."""
        return as_large(steps, (found.reading for found in self.tried), self.answer)

    def by_chance(self, steps: int) -> Fraction:
        """How many of those would print as a figure so loose by chance.

        Cutting digits off as well as rounding them allows half as many again, a step further.
        """
        made, answer = [found.reading for found in self.tried], self.answer
        rounded = expected(steps, made, answer)
        can_be_cut = isinstance(answer, PrintedFigure) and not answer.is_exact
        return rounded + (expected(steps - _CUT, made, answer) / 2 if can_be_cut else 0)


_ORDER = (Verdict.EXACT, Verdict.ROUNDING, Verdict.WITHIN, Verdict.TRUNCATION)


def _different(found: Iterable[Found]) -> list[Found]:
    first: dict[object, Found] = {}
    kept = []
    for each in found:
        known = first.setdefault(each.reading.value, each)
        if known is each or (each.verdict is Verdict.EXACT and each.steps == known.steps):
            kept.append(each)
    return kept
