"""A family as its paper tabulates it: stages × variants, then parameters and operations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cnncount.analysis.count import Report
from cnncount.analysis.printed import Printed
from cnncount.analysis.published import value_of
from cnncount.figures.figure import AmbiguousFigure, Match, Quantity, Verdict, match
from cnncount.formats.document import Cell, Column, Document, Table
from cnncount.network.tree import Group, Leaf, Repeat
from cnncount.shapes import shape_text

_REPRODUCED = {
    Verdict.EXACT: "exactly",
    Verdict.ROUNDING: "by rounding",
    Verdict.TRUNCATION: "by truncation only",
    Verdict.WITHIN: "within its bounds",
    Verdict.NO: "no",
}
"""How a computed figure gives the printed one."""


_TITLES = {"params": "Params", "macs": "MACs"}


def paper_table(title: str, reports: Sequence[Report], printed: Printed) -> Document:
    """The table of a family.

    Args:
        title: the family's name.
        reports: its variants, counted.
        printed: what its paper prints.
    """
    stages = _stages(title, reports)
    return Document([stages, _figures(reports, printed)], lambda: _data(title, reports, printed))


def _stages(title: str, reports: Sequence[Report]) -> Table:
    columns = [Column("layer", "Layer"), Column("out", "Output")]
    columns += [Column(report.name, report.name) for report in reports]
    listed = [{row.path: row for row in report.rows(depth=1)} for report in reports]
    rows: list[list[Cell]] = []
    for path in _merged(listed):
        cells = [_structure(found[path].node) if path in found else None for found in listed]
        if any(cells):
            out = next(found[path].out_shape for found in listed if path in found)
            rows.append([path, "×".join(map(str, out[1:])) or "1×1", *cells])
    inputs = [report.input for report in reports]
    if len(set(inputs)) == 1:
        return Table(title, columns, rows)
    rows.insert(0, ["input", None, *map(shape_text, inputs)])
    return Table(title, columns, rows, notes=[_OUTPUT])


_OUTPUT = "The inputs differ; an output is that of the first network that has the layer."


def _merged(listings: Iterable[Iterable[str]]) -> list[str]:
    """The paths of all variants, each where it stands in the variants that have it."""
    merged: list[str] = []
    for paths in listings:
        place = 0
        for path in paths:
            if path not in merged:
                merged.insert(place, path)
            place = merged.index(path) + 1
    return merged


def _figures(reports: Sequence[Report], printed: Printed) -> Table:
    """Each computed figure beside the printed one, and how the one gives the other."""
    columns = [Column("name", "Network")]
    columns += [Column(name, _TITLES[name], "right") for name in ("params", "macs")]
    for quantity in printed.figures:
        columns += [
            Column(f"printed_{quantity}", f"Printed {_TITLES.get(quantity, quantity)}", "right"),
            Column(f"{quantity}_by", "Reproduced"),
        ]
    rows: list[list[Cell]] = []
    for report in reports:
        row: list[Cell] = [report.name, report.figure("params"), report.figure("macs")]
        for quantity, figures in printed.figures.items():
            figure = figures.get(report.name)
            found = _matched(figure, value_of(report, quantity)) if figure else None
            row += [str(figure) if figure else None, _REPRODUCED[found.verdict] if found else None]
        rows.append(row)
    notes = (
        [f"Printed: {printed.written.source}", *printed.written.notes]
        if printed.written.source
        else []
    )
    return Table("", columns, rows, notes=notes, main=True)


def _matched(figure: Quantity, computed: int) -> Match | None:
    """How a computed figure gives a printed one; None if that is in KB or MB of bytes.

    What is computed here are numbers, not bytes.
    """
    try:
        return match(figure, computed)
    except AmbiguousFigure:
        return None


def _structure(node: Leaf | Group) -> str | None:
    """What stands in the paper's brackets, a line per layer, and how many times."""
    if isinstance(node, Leaf):
        return _brief(node)
    repeated = [child for child in node.children if child.number is not None]
    if not repeated:
        return "\n".join(_briefs(node.children)) or None
    times = sum(child.times for child in repeated)
    return "\n".join([*_briefs([repeated[-1]]), f"× {times}"])


def _brief(leaf: Leaf) -> str | None:
    return leaf.layer.table_label(len(leaf.costs.inputs[0]) - 1)


def _briefs(children: Sequence[Repeat]) -> list[str]:
    lines: list[str] = []
    for child in children:
        if isinstance(child.node, Leaf):
            table_label = _brief(child.node)
            lines += [table_label] if table_label else []
        elif child.node.kind == "residual":
            lines += _briefs(child.node.parts["body"])
        else:
            lines += _briefs(child.node.children)
    return lines


def _data(title: str, reports: Sequence[Report], printed: Printed) -> dict[str, object]:
    networks = []
    for report in reports:
        figures = {}
        for quantity, answers in printed.figures.items():
            if report.name in answers:
                found = _matched(answers[report.name], value_of(report, quantity))
                figures[quantity] = {
                    "printed": str(answers[report.name]),
                    "computed": value_of(report, quantity),
                    "by": found.verdict.name.lower() if found else None,
                }
        stages = [
            {"path": row.path, "out_shape": list(row.out_shape), "structure": _structure(row.node)}
            for row in report.rows(depth=1)
        ]
        networks.append(
            {
                "name": report.name,
                "input": list(report.input),
                "params": report.figure("params"),
                "macs": report.figure("macs"),
                "stages": stages,
                "printed": figures,
            }
        )
    return {"title": title, "source": printed.written.source, "networks": networks}
