"""Two conventions on one network: their difference item by item, and the rules that make it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from cnncount.analysis.count import Report
from cnncount.conventions import Convention
from cnncount.conventions.items import CostBreakdown, Item, Shares
from cnncount.formats.document import Amount, Cell, Column, Document, Table
from cnncount.formula import Number
from cnncount.layers.base import Layer
from cnncount.network.tree import Row
from cnncount.present.titles import network


class _Between(NamedTuple):
    """A network under two conventions.

    Attributes:
        report: the network.
        pair: the conventions.
        counts: what each counts.
        itemised: the network's layers with their facts.
        shares: what the second counts more than the first for each of them.
    """

    report: Report
    pair: tuple[Convention, Convention]
    counts: tuple[int, int]
    breakdown: CostBreakdown
    shares: Shares

    @property
    def layers(self) -> list[Layer]:
        """The network's layers, for asking which notes matter."""
        return [leaf.layer for leaf, _ in self.breakdown.leaves]

    @property
    def items(self) -> list[Item]:
        """The difference of the whole network."""
        return self.breakdown.gathered(self.shares)

    def within(self, row: Row) -> list[Item]:
        """The difference of a row's layers."""
        return self.breakdown.gathered(self.shares, row.node)


def between(
    report: Report,
    a: Convention,
    b: Convention,
    *,
    by_layer: bool = False,
    depth: int | None = None,
) -> Document:
    """The items that lead from what `a` counts to what `b` counts; they add up to the last unit.

    Args:
        report: the network, counted.
        a: the convention to start from.
        b: the other one.
        by_layer: the items of every layer, not of every layer kind.
        depth: how deep the layers go.

    Raises:
        SpecError: one of them does not price a layer.
    """
    first, other = (replace(report, convention=each).figure("flops") for each in (a, b))
    breakdown = CostBreakdown(report.network)
    found = _Between(report, (a, b), (first, other), breakdown, breakdown.difference(a, b))
    rows = _by_layer(found, depth) if by_layer else _by_kind(found)
    columns = [
        *([Column("path", "Layer")] if by_layer else []),
        Column("item", "Item"),
        Column("difference", "Difference", "right"),
    ]
    nothing: list[Cell] = [None] * (len(columns) - 1)
    total = ["total", *nothing[1:], other - first]
    title = f"{network(report)}; from '{a.name}' to '{b.name}'"
    counted = f"{a.name} counts {first:,} {a.unit}, {b.name} {other:,} {b.unit}."
    same = [] if found.items else ["The two count the same, item by item."]
    tables = [Table(title, columns, list(rows), total, [counted, *same])]
    if found.items:
        tables.append(_rules(found))
    return Document(tables, lambda: _data(found, depth if by_layer else 0))


def _by_kind(found: _Between) -> Iterator[list[Cell]]:
    for item in found.items:
        yield [str(item), _cell(item.value)]


def _by_layer(found: _Between, depth: int | None) -> Iterator[list[Cell]]:
    for row in found.report.rows(depth):
        for item in found.within(row):
            yield [row.path, str(item), _cell(item.value)]


def _cell(value: Number) -> Cell:
    number = _number(value)
    return number if isinstance(number, int) else Amount(float(value), number)


def _number(value: Number) -> int | str:
    return int(value) if value.denominator == 1 else str(value)


def _rules(found: _Between) -> Table:
    """The rule of either convention for each kind of layer on which they differ."""
    columns = [
        Column("kind", "Layers"),
        Column("convention", "Convention"),
        Column("count", "Count"),
        Column("source", "From", optional=True),
    ]
    kinds = {item.kind: None for item in found.items}
    rows: list[list[Cell]] = []
    for kind in kinds:
        layer = next(layer for layer in found.layers if layer.kind == kind)
        for each in found.pair:
            rows.append([kind, each.name, each.formula(layer).text, each.source(layer)])
    notes = [
        f"{each.name}: {note}"
        for each in found.pair
        for note in (f"from {each.written.source}", *each.notes(found.layers))
    ]
    return Table("The rules that differ", columns, rows, notes=notes)


def _data(found: _Between, depth: int | None) -> dict[str, Any]:
    report = found.report
    rules = _rules(found)
    keys = [column.key for column in rules.columns]
    return {
        "name": report.name,
        "input": list(report.input),
        "batch": report.batch,
        "conventions": [
            {
                "name": each.name,
                "unit": each.unit,
                "count": count,
                "source": each.written.source,
                "notes": each.notes(found.layers),
            }
            for each, count in zip(found.pair, found.counts, strict=True)
        ],
        "difference": found.counts[1] - found.counts[0],
        "items": [_item(item) for item in found.items],
        "layers": [
            {"path": row.path, "items": [_item(item) for item in items]}
            for row in (report.rows(depth) if depth != 0 else ())
            if (items := found.within(row))
        ],
        "rules": [dict(zip(keys, row, strict=True)) for row in rules.rows],
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "counted": item.called,
        "times": _number(item.times),
        "number": item.number,
        "difference": _number(item.value),
    }
