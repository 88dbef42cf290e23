"""A counted network as a result: its totals, and every layer with its figures and arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

from cnncount.analysis.costs import Bytes, LayerCount, Step, Total
from cnncount.analysis.count import DTYPES, MAX_ROWS, Report
from cnncount.analysis.fields import Unwritten
from cnncount.analysis.result import NetworkResult, asked
from cnncount.formula import Expression, parse
from cnncount.layers.base import FIGURES
from cnncount.network import tree
from cnncount.network.tree import Group, Leaf, Row


@dataclass(frozen=True, kw_only=True, repr=False)
class Count(NetworkResult):
    """A counted network.

    Attributes:
        source: the paper or code that the spec follows, if it is stated.
        variables: all variables of the family.
        convention: the convention of `flops`.
        unit: what one unit of `flops` is called.
        notes: notes of the spec that explain figures that the network has.
        total: the figures of the whole network.
        depth: how many names deep the layers are listed; None is all the way down, 0 is no listing
            because there are too many rows.
        layers: the layers in the order of the data; their figures add up to the total.
        report: the counted tree from which the result was made. Not part of the JSON.
    """

    notebook_view: ClassVar[Mapping[str, Any]] = {"per_layer": True}

    source: str | None
    variables: Mapping[str, Any]
    convention: str
    unit: str
    notes: tuple[str, ...]
    total: Total
    depth: int | None
    layers: tuple[LayerCount, ...]
    report: Unwritten[Report]

    def figure(self, name: str) -> int:
        """A figure of the whole network by its name; errors as in `Figures.figure`."""
        return self.total.figure(name)

    @property
    def network(self) -> Group:
        """The counted tree, which `cnncount.pytorch.Model` builds as a PyTorch module."""
        return self.report.network

    def records(self) -> Iterable[Mapping[str, Any]]:
        """A mapping for each layer, without the arithmetic."""
        for layer in self.to_dict()["layers"]:
            yield {key: value for key, value in layer.items() if key != "arithmetic"}

    def __repr__(self) -> str:
        params, flops = self.total.params, self.total.flops
        return f"<{self.name}: {params:,} params, {flops:,} {self.unit}>"


def count_result(report: Report, depth: int | None = None, *, listing: bool = False) -> Count:
    """The figures of a counted network and of its layers.

    Args:
        report: the counted network.
        depth: list so many names deep; None lists all layers.
        listing: whether the listing is what was asked for. If not, a network with too many rows is
            listed one name deep, or not at all.

    Raises:
        SpecError: the listing was asked for and has more than `MAX_ROWS` rows; or the convention
            does not price a layer.
    """
    if not listing:
        depth = _listable(report, depth)
    return Count(
        **asked(report),
        source=report.choice.spec.source,
        variables=dict(report.settings.variables),
        convention=report.convention.name,
        unit=report.convention.unit,
        notes=tuple(report.choice.spec.notes_on(_present(report))),
        total=_total(report),
        depth=depth,
        layers=() if depth == 0 else tuple(_layers(report, depth)),
        report=report,
    )


def _present(report: Report) -> list[str]:
    """The figures that the network has anything of."""
    return [name for name in FIGURES if report.figure(name)]


def _listable(report: Report, depth: int | None) -> int | None:
    """The depth asked for, or the nearest one that has few enough rows."""
    for tried in dict.fromkeys((depth, 1)):
        if tree.row_count(report.network, tried) <= MAX_ROWS:
            return tried
    return 0


def _total(report: Report) -> Total:
    size = DTYPES[report.dtype] if report.dtype else None
    figures = _figures(report, report.network)
    return Total(
        **figures,
        out_shape=report.network.out,
        receptive_field=_sizes(report.receptive_field.size),
        bytes=Bytes(report.dtype, figures["params"] * size, figures["activations"] * size)
        if report.dtype and size
        else None,
    )


def _layers(report: Report, depth: int | None) -> Iterator[LayerCount]:
    """The rows; repetitions of one layer share what does not depend on where they are."""
    known: dict[int, dict[str, Any]] = {}
    for row in report.rows(depth):
        shared = known.get(id(row.node)) or known.setdefault(id(row.node), _shared(report, row))
        field = row.receptive_field
        yield LayerCount(
            path=row.path, receptive_field=_sizes(field.size), stride=_sizes(field.jump), **shared
        )


def _shared(report: Report, row: Row) -> dict[str, Any]:
    node = row.node
    work = tuple(_work(report, node) if isinstance(node, Leaf) else _group_work(report, node))
    return {
        "kind": row.kind,
        "in_shape": row.in_shape,
        "out_shape": row.out_shape,
        "arithmetic": {step.figure: step.arithmetic for step in work if step.formula},
        "work": work,
        **_figures(report, row.node),
    }


def _work(report: Report, leaf: Leaf) -> Iterator[Step]:
    costs = leaf.costs
    yield from (Step("output size", None, each) for each in costs.size_arithmetic())
    for name in FIGURES:
        if costs.value(name):
            yield Step(name, costs.symbols(name), costs.arithmetic(name))
    if report.convention.price(leaf):
        yield Step("flops", None, report.convention.arithmetic(leaf))


def _group_work(report: Report, group: Group) -> Iterator[Step]:
    """The figures of a group as sums over its layers; equal terms are one product."""
    layers = list(tree.leaves(group))
    for name in (*FIGURES, "flops"):
        terms: dict[int, int] = {}
        for leaf, times in layers:
            if value := report.figure(name, leaf):
                terms[value] = terms.get(value, 0) + times
        if terms:
            yield Step(name, None, Expression(parse(_sum(terms)), {}))


def _sum(terms: Mapping[int, int]) -> str:
    """A sum of so many times each number; where that is long, its value alone."""
    if len(terms) > _MOST_TERMS:
        return str(sum(value * times for value, times in terms.items()))
    products = (f"{times}*{value}" if times > 1 else str(value) for value, times in terms.items())
    return " + ".join(products)


_MOST_TERMS = 6


def _figures(report: Report, node: Leaf | Group) -> dict[str, int]:
    figures = {name: report.figure(name, node) for name in FIGURES}
    return figures | {"flops": report.figure("flops", node)}


def _sizes(sizes: Sequence[int | Fraction]) -> tuple[int | float, ...]:
    return tuple(int(size) if size == int(size) else float(size) for size in sizes)
