"""Every way to count a network: its forms, each under what is counted of it, changed once at most.

What is tried is explicit and can be counted. Each departure from the network as it is named, and
from its plain count, is a step or two (`reading.COMMON`, `RARE`), and so many steps are taken at
most that a reading can still be told in a line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from cnncount.analysis.count import Report
from cnncount.analysis.explain import changes
from cnncount.analysis.explain.conventions import by_count, named
from cnncount.analysis.explain.forms import Form, forms
from cnncount.analysis.explain.interpretation import RARE, USUAL, Reading
from cnncount.analysis.explain.roles import ROLES
from cnncount.conventions.items import CostBreakdown
from cnncount.errors import SpecError, no_such
from cnncount.layers.base import FIGURES
from cnncount.network.tree import total

OPERATIONS = "operations"
"""The quantity that conventions count."""

QUANTITIES = (OPERATIONS, *FIGURES)

MOST_STEPS = 3
_FORMS = 2
"""So many variables are set otherwise at once."""

Count = Callable[[Mapping[str, Any]], Report]
"""Counts the network with other values for some of its variables."""


class Counted(NamedTuple):
    """A way of counting, on one form of a network.

    Attributes:
        quantity: one of `QUANTITIES`.
        what: the phrase for it.
        rank: how many steps it is from the plain count.
        number: what is counted.
        conventions: those that count so.
        mac: how many of their units a multiply-accumulate is; 0 where none are counted.
    """

    quantity: str
    what: str
    rank: int
    number: int
    conventions: tuple[str, ...] = ()
    mac: int = 0


def ways(
    count: Count, quantities: Sequence[str], most_steps: int = MOST_STEPS
) -> Iterator[tuple[Form, Counted]]:
    """Every form of a network with every way to count some of `QUANTITIES` of it.

    They are the same for all figures. `most_steps` leaves out what takes more.

    Raises:
        SpecError: there is no such quantity, or the network cannot be counted.
    """
    for quantity in quantities:
        if quantity not in QUANTITIES:
            raise SpecError([no_such("quantity", quantity, QUANTITIES)])
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
            for quantity in quantities:
                for counted in _counted(report, quantity, most_steps - form.rank):
                    yield form, counted


def _counted(report: Report, quantity: str, most_steps: int) -> Iterator[Counted]:
    if quantity == OPERATIONS:
        yield from _operations(report, most_steps)
        return
    number = report.figure(quantity)
    yield Counted(quantity, quantity, USUAL, number)
    for role in ROLES:
        if quantity in role.quantities and (more := total(report.network, role.more)):
            yield Counted(quantity, f"{quantity} {role.what}", role.rank, number + more)
    if most_steps >= RARE:
        for change in changes.of_figure(report, quantity):
            yield Counted(quantity, f"{quantity} {change.what}", change.rank, _whole(change))


def _operations(report: Report, most_steps: int) -> Iterator[Counted]:
    breakdown, stages = CostBreakdown(report.network), changes.stages(report)
    for number, agreeing in by_count(report).items():
        if number is None:
            continue
        names = tuple(each.name for each in agreeing)
        mac = agreeing[0].written.mac
        yield Counted(OPERATIONS, named(names), USUAL, number, names, mac)
        if most_steps >= RARE:
            for change in changes.of_operations(agreeing[0], breakdown, stages):
                first = names[:1]
                what = f"{first[0]} {change.what}"
                yield Counted(OPERATIONS, what, change.rank, _whole(change), first, mac)


def _whole(reading: Reading) -> int:
    value = reading.value
    return int(value) if isinstance(value, int | Fraction) else 0
