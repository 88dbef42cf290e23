"""csv: comma-separated values, numbers bare; the document's main table, and those like it."""

from __future__ import annotations

import csv
import io

from cnncount.formats.document import Amount, Cell, Document

_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for the beginning of a formula; it takes the wide forms for it too."""


def write(document: Document) -> str:
    """One table, its column keys in the first line; a total, if it has one, after its rows.

    Several tables of the same columns become one: a column before the others says which is which.
    What was asked is in columns after the others, with the same value in each row.
    """
    tables, asked = document.main, document.context
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    several = len(tables) > 1
    writer.writerow(map(_text, [*(["table"] if several else []), *tables[0].keys, *asked]))
    for table in tables:
        name = [table.key or table.title] if several else []
        writer.writerows(map(_text, [*name, *row, *asked.values()]) for row in table.all_rows)
    return text.getvalue()


def _text(cell: Cell) -> str:
    """A cell as it is; a text that a spreadsheet would compute has a quote before it."""
    if cell is None:
        return ""
    number = cell.value if isinstance(cell, Amount) else cell
    if isinstance(number, int | float):
        return str(number)
    text = str(number)
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text
