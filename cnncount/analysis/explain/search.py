"""Every reading of a figure: the ways to count a network, each in every unit, held against it."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from cnncount.analysis.explain import units
from cnncount.analysis.explain.forms import Form
from cnncount.analysis.explain.found import Found, Search
from cnncount.analysis.explain.interpretation import Reading
from cnncount.analysis.explain.ways import MOST_STEPS, OPERATIONS, Count, Counted, ways
from cnncount.errors import Problem, SpecError
from cnncount.figures.figure import (
    AmbiguousFigure,
    FigureError,
    Quantity,
    Unit,
    Verdict,
    match,
)
from cnncount.figures.notation import Worked, parse
from cnncount.figures.shape import PrintedShape
from cnncount.figures.tolerance import Bound


def read(text: str) -> Quantity:
    """A figure as it is printed.

    Raises:
        SpecError: it is none, or one of which a reading says nothing.
    """
    try:
        answer = parse(text)
    except AmbiguousFigure as error:
        either = " or ".join(error.readings)
        advice = "write it without the separator, or with its unit, as in 4.089G"
        raise SpecError([Problem(f"the figure {text!r} is either {either}: {advice}")]) from None
    except FigureError as error:
        raise SpecError([Problem(f"the figure {text!r} cannot be read: {error.why}")]) from None
    if isinstance(answer, PrintedShape | Worked):
        raise SpecError([Problem(f"expected a figure such as 4.1G, not {text!r}")])
    if isinstance(answer, Bound):
        raise SpecError([Problem(f"a figure such as 4.1G can be explained, not a limit: {text!r}")])
    if answer.unit in (Unit.PERCENT, Unit.RATIO):
        raise SpecError([Problem(f"a count can be explained, not a ratio: {text!r}")])
    if answer.settled(1000).difference(Fraction(0)) >= 0:
        raise SpecError([Problem(f"a count above 0 can be explained, not {text!r}")])
    return answer


def quantities_of(answer: Quantity) -> tuple[str, ...]:
    """What a figure is about, by its unit; without one it may be operations or parameters."""
    match answer.unit:
        case Unit.BYTE | Unit.BIT | Unit.PARAM:
            return ("params",)
        case Unit.MAC | Unit.FLOP | Unit.OP:
            return (OPERATIONS,)
        case _:
            return OPERATIONS, "params"


def search(count: Count, answer: Quantity, quantity: str | None = None) -> Search:
    """Try every reading of a figure.

    Args:
        count: counts the network, with other values for its variables.
        answer: the figure.
        quantity: one of `QUANTITIES`; by default what the figure's unit says.

    Raises:
        SpecError: there is no such quantity, or the network cannot be counted.
    """
    quantities = (quantity,) if quantity else quantities_of(answer)
    return judged(ways(count, quantities), answer)


def judged(
    ways: Iterable[tuple[Form, Counted]], answer: Quantity, most_steps: int = MOST_STEPS
) -> Search:
    """Hold a figure against all ways to count it, in all units, with at most so many steps."""
    own = answer.settled(1000)
    in_units = {of: list(units.units(answer, operations=of)) for of in (True, False)}
    verdicts: dict[Fraction, tuple[Verdict, Fraction]] = {}
    tried = []
    for form, counted in ways:
        for unit in in_units[counted.quantity == OPERATIONS]:
            rank = form.rank + counted.rank + unit.rank
            value = counted.number * unit.factor
            if rank > most_steps or counted.mac not in unit.macs or value <= 0:
                continue
            if value not in verdicts:
                found = match(own, value)
                verdicts[value] = found.verdict, found.difference
            parts = [
                f"with {form}" if form.variables else "",
                counted.what,
                unit.what,
            ]
            reading = Reading(", ".join(filter(None, parts)), rank, value)
            tried.append(Found(form, counted, unit, reading, *verdicts[value]))
    return Search(own, tried)
