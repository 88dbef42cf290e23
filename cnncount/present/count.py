"""A counted network as a document: its summary, its layers, or all arithmetic."""

from __future__ import annotations

from cnncount.analysis.count_result import Count
from cnncount.formats.document import Cell, Column, Document, Table
from cnncount.present.titles import context, network, under
from cnncount.shapes import shape_text

_SUMMARY = (
    "weights",
    "biases",
    "affine",
    "buffers",
    "macs",
    "activations",
    "memory",
    "connections",
)


def summary(count: Count) -> Document:
    """The figures of the whole network."""
    total = count.total
    rows: list[tuple[str, int | str]] = [
        ("output", shape_text(total.out_shape)),
        ("receptive field", receptive_field_text(total.receptive_field)),
        ("params", total.params),
        (operations(count), total.flops),
    ]
    rows += [(name, value) for name in _SUMMARY if (value := total.figure(name))]
    rows += bytes_of(count)
    columns = [Column("figure", "Figure"), Column("value", count.name, "right")]
    table = Table(heading(count), columns, rows, notes=count.notes)
    return Document([table], count, context(count))


def per_layer(count: Count) -> Document:
    """A row for every layer, with the short arithmetic of its parameters."""
    return Document([layers_table(count)], count, context(count))


def layers_table(count: Count) -> Table:
    """The table of `per_layer`."""
    columns = [
        Column("path", "Layer"),
        Column("kind", "Kind", optional=True),
        Column("out_shape", "Output"),
        Column("params", "Params", "right"),
        Column("arithmetic", "Arithmetic of the parameters"),
        Column("flops", capitalised(count.unit), "right"),
    ]
    rows: list[tuple[Cell, ...]] = [
        (
            layer.path,
            layer.kind,
            shape_text(layer.out_shape),
            layer.params or None,
            layer.arithmetic.get("params"),
            layer.flops or None,
        )
        for layer in count.layers
    ]
    totals = ("total", None, None, count.total.params, None, count.total.flops)
    return Table(heading(count), columns, rows, totals, _bytes_notes(count))


def working(count: Count) -> Document:
    """Every figure of every layer with its formula and its arithmetic."""
    columns = [
        Column("path", "Layer"),
        Column("figure", "Figure", label=True),
        Column("formula", "Formula"),
        Column("arithmetic", "Arithmetic"),
    ]
    rows: list[tuple[Cell, ...]] = [
        (
            layer.path,
            operations(count) if step.figure == "flops" else step.figure,
            step.formula if step.formula is not None else "",
            step.arithmetic,
        )
        for layer in count.layers
        for step in layer.work
    ]
    table = Table(heading(count), columns, rows, notes=_bytes_notes(count))
    return Document([table], count, context(count))


def bytes_of(count: Count) -> list[tuple[str, int]]:
    """The bytes of parameters and activations, each with its name; none without a dtype."""
    sizes = count.total.bytes
    if sizes is None:
        return []
    return [
        (f"params, bytes as {sizes.dtype}", sizes.params),
        (f"activations, bytes as {sizes.dtype}", sizes.activations),
    ]


def _bytes_notes(count: Count) -> list[str]:
    return [f"{name}: {size:,}" for name, size in bytes_of(count)]


def heading(count: Count) -> str:
    """One line that says what was counted, and how."""
    return f"{network(count)}; {under(count.unit, count.convention)}"


def capitalised(unit: str) -> str:
    """A unit as a heading: Multiplications, but MACs."""
    return unit[:1].upper() + unit[1:]


def operations(count: Count) -> str:
    """What `flops` is called: the unit and the convention. A figure may have the unit's name."""
    return f"{count.unit} ({count.convention})"


def receptive_field_text(sizes: tuple[int | float, ...]) -> str:
    """A receptive field in whole positions: ``32×32``."""
    return "×".join(str(-(-size // 1)).removesuffix(".0") for size in sizes)
