"""The conventions, the rules of one, and a network under all of them."""

from __future__ import annotations

from cnncount.analysis.convention_rules import ConventionInfo, ConventionList
from cnncount.analysis.conventions import ConventionCounts
from cnncount.formats.document import Amount, Cell, Column, Document, Table
from cnncount.present.titles import network


def listing(result: ConventionList) -> Document:
    """A row for each convention: its unit, what it counts, its tool's version, and its source."""
    columns = [
        Column("name", "Convention"),
        Column("unit", "Unit"),
        Column("mac", "Per MAC", "right"),
        Column("title", "What is counted"),
        Column("version", "Version", optional=True),
        Column("source", "Source", optional=True),
    ]
    rows: list[list[Cell]] = [
        [
            each.name,
            each.unit,
            each.mac,
            each.title,
            each.tool.version if each.tool else None,
            each.source,
        ]
        for each in result.conventions
    ]
    return Document([Table("", columns, rows)], result)


def rules(result: ConventionInfo) -> Document:
    """A row for each rule of a convention; and what it counts nothing for, its source and notes."""
    columns = [
        Column("layers", "Layers"),
        Column("count", "Count"),
        Column("from", "From", optional=True),
    ]
    rows: list[list[Cell]] = [[rule.layers, rule.count, rule.source] for rule in result.rules]
    tool = f"{result.tool.name} {result.tool.version}; " if result.tool else ""
    nothing = [f"Nothing for {', '.join(result.nothing)}"] if result.nothing else []
    notes = [*nothing, f"{tool}from {result.source}", *result.notes]
    title = f"{result.name}: {result.title}; {result.unit}, {result.mac} per MAC"
    return Document([Table(title, columns, rows, notes=notes)], result)


def under_all(counts: ConventionCounts) -> Document:
    """A row for each convention, the smallest count first."""
    columns = [
        Column("name", "Convention"),
        Column("count", "Count", "right"),
        Column("unit", "Unit"),
        Column("ratio", "To MACs", "right"),
    ]
    rows: list[list[Cell]] = [
        [each.name, each.count, each.unit, _ratio(each.ratio)] for each in counts.conventions
    ]
    note = f"Plain multiply-accumulates: {counts.macs:,}"
    return Document([Table(network(counts), columns, rows, notes=[note])], counts)


def _ratio(ratio: float | None) -> Amount | None:
    return None if ratio is None else Amount(ratio, f"{ratio:.4f}×")
