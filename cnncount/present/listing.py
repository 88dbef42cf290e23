"""The bundled networks as a document."""

from __future__ import annotations

from collections.abc import Sequence

from cnncount.analysis.count import Report
from cnncount.formats.document import Column, Document, Table
from cnncount.shapes import shape_text


def listing(reports: Sequence[Report]) -> Document:
    """A row for each network: what it is, and what it costs."""
    columns = [
        Column("name", "Name"),
        Column("title", "Network"),
        Column("input", "Input", optional=True),
        Column("params", "Params", "right"),
        Column("macs", "MACs", "right"),
    ]
    rows = [
        (r.name, r.title, shape_text(r.input), r.figure("params"), r.figure("macs"))
        for r in reports
    ]
    return Document([Table("", columns, rows)], lambda: {"networks": [_data(r) for r in reports]})


def _data(report: Report) -> dict[str, object]:
    return {
        "name": report.name,
        "title": report.title,
        "source": report.choice.spec.source,
        "input": list(report.input),
        "params": report.figure("params"),
        "macs": report.figure("macs"),
    }
