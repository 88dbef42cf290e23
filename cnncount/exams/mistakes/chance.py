"""How many mistakes would give an answer by chance.

Whatever a loosely printed answer is, `3.8G`, one of forty values of about its size prints as it. So
a mistake is offered only where far fewer than one as implausible would be expected to match anyhow.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import prod

from cnncount.analysis.explain.interpretation import Value
from cnncount.exams.mistakes.mistake import COMMON, FAR, LAST, RARE, USUAL, Mistake
from cnncount.figures.figure import PrintedFigure
from cnncount.figures.shape import PrintedShape
from cnncount.figures.tolerance import Bound, Interval, Near

FACTORS = {USUAL: 1, COMMON: 2, RARE: 3, FAR: 6, LAST: 12}
"""By how much a mistake of each rank must beat chance."""

_ROOT_OF_E = Fraction(1_6487, 10_000)

Figure = PrintedFigure | Near | Bound | Interval | PrintedShape


def beats_chance(mistake: Mistake, made: Iterable[Mistake], answer: Figure) -> bool:
    """Whether so few of the mistakes would match by chance that this one says something."""
    if mistake.fits and not isinstance(answer, PrintedShape):
        return True
    beyond = max(0, mistake.rank - LAST)
    factor: int = FACTORS[min(mistake.rank, LAST)] << beyond
    return expected(mistake.rank, made, answer) * factor < 1


def expected(rank: int, made: Iterable[Mistake], answer: Figure) -> Fraction:
    """How many different values would match by chance, of mistakes that are no more implausible."""
    return len(similar_size(rank, made, answer)) * match_probability(answer)


def match_probability(answer: Figure) -> Fraction:
    """The share of the answers of this size that it allows: 1/150 for `150`, 1/38 for `3.8`."""
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
        case PrintedShape(extents):
            return Fraction(1, 2 * max(prod({extent or 1 for extent in extents}), 1))


def similar_size(rank: int, made: Iterable[Mistake], answer: Figure) -> set[Value]:
    """The values of about an answer's size, within a factor of √e of it."""
    size = _size(answer)
    values = {mistake.value for mistake in made if mistake.rank <= rank}
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


def _size(answer: Figure) -> Fraction | None:
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
