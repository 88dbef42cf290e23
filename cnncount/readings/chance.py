"""How many of many readings would give a figure by chance.

Whatever a loosely printed figure is, `3.8G`, one of a hundred counts prints as it. So a reading
says nothing where one as far-fetched would be expected to fit anyhow.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from cnncount.answers.figure import Kilo, PrintedFigure, Quantity
from cnncount.answers.leeway import Bound, Interval, Near
from cnncount.answers.notation import Worked
from cnncount.answers.shape import PrintedShape
from cnncount.readings.reading import Reading


def looseness(answer: Quantity | PrintedShape | Worked, kilo: Kilo | None = None) -> Fraction:
    """The share of the figures of an answer's size that it allows: 1/150 for `150`, 1/38 for `3.8`.

    So it is the chance with which a figure of about this size fits.
    """
    if kilo is not None and not isinstance(answer, PrintedShape | Worked):
        answer = answer.settled(kilo)
    match answer:
        case PrintedFigure() as figure:
            coarse: int = 10**figure.unclaimed_zeros
            return Fraction(coarse, max(figure.digits, 1))
        case Near() as near:
            return 2 * near.allowance / max(near.centre.value, near.allowance)
        case Interval(low, high):
            return (high.value - low.value) / max(high.value, Fraction(1))
        case Bound():
            return Fraction(1)
        case _:
            return Fraction(0)


def expected(rank: int, made: Iterable[Reading], looseness: Fraction) -> Fraction:
    """How many different counts would fit by chance, of those that are no more far-fetched."""
    return len({reading.value for reading in made if reading.rank <= rank}) * looseness
