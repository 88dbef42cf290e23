"""csv: comma-separated values, integers without separators, the first table alone."""

from __future__ import annotations

import csv
import io

from cnncount.render.document import Cell, Document

_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for the beginning of a formula; it takes the wide forms for it too."""


def write(document: Document) -> str:
    """The first table, its column keys in the first line; a total, if it has one, in the last."""
    table = document.tables[0]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_text(column.key) for column in table.columns)
    writer.writerows([_text(cell) for cell in row] for row in table.all_rows)
    return text.getvalue()


def _text(cell: Cell) -> str:
    """A cell as it is; a text that a spreadsheet would compute has a quote before it."""
    if cell is None or isinstance(cell, int):
        return "" if cell is None else str(cell)
    text = str(cell)
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text
