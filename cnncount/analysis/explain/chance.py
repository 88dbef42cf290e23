"""How many of many readings would give a figure by chance.

Whatever a loosely printed figure is, `3.8G`, one of forty counts of about its size prints as it. So
a reading says nothing where one as far-fetched would be expected to fit anyhow.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from cnncount.analysis.explain.interpretation import Reading, Value
from cnncount.figures.figure import PrintedFigure, Quantity
from cnncount.figures.notation import Worked
from cnncount.figures.shape import PrintedShape
from cnncount.figures.tolerance import Bound, Interval, Near

Answer = Quantity | PrintedShape | Worked

_ROOT_OF_E = Fraction(1_6487, 10_000)


def looseness(answer: Answer) -> Fraction:
    """The share of the figures of an answer's size that it allows: 1/150 for `150`, 1/38 for `3.8`.

    So it is the chance with which a figure of about this size fits. In an answer that may count by
    1000 or by 1024 it has been settled which.
    """
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


def as_large(rank: int, made: Iterable[Reading], answer: Answer) -> set[Value]:
    """The counts of about an answer's size, of those that are no more far-fetched.

    They lie within a factor of √e of it. Counts that are spread evenly over the orders of magnitude
    come in such a range, of one power of e, as close to the answer as its looseness says.
    """
    size = _size(answer)
    values = {reading.value for reading in made if reading.rank <= rank}
    return {
        value
        for value in values
        if value is not None
        and (
            size is None
            or not isinstance(value, int | Fraction)
            or size <= value * _ROOT_OF_E <= size * _ROOT_OF_E**2
        )
    }


def expected(rank: int, made: Iterable[Reading], answer: Answer) -> Fraction:
    """How many different counts would fit by chance, of those that are no more far-fetched."""
    return len(as_large(rank, made, answer)) * looseness(answer)


def _size(answer: Answer) -> Fraction | None:
    """About how much an answer is; None where it is no number, or any from a limit on."""
    match answer:
        case PrintedFigure() as figure:
            return figure.value
        case Near() as near:
            return near.centre.value
        case Interval(low, high):
            return (low.value + high.value) / 2
        case _:
            return None
