"""markdown: tables as GitHub shows them."""

from __future__ import annotations

from tabulate import tabulate

from cnncount.render.document import Cell, Document, Table, shown


def write(document: Document) -> str:
    """The document's tables, the total in bold."""
    return "\n".join(_table(table) for table in document.tables)


def _table(table: Table) -> str:
    rows = [[_escaped(cell) for cell in row] for row in table.rows]
    if table.total:
        rows.append([f"**{_escaped(cell)}**" if cell is not None else "" for cell in table.total])
    text = tabulate(
        rows,
        headers=[column.title for column in table.columns],
        tablefmt="github",
        colalign=[column.align for column in table.columns] if rows else None,
        disable_numparse=True,
    )
    title = [f"**{table.title}**", ""] if table.title else []
    notes = ["", *(f"{note}  " for note in table.notes)] if table.notes else []
    return "\n".join([*title, text, *notes, ""])


def _escaped(cell: Cell) -> str:
    return shown(cell, "").replace("|", "\\|").replace("*", "\\*").replace("\n", "<br>")
