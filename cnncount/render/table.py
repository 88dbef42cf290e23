"""table: plain text in aligned columns, unwrapped, for pipes and files."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from cnncount.render.document import Document, Table, shown


def write(document: Document) -> str:
    """The document's tables below one another."""
    return "\n".join(_table(table) for table in document.tables)


def _table(table: Table) -> str:
    from rich.cells import cell_len

    titles = [[column.title] for column in table.columns]
    rows = [[shown(cell).split("\n") for cell in row] for row in table.all_rows]
    widths = [
        max(cell_len(line) for lines in column for line in lines)
        for column in zip(titles, *rows, strict=True)
    ]

    def laid_out(cells: Sequence[Sequence[str]]) -> list[str]:
        lines = []
        for texts in zip_longest(*cells, fillvalue=""):
            padded = []
            for text, width, column in zip(texts, widths, table.columns, strict=True):
                space = " " * (width - cell_len(text))
                padded.append(space + text if column.align == "right" else text + space)
            lines.append("  ".join(padded).rstrip())
        return lines

    rule = "-" * (sum(widths) + 2 * (len(widths) - 1))
    body = [line for row in rows[: len(table.rows)] for line in laid_out(row)]
    total = [rule, *laid_out(rows[-1])] if table.total else []
    title = [table.title] if table.title else []
    return "\n".join([*title, *laid_out(titles), rule, *body, *total, *table.notes, ""])
