"""table: plain text in aligned columns, unwrapped, for pipes and files."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from cnncount.render.document import Document, Table, shown


def write(document: Document) -> str:
    """The document's tables below one another."""
    return "\n".join(_table(table) for table in document.tables)


def _table(table: Table) -> str:
    titles = [[column.title] for column in table.columns]
    rows = [[shown(cell).split("\n") for cell in row] for row in table.all_rows]
    widths = [
        max(width_of(line) for lines in column for line in lines)
        for column in zip(titles, *rows, strict=True)
    ]

    def laid_out(cells: Sequence[Sequence[str]]) -> list[str]:
        lines = []
        for texts in zip_longest(*cells, fillvalue=""):
            padded = []
            for text, width, column in zip(texts, widths, table.columns, strict=True):
                space = " " * (width - width_of(text))
                padded.append(space + text if column.align == "right" else text + space)
            lines.append("  ".join(padded).rstrip())
        return lines

    rule = "-" * (sum(widths) + 2 * (len(widths) - 1))
    body = [line for row in rows[: len(table.rows)] for line in laid_out(row)]
    total = [rule, *laid_out(rows[-1])] if table.total else []
    title = [table.title] if table.title else []
    return "\n".join([*title, *laid_out(titles), rule, *body, *total, *table.notes, ""])


def width_of(text: str) -> int:
    """The columns of a terminal that a text takes; letters of East Asia take two."""
    if max(text, default="") < _WIDE:
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


_WIDE = "\u0300"
"""The first character that takes another number of columns than one."""
