"""A counted network as a document: its summary, its layers, or the whole working."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

from cnncount.analysis.count import MAX_ROWS, Report
from cnncount.formats.document import Cell, Column, Document, Maths, Table
from cnncount.layers.base import FIGURES
from cnncount.network import tree
from cnncount.network.tree import Group, Leaf, Row
from cnncount.present.titles import on_input
from cnncount.shapes import ReceptiveField, shape_text

T = TypeVar("T")

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


def summary(report: Report) -> Document:
    """The figures of the whole network."""
    rows: list[tuple[str, int | str]] = [
        ("output", shape_text(report.network.out)),
        ("receptive field", receptive_field_text(report.receptive_field)),
        ("params", report.figure("params")),
        (counted(report), report.figure("flops")),
    ]
    rows += [(name, report.figure(name)) for name in _SUMMARY if report.figure(name)]
    for figure in ("params", "activations"):
        size = report.bytes(figure)
        if size is not None:
            rows.append((f"{figure}, bytes as {report.dtype}", size))
    columns = [Column("figure", "Figure"), Column("value", report.name, "right")]
    return Document(
        [Table(heading(report), columns, rows, notes=report.choice.spec.notes)],
        lambda: data(report),
    )


def per_layer(report: Report, depth: int | None = None) -> Document:
    """A row for every layer, with the short arithmetic of its parameters."""
    columns = [
        Column("path", "Layer"),
        Column("kind", "Kind", optional=True),
        Column("out_shape", "Output"),
        Column("params", "Params", "right"),
        Column("arithmetic", "Arithmetic of the parameters"),
        Column("flops", capitalised(report.convention.unit), "right"),
    ]

    def cells(row: Row) -> tuple[Cell, ...]:
        return (
            row.kind,
            shape_text(row.out_shape),
            report.figure("params", row.node) or None,
            _arithmetic(row.node),
            report.figure("flops", row.node) or None,
        )

    shared = _once_a_node(cells)
    rows: list[tuple[Cell, ...]] = [(row.path, *shared(row)) for row in report.rows(depth)]
    totals = ("total", None, None, report.figure("params"), None, report.figure("flops"))
    table = Table(heading(report), columns, rows, totals, report.choice.spec.notes)
    return Document([table], lambda: data(report, depth))


def working(report: Report, depth: int | None = None) -> Document:
    """Every figure of every layer with its formula and its arithmetic."""
    columns = [
        Column("path", "Layer"),
        Column("figure", "Figure", label=True),
        Column("formula", "Formula"),
        Column("arithmetic", "Arithmetic"),
    ]
    rows: list[tuple[str, str, Maths | str, Maths | str]] = []
    for row in report.rows(depth):
        if isinstance(row.node, Leaf):
            rows += _working(report, row.path, row.node)
    return Document([Table(heading(report), columns, rows)], lambda: data(report, depth))


def heading(report: Report) -> str:
    """One line that says what was counted, and how."""
    variant = "" if report.name == report.title else f"{report.name}: "
    return (
        f"{variant}{report.title}, {on_input(report)}; "
        f"{report.convention.unit} as in '{report.convention.name}'"
    )


def capitalised(unit: str) -> str:
    """A unit as a heading: Multiplications, but MACs."""
    return unit[:1].upper() + unit[1:]


def counted(report: Report) -> str:
    """What `flops` is called: the unit, and whose it is, for a figure may be called so too."""
    return f"{report.convention.unit} ({report.convention.name})"


def receptive_field_text(receptive_field: ReceptiveField) -> str:
    """A receptive field: ``32×32``."""
    return "×".join(str(-(-size // 1)) for size in receptive_field.size)


def data(report: Report, depth: int | None = None) -> dict[str, Any]:
    """A report for machines; `layers` are groups where there are too many layers to list."""
    if depth is None and tree.row_count(report.network) > MAX_ROWS:
        depth = 1
    return {
        "name": report.name,
        "title": report.title,
        "source": report.choice.spec.source,
        "input": list(report.input),
        "batch": report.batch,
        "variables": dict(report.settings.variables),
        "convention": report.convention.name,
        "unit": report.convention.unit,
        "total": _figures(report, report.network)
        | {
            "out_shape": list(report.network.out),
            "receptive_field": _sizes(report.receptive_field.size),
            "bytes": {
                "dtype": report.dtype,
                "params": report.bytes("params"),
                "activations": report.bytes("activations"),
            }
            if report.dtype
            else None,
        },
        "depth": depth,
        "layers": _layers(report, depth),
    }


def _layers(report: Report, depth: int | None) -> list[dict[str, Any]]:
    def cost(row: Row) -> tuple[dict[str, Any], dict[str, str]]:
        shapes = {"in_shape": list(row.in_shape), "out_shape": list(row.out_shape)}
        return {"kind": row.kind, **shapes, **_figures(report, row.node)}, _arithmetics(row.node)

    shared = _once_a_node(cost)
    layers = []
    for row in report.rows(depth):
        figures, arithmetic = shared(row)
        layers.append(
            {
                "path": row.path,
                **figures,
                "receptive_field": _sizes(row.receptive_field.size),
                "stride": _sizes(row.receptive_field.jump),
                "arithmetic": arithmetic,
            }
        )
    return layers


def _once_a_node(compute: Callable[[Row], T]) -> Callable[[Row], T]:
    """A computation that repetitions of a layer share, for they differ in path and reach alone."""
    known: dict[int, T] = {}

    def shared(row: Row) -> T:
        if id(row.node) not in known:
            known[id(row.node)] = compute(row)
        return known[id(row.node)]

    return shared


def _figures(report: Report, node: Leaf | Group) -> dict[str, int]:
    figures = {name: report.figure(name, node) for name in FIGURES}
    return figures | {"flops": report.figure("flops", node)}


def _sizes(sizes: Sequence[Any]) -> list[int | float]:
    return [int(size) if size == int(size) else float(size) for size in sizes]


def _arithmetics(node: Leaf | Group) -> dict[str, str]:
    if not isinstance(node, Leaf):
        return {}
    return {name: node.costs.work(name) for name in FIGURES if node.costs.value(name)}


def _arithmetic(node: Leaf | Group) -> Maths | None:
    if not isinstance(node, Leaf) or not node.costs.value("params"):
        return None
    costs = node.costs
    return Maths(costs.work("params"), lambda: costs.latex("params"))


def _working(
    report: Report, path: str, leaf: Leaf
) -> list[tuple[str, str, Maths | str, Maths | str]]:
    costs = leaf.costs
    lines: list[tuple[str, str, Maths | str, Maths | str]] = [
        (path, "output size", "", Maths(work, partial(str, latex)))
        for work, latex in costs.size_work().items()
    ]
    for name in FIGURES:
        if costs.value(name):
            formula = Maths(costs.symbols(name), partial(costs.latex_symbols, name))
            lines.append((path, name, formula, Maths(costs.work(name), partial(costs.latex, name))))
    if report.convention.price(leaf):
        lines.append((path, counted(report), "", report.convention.work(leaf)))
    return lines
