"""What the cross-check found, as a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cnncount.formats.document import Cell, Column, Document, Table
from cnncount.present.titles import network
from cnncount.pytorch.verified import Compared, Environment, Finding, Verified
from cnncount.shapes import Shape

_COMPARED = [
    Column("analytic", "Analytic", "right"),
    Column("traced", "Traced", "right"),
    Column("difference", "Difference", "right"),
]


def verification(
    verified: Sequence[Verified], environment: Environment, *, per_layer: bool = False
) -> Document:
    """A network in full, or a row for each of several; and every difference by its layer."""
    if len(verified) == 1:
        tables = [*_in_full(verified[0], per_layer)]
    else:
        tables = [_in_brief(verified)]
        tables += [table for each in verified if per_layer for table in _by_layer(each)]
    tables += [table for each in verified for table in _differences(each)]
    last = tables[-1]
    tables[-1] = last._replace(notes=[*last.notes, *_circumstances(environment)])
    return Document(
        tables,
        lambda: {
            "environment": environment._asdict(),
            "networks": [_data(each, per_layer) for each in verified],
        },
    )


def _in_full(verified: Verified, per_layer: bool) -> Iterator[Table]:
    columns = [
        Column("quantity", "Quantity"),
        Column("tool", "Tool"),
        Column("layers", "Layers", "right", optional=True),
        *_COMPARED,
    ]
    rows = [
        [finding.quantity, finding.tool, len(finding.layers), *_totals(finding)]
        for finding in verified.findings
    ]
    title = f"{network(verified.report)}; the count against PyTorch"
    yield Table(title, columns, rows)
    for finding in verified.findings:
        if finding.operators:
            yield _operators(finding)
        if finding.uncounted:
            yield _uncounted(finding)
    if per_layer:
        yield from _by_layer(verified)


def _in_brief(verified: Sequence[Verified]) -> Table:
    """What was traced; a row of one network is the same whatever it was verified with."""
    quantities = [finding.quantity for finding in verified[0].findings if finding.total]
    columns = [
        Column("name", "Network"),
        Column("layers", "Layers", "right"),
        *(Column(quantity, quantity.replace("_", " "), "right") for quantity in quantities),
        Column("verdict", "Verdict"),
    ]
    rows: list[list[Cell]] = []
    for each in verified:
        traced = [finding.total.traced for finding in each.findings if finding.total]
        rows.append([each.report.name, len(each.findings[0].layers), *traced, _verdict(each)])
    agreeing = sum(each.agrees for each in verified)
    note = f"{agreeing} of {len(verified)} networks agree in every layer"
    return Table("", columns, rows, notes=[note])


def _operators(finding: Finding) -> Table:
    rows: list[list[Cell]] = [
        [each.name, each.analytic, each.traced, each.traced - each.analytic]
        for each in finding.operators
    ]
    return Table(
        f"{finding.quantity}, by operator", [Column("operator", "Operator"), *_COMPARED], rows
    )


def _uncounted(finding: Finding) -> Table:
    columns = [
        Column("operator", "Operator"),
        Column("times", "Times", "right"),
        Column("kinds", "In layers of kind"),
        Column("price", "Convention"),
    ]
    rows: list[list[Cell]] = [
        [
            each.name,
            each.times,
            ", ".join(each.kinds),
            "nothing for it" if any(each.kinds.values()) else "nothing",
        ]
        for each in finding.uncounted
    ]
    return Table(f"What {finding.quantity} meets and does not count", columns, rows)


def _by_layer(verified: Verified) -> Iterator[Table]:
    columns = [Column("path", "Layer"), Column("kind", "Kind"), *_COMPARED]
    for finding in verified.findings:
        rows = [
            [each.path, each.kind, *_cells(each)]
            for each in finding.layers
            if each.analytic or each.traced
        ]
        name = f"{verified.report.name}: {finding.quantity}"
        if rows:
            yield Table(name, columns, rows, key=name, main=True)


def _differences(verified: Verified) -> Iterator[Table]:
    columns = [Column("quantity", "Quantity"), Column("path", "Layer"), *_COMPARED]
    rows = [
        [finding.quantity, each.path, *_cells(each)]
        for finding in verified.findings
        for each in finding.differences
    ]
    if rows:
        yield Table(f"{verified.report.name}: differences", columns, rows)


def _totals(finding: Finding) -> list[Cell]:
    return _cells(finding.total) if finding.total else [None, None, len(finding.differences)]


def _cells(compared: Compared[Any]) -> list[Cell]:
    return [_cell(compared.analytic), _cell(compared.traced), compared.difference]


def _cell(value: int | Shape | None) -> Cell:
    return "×".join(map(str, value)) if isinstance(value, tuple) else value


def _verdict(verified: Verified) -> str:
    if verified.agrees:
        return "agrees"
    layers = len(verified.differing)
    if not layers:
        return "a total differs"
    return "1 layer differs" if layers == 1 else f"{layers:,} layers differ"


def _circumstances(environment: Environment) -> list[str]:
    took = f"{environment.seconds:.0f} s, {environment.peak_bytes / 2**30:.1f} GiB at most"
    return [f"On {environment.where}, {environment.when}, {took}", environment.software]


def _data(verified: Verified, per_layer: bool) -> dict[str, Any]:
    report = verified.report
    return {
        "name": report.name,
        "input": list(report.input),
        "batch": report.batch,
        "agrees": verified.agrees,
        "seconds": round(verified.seconds, 2),
        "findings": [_finding(finding, per_layer) for finding in verified.findings],
    }


def _finding(finding: Finding, per_layer: bool) -> dict[str, Any]:
    total = finding.total
    return {
        "quantity": finding.quantity,
        "tool": finding.tool,
        "compared": len(finding.layers),
        "analytic": total.analytic if total else None,
        "traced": total.traced if total else None,
        "differences": [each._asdict() for each in finding.differences],
        "operators": {each.name: each.traced for each in finding.operators},
        "uncounted": {each.name: each.times for each in finding.uncounted},
        **({"layers": [each._asdict() for each in finding.layers]} if per_layer else {}),
    }
