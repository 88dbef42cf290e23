"""Two conventions on one network: their difference item by item, and the rules that make it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from cnncount.analysis.count import Report
from cnncount.analysis.fields import Ratio
from cnncount.analysis.result import NetworkResult, asked
from cnncount.conventions import Convention
from cnncount.conventions.items import CostBreakdown, Item
from cnncount.layers.base import Layer


@dataclass(frozen=True)
class DifferenceItem:
    """So many times a fact, over all layers of a kind in which it is counted as often.

    Attributes:
        kind: the layer kind.
        fact: what is counted: macs, elements, …, or a formula.
        times: how many times more the second convention counts it; below 0 where it is less.
        number: the fact's number, over all these layers.
        difference: what the item adds to the first convention's count.
    """

    kind: str
    fact: str
    times: Ratio
    number: int
    difference: Ratio


@dataclass(frozen=True)
class LayerDifference:
    """The difference in one row of a listing.

    Attributes:
        path: the row.
        items: its items.
    """

    path: str
    items: tuple[DifferenceItem, ...]


@dataclass(frozen=True)
class ComparedConvention:
    """One of the two conventions.

    Attributes:
        name: its name.
        unit: what one of its units is called.
        count: what it counts for the network.
        source: where its rules are from.
        notes: what a reader should know, as far as it is about layers of the network.
    """

    name: str
    unit: str
    count: int
    source: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class DifferingRule:
    """The rule of a convention for a layer kind on which the two differ.

    Attributes:
        kind: the layer kind.
        convention: the convention.
        count: the rule's formula.
        source: where the rule is from, if its file says so.
    """

    kind: str
    convention: str
    count: str
    source: str | None


@dataclass(frozen=True, kw_only=True, repr=False)
class Difference(NetworkResult):
    """What leads from the count of one convention to that of another.

    Attributes:
        conventions: the two.
        difference: the second count less the first.
        items: what it is made of, the largest first; they add up to it.
        layers: the items of each row of a listing, if one was asked for.
        rules: for each kind of layer on which they differ, the rule of either.
    """

    conventions: tuple[ComparedConvention, ComparedConvention]
    difference: int
    items: tuple[DifferenceItem, ...]
    layers: tuple[LayerDifference, ...]
    rules: tuple[DifferingRule, ...]

    def records(self) -> Iterable[Mapping[str, Any]]:
        """A mapping for each item."""
        for item in self.items:
            yield {
                "kind": item.kind,
                "fact": item.fact,
                "times": float(item.times),
                "number": item.number,
                "difference": float(item.difference),
            }


def difference(
    report: Report, a: Convention, b: Convention, *, depth: int | None = None, listing: bool = False
) -> Difference:
    """The items that lead from what `a` counts to what `b` counts; they add up to the last unit.

    Args:
        report: the network, counted.
        a: the convention to start from.
        b: the other one.
        depth: how many names deep the layers are listed.
        listing: whether they are listed.

    Raises:
        SpecError: one of the conventions does not price a layer.
    """
    breakdown = CostBreakdown(report.network)
    shares = breakdown.difference(a, b)
    layers = [leaf.layer for leaf, _ in breakdown.leaves]
    items = breakdown.gathered(shares)
    compared = _compared(report, a, layers), _compared(report, b, layers)
    whole = compared[1].count - compared[0].count
    assert sum(item.value for item in items) == whole, "the items add up to the difference"
    rows = report.rows(depth) if listing else ()
    return Difference(
        **asked(report),
        conventions=compared,
        difference=whole,
        items=tuple(map(_item, items)),
        layers=tuple(
            LayerDifference(row.path, tuple(map(_item, within)))
            for row in rows
            if (within := breakdown.gathered(shares, row.node))
        ),
        rules=tuple(_rules(items, layers, (a, b))),
    )


def _compared(
    report: Report, convention: Convention, layers: Sequence[Layer]
) -> ComparedConvention:
    return ComparedConvention(
        convention.name,
        convention.unit,
        replace(report, convention=convention).figure("flops"),
        convention.written.source,
        tuple(convention.notes(layers)),
    )


def _item(item: Item) -> DifferenceItem:
    times, value = Fraction(item.times), Fraction(item.value)
    return DifferenceItem(item.kind, item.fact, times, item.number, value)


def _rules(
    items: Sequence[Item], layers: Sequence[Layer], pair: tuple[Convention, Convention]
) -> Iterable[DifferingRule]:
    for kind in dict.fromkeys(item.kind for item in items):
        layer = next(layer for layer in layers if layer.kind == kind)
        for each in pair:
            yield DifferingRule(kind, each.name, each.formula(layer).text, each.source(layer))
