"""Reading a printed figure that is to be explained, and what it may be about."""

from __future__ import annotations

from fractions import Fraction

from cnncount.analysis.explain.counting import OPERATIONS
from cnncount.errors import Problem, SpecError
from cnncount.figures.figure import PrintedFigure, Quantity, Unit
from cnncount.figures.notation import Worked, parse
from cnncount.figures.refusal import AmbiguousFigure, FigureError
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


def quantities_of(figure: Quantity) -> tuple[str, ...]:
    """What a figure may be about, by its unit: without one, operations, parameters, activations."""
    match figure.unit:
        case Unit.BYTE | Unit.BIT:
            return "params", "activations"
        case Unit.PARAM:
            return ("params",)
        case Unit.COUNT if _words(figure) & _ACTIVATIONS:
            return ("activations",)
        case Unit.MAC | Unit.FLOP | Unit.OP | Unit.MULTIPLICATION:
            return (OPERATIONS,)
        case _:
            return OPERATIONS, "params", "activations"


_ACTIVATIONS = {"act", "acts", "activation", "activations"}


def _words(figure: Quantity) -> set[str]:
    """The words after a figure's digits."""
    return {*figure.style.suffix.lower().split()} if isinstance(figure, PrintedFigure) else set()
