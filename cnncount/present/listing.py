"""The bundled networks as a document."""

from __future__ import annotations

from cnncount.analysis.listing import Listing
from cnncount.formats.document import Column, Document, Table
from cnncount.shapes import shape_text


def listing(result: Listing) -> Document:
    """A row for each network: what it is, and what it costs."""
    columns = [
        Column("name", "Name"),
        Column("title", "Network"),
        Column("input", "Input", optional=True),
        Column("params", "Params", "right"),
        Column("macs", "MACs", "right"),
    ]
    rows = [(n.name, n.title, shape_text(n.input), n.params, n.macs) for n in result.networks]
    return Document([Table("", columns, rows)], result)
