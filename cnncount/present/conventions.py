"""The conventions, the rules of one, and a network under all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cnncount.analysis.conventions import ConventionCounts
from cnncount.conventions import Convention
from cnncount.formats.document import Amount, Cell, Column, Document, Table
from cnncount.present.titles import network


def listing(conventions: Sequence[Convention]) -> Document:
    """A row for each convention: its unit, what it counts, its tool's version, and its source."""
    columns = [
        Column("name", "Convention"),
        Column("unit", "Unit"),
        Column("mac", "Per MAC", "right"),
        Column("title", "What is counted"),
        Column("version", "Version", optional=True),
        Column("source", "Source", optional=True),
    ]
    rows: list[list[Cell]] = []
    for convention in conventions:
        written = convention.written
        version = written.tool.version if written.tool else None
        rows.append(
            [written.name, written.unit, written.mac, written.title, version, written.source]
        )
    return Document(
        [Table("", columns, rows)], lambda: {"conventions": [_data(each) for each in conventions]}
    )


def rules(convention: Convention) -> Document:
    """A row for each rule of a convention; and what it counts nothing for, its source and notes."""
    written = convention.written
    columns = [
        Column("layers", "Layers"),
        Column("count", "Count"),
        Column("from", "From", optional=True),
    ]
    rows: list[list[Cell]] = [[*rule] for rule in written.formulas]
    tool = f"{written.tool.name} {written.tool.version}; " if written.tool else ""
    nothing = [f"Nothing for {', '.join(written.nothing)}"] if written.nothing else []
    notes = [*nothing, f"{tool}from {written.source}", *convention.notes()]
    title = f"{written.name}: {written.title}; {written.unit}, {written.mac} per MAC"
    table = Table(title, columns, rows, notes=notes)
    return Document([table], lambda: _data(convention))


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


def _data(convention: Convention) -> dict[str, Any]:
    written = convention.written
    rules = [
        {"for": name, "count": formula, **({} if source is None else {"source": source})}
        for name, formula, source in written.formulas
    ]
    data = written.model_dump(exclude={"rules", "notes"}, exclude_none=True)
    return data | {"notes": convention.notes(), "rules": rules}
