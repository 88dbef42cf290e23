"""Printed figures of tables, and the one interpretation that gives most of a table.

Authors count one way in a table. So a figure is reproduced where the interpretation that the whole
table shares prints it; what else prints a figure may be chance, and is told apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple

from cnncount.analysis.count import Report
from cnncount.analysis.explain.conventions import PRICED
from cnncount.analysis.explain.counting import OPERATIONS
from cnncount.analysis.explain.explain import interpretations, search
from cnncount.analysis.explain.explanation import Interpretation
from cnncount.analysis.explain.networks import Subject
from cnncount.analysis.explain.scale import Scaling
from cnncount.analysis.explain.search import Search
from cnncount.analysis.printed import Printed, printed
from cnncount.errors import Problem, SpecError
from cnncount.figures.figure import Match, Quantity, Verdict, match
from cnncount.network import tree
from cnncount.network.tree import Row
from cnncount.spec.library import find
from cnncount.wording import did_you_mean

_STEPS = 1
"""What takes more steps reproduces nothing: among so many interpretations some fit by chance."""

_OF_LAYERS = "channels", "conv_layers"


class SharedInterpretation(NamedTuple):
    """How a table's figures may all have been counted.

    Attributes:
        library: whose code of the networks was counted, where there is some.
        settings: what was set otherwise in the networks that have it: ``downsample_at=3x3``.
        counted: the convention; of other quantities the tools that count so, or what is counted
            otherwise.
        scaling: the unit.
    """

    library: str | None
    settings: str
    counted: tuple[str, ...]
    scaling: Scaling


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A printed figure, and what gives it.

    Attributes:
        network: the network.
        path: the layer; empty for the whole network.
        quantity: what the figure is about.
        figure: the figure.
        shared: what the table's shared interpretation gives; None where there is none.
        other: the simplest other interpretation that prints it, where the shared one does not.
        direct: the match with what is counted, where nothing is to be interpreted.
    """

    network: str
    path: str
    quantity: str
    figure: Quantity
    shared: Interpretation | None = None
    other: Interpretation | None = None
    direct: Match | None = None

    @property
    def is_reproduced(self) -> bool:
        """Whether the table's shared interpretation, or the plain count of a layer, prints it."""
        if self.direct is not None:
            return self.direct.agrees
        return self.shared is not None and self.shared.matches

    @property
    def judged(self) -> tuple[Verdict, Fraction | None]:
        """How the figure comes of what is counted, and how far that is off."""
        if self.direct is not None:
            return self.direct.verdict, self.direct.difference
        if self.shared is not None:
            return self.shared.verdict, self.shared.difference
        return Verdict.NO, None

    @property
    def count(self) -> int | None:
        """What is counted."""
        if self.direct is not None:
            return int(self.direct.computed)
        return self.shared.counting.number if self.shared else None


@dataclass(frozen=True, slots=True)
class PublishedQuantity:
    """The figures of a table that are about one quantity.

    Attributes:
        quantity: what they are about.
        shared: the interpretation that gives most of them; None where none gives any.
        figures: the figures.
    """

    quantity: str
    shared: SharedInterpretation | None
    figures: Sequence[PublishedFigure]

    @property
    def reproduced(self) -> int:
        """How many of them are reproduced."""
        return sum(each.is_reproduced for each in self.figures)


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """A table of printed figures.

    Attributes:
        name: the file's name.
        printed: what is printed.
        quantities: its figures by quantity, those of layers last.
    """

    name: str
    printed: Printed
    quantities: Sequence[PublishedQuantity]

    @property
    def figures(self) -> list[PublishedFigure]:
        """All its figures."""
        return [each for quantity in self.quantities for each in quantity.figures]


def published(names: Iterable[str]) -> Iterator[PublishedTable]:
    """Tables of printed figures by their names, with what gives them.

    Raises:
        SpecError: a table is wrong, or names a network or a layer that there is not.
    """
    for name in names:
        table = printed(name)
        quantities = [
            _quantity(quantity, figures, table.written.conventions)
            for quantity, figures in table.figures.items()
        ]
        yield PublishedTable(name, table, [*quantities, *_of_layers(table)])


def _quantity(
    quantity: str,
    figures: Mapping[str, Quantity],
    conventions: Sequence[str],
) -> PublishedQuantity:
    if quantity in _OF_LAYERS:
        direct = [
            PublishedFigure(name, "", quantity, figure, direct=_direct(name, quantity, figure))
            for name, figure in figures.items()
        ]
        return PublishedQuantity(quantity, None, direct)
    found = _compared(quantity, figures, conventions, named=True)
    if found.reproduced < len(figures):
        found = _compared(quantity, figures, conventions, named=False)
    return found


def _compared(
    quantity: str, figures: Mapping[str, Quantity], conventions: Sequence[str], *, named: bool
) -> PublishedQuantity:
    """The figures with what they share, of the named networks and their code alone, or of all."""
    about = OPERATIONS if quantity in PRICED else quantity
    tried = {
        name: _Tried(interpretations(_search(name), figure, about, _STEPS, named=named))
        for name, figure in figures.items()
    }
    shared = _shared([*tried.values()], conventions)
    found = []
    for name, figure in figures.items():
        given = tried[name].get(shared) if shared is not None else None
        agrees = given is not None and given.matches
        others = (each for each in tried[name].all if each.matches and each.steps <= _STEPS)
        other = None if agrees else next(others, None)
        found.append(PublishedFigure(name, "", quantity, figure, given, other))
    return PublishedQuantity(quantity, shared, found)


# --- the shared interpretation


class _Tried:
    """The interpretations of one figure, by what a table's figures may share."""

    def __init__(self, tried: Sequence[Interpretation]) -> None:
        self.all = tried
        self._by_key: dict[SharedInterpretation, Interpretation] = {}
        for each in tried:
            for key in _keys(each):
                self._by_key.setdefault(key, each)
        self._forms = {(key.library, key.settings) for key in self._by_key}

    @property
    def keys(self) -> Iterable[SharedInterpretation]:
        """What the interpretations could share with those of other figures, the likeliest first."""
        return self._by_key.keys()

    def get(self, key: SharedInterpretation) -> Interpretation | None:
        """What a shared interpretation is here: a network without such a form is as it is named."""
        if (key.library, key.settings) in self._forms:
            return self._by_key.get(key)
        return self._by_key.get(key._replace(library=None, settings=""))


def _keys(each: Interpretation) -> Iterator[SharedInterpretation]:
    form, counting, scaling = each.form, each.counting, each.scaling
    if form.input is not None or counting.change is not None:
        return
    library = form.code.library if form.code else None
    settings = "" if form.code else _text(form.variables)
    if counting.quantity == OPERATIONS:
        for name in counting.conventions:
            yield SharedInterpretation(library, settings, (name,), scaling)
    else:
        counted = (*counting.conventions, *counting.options)
        yield SharedInterpretation(library, settings, counted, scaling)


def _text(variables: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}={value}" for name, value in sorted(variables.items()))


def _shared(tried: Sequence[_Tried], among: Sequence[str]) -> SharedInterpretation | None:
    """The interpretation that prints most of several figures; None if there is none at all.

    It is one of the conventions `among`, where the table says how its figures may have been
    counted. A step from the plain count has to print another figure more. Of those that print as
    many, it is the one that cuts fewest digits off, and then the one of the fewest steps.
    """
    known = dict.fromkeys(key for each in tried for key in each.keys)
    stated = [key for key in known if {*key.counted} & {*among}]

    def score(key: SharedInterpretation) -> tuple[int, int, int, bool]:
        found = [one for each in tried if (one := each.get(key)) is not None]
        given = [one for one in found if one.matches]
        cut = sum(one.verdict is Verdict.TRUNCATION for one in given)
        steps = max((one.steps_before_printing for one in found), default=0)
        return len(given) - steps, -cut, -steps, key.library is None

    return max(stated or known, key=score, default=None)


# --- counts


def value_of(report: Report, quantity: str, row: Row | None = None) -> int:
    """What is counted of a printed quantity: of a figure, `flops`, `channels` or `conv_layers`."""
    part = row or tree.whole(report.network)
    if quantity == "channels":
        return part.out_shape[0]
    if quantity == "conv_layers":
        return tree.total(part.node, lambda leaf: leaf.layer.family == "convolution")
    return report.figure(quantity, part.node)


def _of_layers(table: Printed) -> Iterator[PublishedQuantity]:
    """The figures of layers, each compared with its own count."""
    for name, quantities in table.layers.items():
        for quantity, paths in quantities.items():
            found = [
                PublishedFigure(
                    name, path, quantity, figure, direct=_direct(name, quantity, figure, path)
                )
                for path, figure in paths.items()
            ]
            yield PublishedQuantity(quantity, None, found)


def _direct(name: str, quantity: str, figure: Quantity, path: str = "") -> Match:
    return match(figure, value_of(_report(name), quantity, _row(name, path) if path else None))


def _report(name: str) -> Report:
    return _search(name).report


@cache
def _search(name: str) -> Search:
    return search(Subject(find(name)))


def _row(name: str, path: str) -> Row:
    rows = {row.path: row for row in _report(name).rows(path.count(".") + 1)}
    if path not in rows:
        raise SpecError([Problem(f"{name} has no layer {path!r}{did_you_mean(path, rows)}")])
    return rows[path]
