"""The bundled networks as a document."""

from __future__ import annotations

from collections.abc import Sequence

from cnncount.formats.document import Column, Document, Table
from cnncount.shapes import shape_text
from cnncount.spec.index import Entry


def listing(networks: Sequence[Entry]) -> Document:
    """A row for each network: what it is, and what it costs."""
    columns = [
        Column("name", "Name"),
        Column("title", "Network"),
        Column("input", "Input", optional=True),
        Column("params", "Params", "right"),
        Column("macs", "MACs", "right"),
    ]
    rows = [(n.name, n.title, shape_text(n.input), n.params, n.macs) for n in networks]
    return Document([Table("", columns, rows)], lambda: {"networks": [_data(n) for n in networks]})


def _data(network: Entry) -> dict[str, object]:
    return {
        "name": network.name,
        "title": network.title,
        "source": network.source,
        "input": list(network.input),
        "params": network.params,
        "macs": network.macs,
    }
