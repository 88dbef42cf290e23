"""csv: comma-separated values, integers without separators, the first table alone."""

from __future__ import annotations

import csv
import io

from cnncount.render.document import Document


def write(document: Document) -> str:
    """The first table, its column keys in the first line; a total, if it has one, in the last."""
    table = document.tables[0]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(column.key for column in table.columns)
    writer.writerows(["" if cell is None else str(cell) for cell in row] for row in table.all_rows)
    return text.getvalue()
