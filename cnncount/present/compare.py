"""Networks side by side, with the ratios of their figures."""

from __future__ import annotations

from math import floor, log10

from cnncount.analysis.compare import Comparison
from cnncount.analysis.count_result import Count
from cnncount.formats.document import Amount, Cell, Column, Document, Table
from cnncount.present.count import bytes_of, layers_table, operations, receptive_field_text
from cnncount.present.titles import on_input, under
from cnncount.shapes import shape_text
from cnncount.wording import all_of


def compare(comparison: Comparison, *, by_layer: bool = False) -> Document:
    """A column for each network, and the ratio between the first and each other one.

    Args:
        comparison: the networks.
        by_layer: also each network's layers.
    """
    counts, labels = comparison.networks, comparison.labels
    first, several = counts[0], len(counts) > 2
    columns = [Column("figure", "Figure")]
    columns += [Column(label, label, "right") for label in labels]
    columns += [
        Column(f"ratio_{label}", f"{labels[0]} is{f', to {label}' if several else ''}", "right")
        for label in labels[1:]
    ]
    nothing: list[Cell] = [None] * (len(counts) - 1)
    rows: list[list[Cell]] = [
        ["input", *(shape_text(each.input) for each in counts), *nothing],
        ["output", *(shape_text(each.total.out_shape) for each in counts), *nothing],
        [
            "receptive field",
            *(receptive_field_text(each.total.receptive_field) for each in counts),
            *nothing,
        ],
    ]
    for name in comparison.figures:
        values = [each.figure(name) for each in counts]
        title = operations(first) if name == "flops" else name
        rows.append([title, *values, *(ratio(values[0], value) for value in values[1:])])
    for same in zip(*map(bytes_of, counts), strict=True):
        sizes = [size for _, size in same]
        rows.append([same[0][0], *sizes, *(ratio(sizes[0], size) for size in sizes[1:])])
    title = f"{all_of(labels)}; {under(comparison.unit, comparison.convention)}"
    tables = [Table(title, columns, rows, notes=_asked(comparison))]
    if by_layer:
        tables += [
            layers_table(count)._replace(key=label, main=True)
            for label, count in zip(labels, counts, strict=True)
        ]
    return Document(tables, comparison)


def _asked(comparison: Comparison) -> list[str]:
    """How each network was counted, where that is not the usual way."""

    def unusual(count: Count) -> bool:
        return bool(count.settings) or count.batch != 1

    return [
        f"{label}: {on_input(count)}"
        for label, count in zip(comparison.labels, comparison.networks, strict=True)
        if unusual(count)
    ]


def ratio(first: int, other: int) -> Amount | None:
    """The larger over the smaller, to four digits: ``21.43× larger``; None if one of them is zero.

    The amount's value, for machines, is the first over the other.
    """
    if not other or not first:
        return None
    if first == other:
        return Amount(1.0, "equal")
    factor = max(first, other) / min(first, other)
    decimals = max(0, min(2, 3 - floor(log10(factor))))
    direction = "larger" if first > other else "smaller"
    return Amount(first / other, f"{factor:,.{decimals}f}× {direction}")
