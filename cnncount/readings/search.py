"""Every reading of a figure: forms × what is counted × one change × unit, tried together.

What is tried is explicit and can be counted. Each departure from the network as it is named, and
from its plain count, is a step or two (`reading.COMMON`, `RARE`), and so many steps are taken at
most that a reading can still be told in a line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from cnncount.answers.figure import FigureError, PrintedFigure, Quantity, Unit, Verdict, match
from cnncount.answers.notation import Worked, parse
from cnncount.answers.shape import PrintedShape
from cnncount.conventions.items import Itemised
from cnncount.layers.base import FIGURES
from cnncount.network import total
from cnncount.problems import Problem, SpecError, or_what_there_is
from cnncount.readings import changes, units
from cnncount.readings.chance import expected, looseness
from cnncount.readings.conventions import by_count, named
from cnncount.readings.forms import Form, forms
from cnncount.readings.reading import COMMON, RARE, USUAL, Reading
from cnncount.readings.roles import ROLES
from cnncount.report import Report

OPERATIONS = "operations"
"""The quantity that conventions count."""

QUANTITIES = (OPERATIONS, *FIGURES)

MOST_STEPS = 3
_FORMS = 2
"""So many variables are set otherwise at once."""

_CUT = COMMON
"""To cut digits off, where all others round, is a step too."""

Count = Callable[[Mapping[str, Any]], Report]
"""Counts the network with other values for some of its variables."""


class Counted(NamedTuple):
    """A way of counting, on one form of a network.

    Attributes:
        what: the phrase for it.
        rank: how many steps it is from the plain count.
        number: what is counted.
        conventions: those that count so.
        mac: how many of their units a multiply-accumulate is; 0 where none are counted.
    """

    what: str
    rank: int
    number: int
    conventions: tuple[str, ...] = ()
    mac: int = 0


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
    unit: units.Unit
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
        fitting = [found for found in self.tried if found.fits]
        fitting.sort(key=lambda found: (_ORDER.index(found.verdict), found.steps))
        return _different(fitting)

    @property
    def told(self) -> list[Found]:
        """Those worth telling: the simplest, and others where chance gives no such figure anyhow.

        What is much more far-fetched than the simplest is not among them.
        """
        most = self.fewest + (1 if self.by_chance(self.fewest + 1) < 1 else 0)
        return [found for found in self.fits if found.steps <= most]

    @property
    def fewest(self) -> int:
        """The fewest steps with which the figure is reached; the most where it is not."""
        return min((found.steps for found in self.fits), default=MOST_STEPS)

    @property
    def near(self) -> list[Found]:
        """The readings that miss it and are no more far-fetched than what fits, nearest first."""
        most = max(self.fewest, COMMON)
        missing = [f for f in self.tried if not f.fits and f.steps <= most]
        return _different(sorted(missing, key=lambda found: (abs(found.off), found.steps)))

    def by_chance(self, steps: int) -> Fraction:
        """How many counts with at most so many steps would print as a figure so loose by chance.

        Cutting digits off as well as rounding them allows half as many again, a step further.
        """
        loose = looseness(self.answer)
        readings = [found.reading for found in self.tried]
        cut = Fraction(0)
        if isinstance(self.answer, PrintedFigure) and not self.answer.is_exact:
            cut = expected(steps - _CUT, readings, loose / 2)
        return expected(steps, readings, loose) + cut


_ORDER = (Verdict.EXACT, Verdict.ROUNDING, Verdict.WITHIN, Verdict.TRUNCATION)


def _different(found: Iterable[Found]) -> list[Found]:
    first: dict[object, Found] = {}
    kept = []
    for each in found:
        known = first.setdefault(each.reading.value, each)
        if known is each or (each.verdict is Verdict.EXACT and each.steps == known.steps):
            kept.append(each)
    return kept


def read(text: str) -> Quantity:
    """A figure as it is printed.

    Raises:
        SpecError: it is none.
    """
    try:
        answer = parse(text)
    except FigureError as error:
        raise SpecError([Problem(f"the figure {text!r} cannot be read: {error.why}")]) from None
    if isinstance(answer, PrintedShape | Worked):
        raise SpecError([Problem(f"expected a figure such as 4.1G, not {text!r}")])
    return answer


def quantity_of(answer: Quantity) -> str:
    """What a figure is about, by its unit: bytes and parameters are parameters."""
    return "params" if answer.unit in (Unit.BYTE, Unit.BIT, Unit.PARAM) else OPERATIONS


def search(count: Count, answer: Quantity, quantity: str | None = None) -> Search:
    """Try every reading of a figure.

    Args:
        count: counts the network, with other values for its variables.
        answer: the figure.
        quantity: one of `QUANTITIES`; by default what the figure's unit says.

    Raises:
        SpecError: there is no such quantity, or the network cannot be counted.
    """
    about = quantity or quantity_of(answer)
    return judged(list(ways(count, about)), answer, about)


def ways(
    count: Count, quantity: str, most_steps: int = MOST_STEPS
) -> Iterator[tuple[Form, Counted]]:
    """Every form of a network with every way to count a quantity of it; errors as in `search`.

    They are the same for all figures of the quantity. `most_steps` leaves out what takes more.
    """
    if quantity not in QUANTITIES:
        hint = or_what_there_is(quantity, QUANTITIES)
        raise SpecError([Problem(f"no quantity {quantity!r}{hint}")])
    known: set[tuple[int, ...]] = set()
    for form in forms(count({}), at_once=min(most_steps, _FORMS)):
        try:
            report = count(form.variables)
        except SpecError:
            if not form.variables:
                raise
            continue
        same = tuple(report.figure(figure) for figure in FIGURES)
        if same not in known:
            known.add(same)
            for counted in _counted(report, quantity, most_steps - form.rank):
                yield form, counted


def judged(
    ways: Iterable[tuple[Form, Counted]],
    answer: Quantity,
    quantity: str,
    most_steps: int = MOST_STEPS,
) -> Search:
    """Hold a figure against all ways to count it, in all units, with at most so many steps."""
    own = answer.settled(1000)
    in_units = list(units.units(answer, operations=quantity == OPERATIONS))
    verdicts: dict[Fraction, tuple[Verdict, Fraction]] = {}
    tried = []
    for form, counted in ways:
        for unit in in_units:
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


def _counted(report: Report, quantity: str, most_steps: int) -> Iterator[Counted]:
    if quantity == OPERATIONS:
        yield from _operations(report, most_steps)
        return
    number = report.figure(quantity)
    yield Counted(quantity, USUAL, number)
    for role in ROLES:
        if quantity in role.quantities and (more := total(report.network, role.more)):
            yield Counted(f"{quantity} {role.what}", role.rank, number + more)
    if most_steps >= RARE:
        for change in changes.of_figure(report, quantity):
            yield Counted(f"{quantity} {change.what}", change.rank, _whole(change))


def _operations(report: Report, most_steps: int) -> Iterator[Counted]:
    itemised, stages = Itemised(report.network), changes.stages(report)
    for number, agreeing in by_count(report).items():
        if number is None:
            continue
        names = tuple(each.name for each in agreeing)
        mac = agreeing[0].written.mac
        yield Counted(named(names), USUAL, number, names, mac)
        if most_steps >= RARE:
            for change in changes.of_operations(agreeing[0], itemised, stages):
                first = names[:1]
                what = f"{first[0]} {change.what}"
                yield Counted(what, change.rank, _whole(change), first, mac)


def _whole(reading: Reading) -> int:
    value = reading.value
    return int(value) if isinstance(value, int | Fraction) else 0
