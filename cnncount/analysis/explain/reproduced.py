"""Printed figures, and which readings reproduce them.

A figure is said to be reproduced where a reading of at most one step prints it: the network as it
is named, or with one variable otherwise, as some convention counts it. What takes more steps is
not: among so many readings some fit by chance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache, cached_property, partial

from cnncount.analysis.count import Report, count
from cnncount.analysis.explain.conventions import PRICED
from cnncount.analysis.explain.forms import Form
from cnncount.analysis.explain.found import Found, Search
from cnncount.analysis.explain.search import judged
from cnncount.analysis.explain.ways import OPERATIONS, Counted, ways
from cnncount.analysis.printed import Printed, printed
from cnncount.errors import Problem, SpecError
from cnncount.figures.figure import Match, Quantity, Verdict, match
from cnncount.network import tree
from cnncount.network.tree import Row
from cnncount.spec.library import find
from cnncount.wording import did_you_mean

_STEPS = 1
_OF_LAYERS = "channels", "conv_layers"


@dataclass(frozen=True)
class Reproduced:
    """A printed figure, and what it comes of.

    Attributes:
        network: the network.
        path: the layer; empty for the whole network.
        quantity: what the figure is about.
        figure: the figure.
        search: the readings that were tried, for a network's figure.
        direct: the match with what is counted, where there are no several readings.
        way: the way to count that is preferred, as it gives most of the table.
        forms: how many figures of the table each form of its networks gives by that way.
    """

    network: str
    path: str
    quantity: str
    figure: Quantity
    search: Search | None = None
    direct: Match | None = None
    way: str | None = None
    forms: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def ways(self) -> dict[str, Found]:
        """The ways to count that give it, each by its phrase, with the simplest reading."""
        simplest: dict[str, Found] = {}
        for each in self.fits:
            for way in _called(each):
                known = simplest.get(way)
                if known is None or self._preferred(each) < self._preferred(known):
                    simplest[way] = each
        return simplest

    @property
    def fits(self) -> list[Found]:
        """The readings that give it, of few steps."""
        tried = self.search.tried if self.search else ()
        return [each for each in tried if each.fits and each.steps <= _STEPS]

    @property
    def found(self) -> Found | None:
        """The reading by the preferred way, or the simplest; the nearest where none gives it."""
        if self.search is None:
            return None
        if self.way is not None and self.way in self.ways:
            return self.ways[self.way]
        if self.ways:
            return min(self.ways.values(), key=self._preferred)
        missing = [each for each in self.search.tried if not each.fits]
        return min(missing, key=lambda each: (abs(each.off), each.steps), default=None)

    @property
    def by_chance(self) -> Fraction:
        """How many of the readings as simple would be expected to fit by chance."""
        found = self.found
        return self.search.by_chance(found.steps) if self.search and found else Fraction(0)

    @property
    def agrees(self) -> bool:
        """Whether the figure is reproduced."""
        return self.direct.agrees if self.direct is not None else bool(self.ways)

    def _preferred(self, found: Found) -> tuple[int, bool, int, int]:
        """Fewer steps first; of those what rounds, and then a form that gives more of the table."""
        cuts_off = found.verdict is Verdict.TRUNCATION
        return found.steps, cuts_off, found.form.rank, -self.forms.get(str(found.form), 0)


def reproduced(table: Printed) -> Iterator[Reproduced]:
    """Each figure of a table in order, those of layers last.

    Raises:
        SpecError: it names a network or a layer that there is not.
    """
    for quantity, figures in table.figures.items():
        read = [_of_network(name, quantity, figure) for name, figure in figures.items()]
        way = shared_way(read, table.written.conventions)
        forms = Counter(form for each in read for form in _forms(each, way))
        yield from (replace(each, way=way, forms=forms) for each in read)
    for name, quantities in table.layers.items():
        for quantity, paths in quantities.items():
            for path, figure in paths.items():
                found = match(figure, counted(_report(name), quantity, _row(name, path)))
                yield Reproduced(name, path, quantity, figure, direct=found)


def in_tables(names: Iterable[str]) -> dict[str, tuple[Printed, list[Reproduced]]]:
    """Tables of printed figures by name, each with how its figures are reproduced.

    Raises:
        SpecError: a table is wrong, or names what there is not.
    """
    read = {name: printed(name) for name in names}
    return {name: (table, list(reproduced(table))) for name, table in read.items()}


def shared_way(figures: Sequence[Reproduced], among: Sequence[str] = ()) -> str | None:
    """The one way to count that gives the most of several figures; None where none gives any.

    It is one of `among`, where the table says how its figures may have been counted.

    Authors count one way in a table. What gives one figure of many is likelier to be chance. Of
    ways that give as many, it is the one that needs fewer other forms of the networks and fewer
    steps.
    """
    scores: dict[str, tuple[int, int, int]] = {}
    for each in figures:
        for way, found in each.ways.items():
            given, named, steps = scores.get(way, (0, 0, 0))
            if way in among or not among:
                scores[way] = given + 1, named + (not found.form.variables), steps - found.steps
    return max(scores, key=lambda way: scores[way], default=None)


def _forms(figure: Reproduced, way: str | None) -> set[str]:
    """The forms of its network that give a figure by a way to count."""
    return {str(each.form) for each in figure.fits if way in _called(each)}


def _of_network(name: str, quantity: str, figure: Quantity) -> Reproduced:
    if quantity in _OF_LAYERS:
        number = counted(_report(name), quantity)
        return Reproduced(name, "", quantity, figure, direct=match(figure, number))
    about = OPERATIONS if quantity in PRICED else quantity
    search = judged(_ways(name, about), figure, _STEPS)
    return Reproduced(name, "", quantity, figure, search)


def counted(report: Report, quantity: str, row: Row | None = None) -> int:
    """What is counted of a printed quantity: of a figure, `flops`, `channels` or `conv_layers`."""
    part = row or tree.whole(report.network)
    if quantity == "channels":
        return part.out_shape[0]
    if quantity == "conv_layers":
        return tree.total(part.node, lambda leaf: leaf.layer.family == "convolution")
    return report.figure(quantity, part.node)


def _called(found: Found) -> list[str]:
    """A way to count by its phrase, whatever the form: each of several conventions on its own."""
    named = found.counted.conventions or (found.counted.what,)
    return [", ".join(filter(None, (name, found.unit.what))) for name in named]


@cache
def _ways(name: str, quantity: str) -> list[tuple[Form, Counted]]:
    counts = partial(count, find(name), convention="macs")
    return list(ways(lambda given: counts(variables=given), (quantity,), _STEPS))


@cache
def _report(name: str) -> Report:
    return count(name, convention="macs")


def _row(name: str, path: str) -> Row:
    rows = {row.path: row for row in _report(name).rows(path.count(".") + 1)}
    if path not in rows:
        raise SpecError([Problem(f"{name} has no layer {path!r}{did_you_mean(path, rows)}")])
    return rows[path]
