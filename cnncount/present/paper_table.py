"""A family's table as a document: stages × variants, then parameters and operations."""

from __future__ import annotations

from collections.abc import Iterable

from cnncount.analysis.paper_table import PaperTable
from cnncount.formats.document import Cell, Column, Document, Table
from cnncount.shapes import shape_text

_REPRODUCED = {
    "exact": "exactly",
    "rounding": "by rounding",
    "truncation": "by truncation only",
    "within": "within its bounds",
    "no": "no",
}
"""How a computed figure gives the printed one."""

_TITLES = {"params": "Params", "macs": "MACs"}


def paper_table(table: PaperTable) -> Document:
    """The table of a family."""
    return Document([_stages(table), _figures(table)], table)


def _stages(table: PaperTable) -> Table:
    columns = [Column("layer", "Layer"), Column("out", "Output")]
    columns += [Column(network.name, network.name) for network in table.networks]
    listed = [{stage.path: stage for stage in network.stages} for network in table.networks]
    rows: list[list[Cell]] = []
    for path in _merged(listed):
        cells = [found[path].structure if path in found else None for found in listed]
        if any(cells):
            out = next(found[path].out_shape for found in listed if path in found)
            rows.append([path, "×".join(map(str, out[1:])) or "1×1", *cells])
    inputs = [network.input for network in table.networks]
    if len(set(inputs)) == 1:
        return Table(table.title, columns, rows)
    rows.insert(0, ["input", None, *map(shape_text, inputs)])
    return Table(table.title, columns, rows, notes=[_OUTPUT])


_OUTPUT = "The inputs differ; an output is that of the first network that has the layer."


def _merged(listings: Iterable[Iterable[str]]) -> list[str]:
    """The paths of all variants, each where it is in the variants that have it."""
    merged: list[str] = []
    for paths in listings:
        place = 0
        for path in paths:
            if path not in merged:
                merged.insert(place, path)
            place = merged.index(path) + 1
    return merged


def _figures(table: PaperTable) -> Table:
    """Each computed figure beside the printed one, and how the one gives the other."""
    columns = [Column("name", "Network")]
    columns += [Column(name, _TITLES[name], "right") for name in ("params", "macs")]
    for quantity in table.quantities:
        columns += [
            Column(f"printed_{quantity}", f"Printed {_TITLES.get(quantity, quantity)}", "right"),
            Column(f"{quantity}_by", "Reproduced"),
        ]
    rows: list[list[Cell]] = []
    for network in table.networks:
        row: list[Cell] = [network.name, network.params, network.macs]
        for quantity in table.quantities:
            found = network.printed.get(quantity)
            row += (
                [found.printed, _REPRODUCED[found.by] if found.by else None]
                if found
                else [None, None]
            )
        rows.append(row)
    notes = [f"Printed: {table.source}", *table.notes] if table.source else []
    return Table("", columns, rows, notes=notes, main=True)
