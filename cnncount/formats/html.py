"""html: a table for notebooks and pages, without scripts or styles from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from cnncount.formats.document import Cell, Column, Document, Table, shown


def write(document: Document) -> str:
    """The document's tables, every text escaped."""
    return "\n".join(_table(table) for table in document.tables)


def _table(table: Table) -> str:
    head = "".join(f"<th>{escape(column.title)}</th>" for column in table.columns)
    body = "\n".join(_row(row, table.columns) for row in table.rows)
    foot = f"<tfoot>{_row(table.total, table.columns)}</tfoot>\n" if table.total else ""
    caption = f"<caption>{escape(table.title)}</caption>\n" if table.title else ""
    notes = "".join(f"<p>{escape(note)}</p>\n" for note in table.notes)
    return (
        f"<table>\n{caption}<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n{foot}</table>\n"
        f"{notes}"
    )


def _row(cells: Sequence[Cell], columns: Sequence[Column]) -> str:
    shown_cells = (
        f'<td style="text-align:{column.align}">{_text(cell)}</td>'
        for cell, column in zip(cells, columns, strict=True)
    )
    return f"<tr>{''.join(shown_cells)}</tr>"


def _text(cell: Cell) -> str:
    return escape(shown(cell, "")).replace("\n", "<br>")
