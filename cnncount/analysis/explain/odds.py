"""How many figures of a length are printed by an interpretation, whatever is meant: the odds.

A figure of two digits is printed by something whatever it is. So an explanation says how often a
random figure of the same length would be explained as well. That is counted, not estimated from the
figure's length: of all figures within a tenth of the plain count, the share that some
interpretation prints. Near the plain count interpretations are dense, and much fits there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction
from math import floor
from typing import NamedTuple

from cnncount.figures.figure import PrintedFigure, Quantity
from cnncount.figures.tolerance import Interval, Near

_NEAR = Fraction(1, 10)
"""The figures that are compared lie so close to the plain count, in relation to it."""


class Odds(NamedTuple):
    """What chance does for figures of one length.

    Attributes:
        match_probability: the share of such figures that some interpretation prints.
        expected_matches: how many different counts print one of them, on average.
    """

    match_probability: float
    expected_matches: float


def odds(
    answer: Quantity,
    plain: Collection[Fraction],
    rounded: Collection[Fraction],
    cut: Collection[Fraction],
) -> Odds:
    """The odds that a figure like `answer` is printed.

    Args:
        answer: the figure; a thousand in it is 1000 or 1024 already.
        plain: the plain counts, in the figure's unit.
        rounded: the counts that print a figure by rounding, in the figure's unit.
        cut: those that print one by cutting digits off too.
    """
    width, value = _width(answer)
    if width == 0:
        return Odds(0.0, 0.0)
    low, high = _window(value, plain)
    if isinstance(answer, PrintedFigure):
        cells = _printed(answer, width, rounded, cut)
        centres = [float(place * width) for place in cells]
    else:
        centres = [float(count) for count in {*rounded}]
    half = float(width) / 2
    intervals = [(centre - half, centre + half) for centre in centres]
    covered = expected = 0.0
    reach = low
    for start, end in sorted((max(start, low), min(end, high)) for start, end in intervals):
        if end > start:
            expected += end - start
            covered += max(end - max(start, reach), 0.0)
            reach = max(reach, end)
    return Odds(covered / (high - low), expected / (high - low))


def _printed(
    figure: PrintedFigure, width: Fraction, rounded: Collection[Fraction], cut: Collection[Fraction]
) -> Iterator[int]:
    """The figures of this length that the counts print, each as often as a count prints it."""
    cut = {*cut}
    for count in {*rounded}:
        if figure.is_exact:
            if count.denominator == 1:
                yield count.numerator
            continue
        up, down = floor(count / width + _HALF), floor(count / width)
        yield up
        if down != up and count in cut:
            yield down


_HALF = Fraction(1, 2)


def _width(answer: Quantity) -> tuple[Fraction, Fraction]:
    """How much a figure leaves open, and what it is."""
    match answer:
        case PrintedFigure() as figure:
            coarse: int = 10**figure.unclaimed_zeros
            return figure.place * coarse, figure.value
        case Near() as near:
            return 2 * near.allowance, near.centre.value
        case Interval(low, high):
            return high.value - low.value, (low.value + high.value) / 2
        case _:
            return Fraction(0), Fraction(0)


def _window(value: Fraction, plain: Collection[Fraction]) -> tuple[float, float]:
    """The figures to compare with: those around the plain count, if it is near, or the figure."""
    near = [count for count in plain if abs(value - count) <= _NEAR * count]
    centre = min(near, key=lambda count: abs(value - count), default=value)
    return float(centre - _NEAR * centre), float(centre + _NEAR * centre)
