"""The difference of two conventions as a document: its items, and the rules that make it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from cnncount.analysis.difference import Difference, DifferenceItem
from cnncount.conventions.items import Item
from cnncount.formats.document import Amount, Cell, Column, Document, Table
from cnncount.present.titles import network


def difference(result: Difference, *, by_layer: bool = False) -> Document:
    """The items that lead from the count of one convention to that of another.

    Args:
        result: the difference.
        by_layer: the items of every layer, not of every layer kind.
    """
    first, other = result.conventions
    columns = [
        *([Column("path", "Layer")] if by_layer else []),
        Column("item", "Item"),
        Column("difference", "Difference", "right"),
    ]
    nothing: list[Cell] = [None] * (len(columns) - 1)
    total = ["total", *nothing[1:], result.difference]
    rows = _by_layer(result) if by_layer else _by_kind(result)
    notes = [
        f"{first.name} counts {first.count:,} {first.unit}, {other.name} {other.count:,} "
        f"{other.unit}."
    ]
    if not result.items:
        notes.append("The two count the same, item by item.")
    title = f"{network(result)}; from '{first.name}' to '{other.name}'"
    tables = [Table(title, columns, list(rows), total, notes)]
    if result.items:
        tables.append(_rules(result))
    return Document(tables, result)


def _by_kind(result: Difference) -> Iterator[list[Cell]]:
    for item in result.items:
        yield [_term(item), _cell(item.difference)]


def _by_layer(result: Difference) -> Iterator[list[Cell]]:
    for layer in result.layers:
        for item in layer.items:
            yield [layer.path, _term(item), _cell(item.difference)]


def _term(item: DifferenceItem) -> str:
    return str(Item(item.kind, item.fact, item.times, item.number))


def _cell(value: Fraction) -> Cell:
    return int(value) if value.denominator == 1 else Amount(float(value), str(value))


def _rules(result: Difference) -> Table:
    """The rule of either convention for each kind of layer on which they differ."""
    columns = [
        Column("kind", "Layers"),
        Column("convention", "Convention"),
        Column("count", "Count"),
        Column("source", "From", optional=True),
    ]
    rows: list[list[Cell]] = [
        [rule.kind, rule.convention, rule.count, rule.source] for rule in result.rules
    ]
    notes = [
        f"{each.name}: {note}"
        for each in result.conventions
        for note in (f"from {each.source}", *each.notes)
    ]
    return Table("The rules that differ", columns, rows, notes=notes)
