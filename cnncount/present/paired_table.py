"""A table of networks in pairs as a document."""

from __future__ import annotations

from cnncount.analysis.paired_table import PairedTable
from cnncount.formats.document import Amount, Cell, Column, Document, Table

_BY = {"exact": "exactly"}


def paired_table(table: PairedTable) -> Document:
    """A row for each network: printed, computed, what its addition costs, what reproduces it."""
    names = list(table.networks[0].conventions) if table.networks else []
    columns = [
        Column("name", "Network"),
        Column("printed", "Printed", "right"),
        Column("macs", "MACs", "right"),
        Column("increase", "Increase", "right"),
        *(Column(f"{name}_by", name) for name in names),
    ]
    rows: list[list[Cell]] = [
        [
            each.name,
            each.printed,
            each.macs,
            None if each.increase is None else Amount(each.increase, f"+{each.increase:,}"),
            *(_BY.get(found.by, found.by) for found in each.conventions.values()),
        ]
        for each in table.networks
    ]
    notes = [*_unreproduced(table), f"Printed: {table.source}", *table.notes]
    return Document([Table(table.title, columns, rows, notes=notes)], table)


def _unreproduced(table: PairedTable) -> list[str]:
    """For a figure that nothing gives, the nearest convention and how far off it is."""
    notes = []
    for each in table.networks:
        if all(found.by == "no" for found in each.conventions.values()):
            name, nearest = min(each.conventions.items(), key=lambda item: abs(item[1].difference))
            notes.append(
                f"{each.name}: nothing gives {each.printed}; nearest is {name}, "
                f"{nearest.computed:,} ({nearest.difference:+,.0f})"
            )
    return notes
