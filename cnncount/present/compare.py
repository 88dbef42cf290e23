"""Networks side by side, with the ratios of their figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import floor, log10

from cnncount.analysis.count import Report
from cnncount.formats.document import Amount, Cell, Column, Document, Table
from cnncount.layers.base import FIGURES
from cnncount.present.count import counted, data, per_layer, receptive_field_text
from cnncount.shapes import shape_text
from cnncount.wording import all_of


def compare(
    reports: Sequence[Report], *, by_layer: bool = False, depth: int | None = None
) -> Document:
    """A column for each network, and the ratio of the first to each other one.

    Args:
        reports: two or more, under one convention.
        by_layer: also each network's layers.
        depth: how deep those go.
    """
    first, *others = reports
    columns = [Column("figure", "Figure")]
    columns += [Column(report.name, report.name, "right") for report in reports]
    ratios = [f"{first.name} ÷ {other.name}" if len(others) > 1 else "Ratio" for other in others]
    columns += [
        Column(f"ratio_{other.name}", title, "right")
        for other, title in zip(others, ratios, strict=True)
    ]
    nothing = [None] * len(others)
    rows: list[list[Cell]] = [
        ["input", *(shape_text(r.input) for r in reports), *nothing],
        ["output", *(shape_text(r.network.out) for r in reports), *nothing],
        ["receptive field", *(receptive_field_text(r.receptive_field) for r in reports), *nothing],
    ]
    for name in _figures(reports):
        values = [report.figure(name) for report in reports]
        title = counted(first) if name == "flops" else name
        rows.append([title, *values, *(ratio(values[0], value) for value in values[1:])])
    names = all_of(report.name for report in reports)
    title = f"{names}; {first.convention.unit} as in '{first.convention.name}'"
    tables = [Table(title, columns, rows)]
    if by_layer:
        tables += _layers(reports, depth)
    return Document(tables, lambda: _data(reports, depth))


def _layers(reports: Sequence[Report], depth: int | None) -> Iterator[Table]:
    """The layers of each; what is to be said of several, being of one family, is said once."""
    said: set[str] = set()
    for report in reports:
        (table,) = per_layer(report, depth).tables
        notes = [note for note in table.notes if note not in said]
        said.update(notes)
        yield table._replace(notes=notes, key=report.name, main=True)


def _figures(reports: Sequence[Report]) -> list[str]:
    """The figures that any of them has."""
    names = [name for name in FIGURES if any(r.figure(name) for r in reports)]
    return ["params", "flops", *(name for name in names if name != "params")]


def ratio(first: int, other: int) -> Amount | None:
    """``21.43×``, two decimals or two digits, ``0.00018×``; None where nothing is to divide by."""
    if not other:
        return None
    value = first / other
    decimals = 2 if value >= 0.01 or not value else 1 - floor(log10(value))
    return Amount(value, f"{value:.{decimals}f}×")


def _data(reports: Sequence[Report], depth: int | None) -> dict[str, object]:
    first, *others = reports
    return {
        "convention": first.convention.name,
        "networks": [data(report, depth) for report in reports],
        "ratios": [
            {
                "of": first.name,
                "to": other.name,
                **{
                    name: first.figure(name) / other.figure(name)
                    for name in ("flops", *FIGURES)
                    if other.figure(name)
                },
            }
            for other in others
        ],
    }
