"""What the cross-check found, as a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cnncount.analysis.verification import (
    Environment,
    LayerCheck,
    NetworkCheck,
    QuantityCheck,
    Verification,
)
from cnncount.formats.document import Cell, Column, Document, Table
from cnncount.present.titles import network
from cnncount.shapes import Shape

_COMPARED = [
    Column("analytic", "Analytic", "right"),
    Column("traced", "Traced", "right"),
    Column("difference", "Difference", "right"),
]


def verification(result: Verification) -> Document:
    """A network in full, or a row for each of several; and every difference by its layer."""
    networks = result.networks
    tables = [*_in_full(networks[0])] if len(networks) == 1 else [_in_brief(networks)]
    tables += [table for each in networks for table in _by_layer(each)]
    tables += [table for each in networks for table in _differences(each)]
    last = tables[-1]
    tables[-1] = last._replace(notes=[*last.notes, *_circumstances(result.environment)])
    return Document(tables, result)


def _in_full(verified: NetworkCheck) -> Iterator[Table]:
    columns = [
        Column("quantity", "Quantity"),
        Column("tool", "Tool"),
        Column("layers", "Layers", "right", optional=True),
        *_COMPARED,
    ]
    rows = [
        [finding.quantity, finding.tool, finding.compared, *_totals(finding)]
        for finding in verified.findings
    ]
    title = f"{network(verified)}; the count against PyTorch"
    yield Table(title, columns, rows)
    for finding in verified.findings:
        if finding.operators:
            yield _operators(finding)
        if finding.uncounted:
            yield _uncounted(finding)


def _in_brief(verified: Sequence[NetworkCheck]) -> Table:
    """What was traced; a row of one network is the same whatever it was verified with."""
    quantities = [finding.quantity for finding in verified[0].findings if _has_total(finding)]
    columns = [
        Column("name", "Network"),
        Column("layers", "Layers", "right"),
        *(Column(quantity, quantity.replace("_", " "), "right") for quantity in quantities),
        Column("verdict", "Verdict"),
    ]
    rows: list[list[Cell]] = []
    for each in verified:
        traced = [finding.traced for finding in each.findings if _has_total(finding)]
        rows.append([each.name, each.findings[0].compared, *traced, _verdict(each)])
    agreeing = sum(each.agrees for each in verified)
    note = f"{agreeing} of {len(verified)} networks agree in every layer"
    return Table("", columns, rows, notes=[note])


def _operators(finding: QuantityCheck) -> Table:
    rows: list[list[Cell]] = [
        [each.name, each.analytic, each.traced, each.traced - each.analytic]
        for each in finding.operators
    ]
    return Table(
        f"{finding.quantity}, by operator", [Column("operator", "Operator"), *_COMPARED], rows
    )


def _uncounted(finding: QuantityCheck) -> Table:
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


def _by_layer(verified: NetworkCheck) -> Iterator[Table]:
    columns = [Column("path", "Layer"), Column("kind", "Kind"), *_COMPARED]
    for finding in verified.findings:
        rows = [
            [each.path, each.kind, *_cells(each)]
            for each in finding.layers
            if each.analytic or each.traced
        ]
        name = f"{verified.name}: {finding.quantity}"
        if rows:
            yield Table(name, columns, rows, key=name, main=True)


def _differences(verified: NetworkCheck) -> Iterator[Table]:
    columns = [Column("quantity", "Quantity"), Column("path", "Layer"), *_COMPARED]
    rows = [
        [finding.quantity, each.path, *_cells(each)]
        for finding in verified.findings
        for each in finding.differences
    ]
    if rows:
        yield Table(f"{verified.name}: differences", columns, rows)


def _has_total(finding: QuantityCheck) -> bool:
    return finding.analytic is not None


def _totals(finding: QuantityCheck) -> list[Cell]:
    if finding.analytic is None or finding.traced is None:
        return [None, None, len(finding.differences)]
    return [finding.analytic, finding.traced, finding.traced - finding.analytic]


def _cells(compared: LayerCheck) -> list[Cell]:
    return [_cell(compared.analytic), _cell(compared.traced), compared.difference]


def _cell(value: int | Shape | None) -> Cell:
    return "×".join(map(str, value)) if isinstance(value, tuple) else value


def _verdict(verified: NetworkCheck) -> str:
    if verified.agrees:
        return "agrees"
    layers = verified.differing
    if not layers:
        return "a total differs"
    return "1 layer differs" if layers == 1 else f"{layers:,} layers differ"


def _circumstances(environment: Environment) -> list[str]:
    took = f"{environment.seconds:.0f} s, {environment.peak_bytes / 2**30:.1f} GiB at most"
    return [f"On {environment.where}, {environment.when}, {took}", environment.software]
