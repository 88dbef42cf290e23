"""markdown: tables as GitHub shows them."""

from __future__ import annotations

import re
from html import escape

from tabulate import tabulate

from cnncount.formats.document import Cell, Document, Table, shown


def write(document: Document) -> str:
    """The document's tables, the total in bold."""
    return "\n".join(_table(table) for table in document.tables)


def _table(table: Table) -> str:
    rows = [[_escaped(cell) for cell in row] for row in table.rows]
    if table.total:
        rows.append([f"**{_escaped(cell)}**" if cell is not None else "" for cell in table.total])
    text = tabulate(
        rows,
        headers=[_escaped(column.title) for column in table.columns],
        tablefmt="github",
        colalign=[column.align for column in table.columns] if rows else None,
        disable_numparse=True,
    )
    title = [f"**{_escaped(table.title)}**", ""] if table.title else []
    notes = ["", *(f"{_paragraph(note)}  " for note in table.notes)] if table.notes else []
    return "\n".join([*title, text, *notes, ""])


def _escaped(cell: Cell) -> str:
    """A cell or a sentence that Markdown shows as it is: no marks, HTML, maths or mentions."""
    text = escape(shown(cell, ""), quote=False)
    return _MARKS.sub(r"\\\g<0>", text).replace("\n", "<br>")


def _paragraph(text: str) -> str:
    """A sentence on a line of its own, which is no heading, list or rule."""
    return _BLOCK.sub(r"\1\\\2", _escaped(text))


_MARKS = re.compile(r"[|*_`~$@\[\]\\]")
_BLOCK = re.compile(r"^(\s*\d*)([#+\-=.)])")
