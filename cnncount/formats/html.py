"""html: a table for notebooks and pages, without scripts or styles from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from cnncount.formats.document import Cell, Column, Document, Table, shown


def write(document: Document) -> str:
    """A whole page with the document's tables, every text escaped."""
    title = next((table.title for table in document.tables if table.title), "cnncount")
    return (
        "<!DOCTYPE html>\n"
        '<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n<style>\n{_STYLE}</style>\n</head>\n"
        f"<body>\n{fragment(document)}</body>\n</html>\n"
    )


def fragment(document: Document) -> str:
    """The tables alone, for a page that there is already, such as a notebook."""
    return "\n".join(_table(table) for table in document.tables)


_STYLE = """\
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1.5rem 0 0.5rem; }
caption { font-weight: 600; padding-bottom: 0.5rem; text-align: left; }
th, td { padding: 0.2rem 0.8rem; vertical-align: top; }
thead th { border-bottom: 2px solid; text-align: left; }
tfoot td { border-top: 1px solid; font-weight: 600; }
tbody tr:hover { background: #8882; }
td { font-variant-numeric: tabular-nums; }
"""


def _table(table: Table) -> str:
    head = "".join(f"<th>{_escaped(column.title)}</th>" for column in table.columns)
    body = "\n".join(_row(row, table.columns) for row in table.rows)
    foot = f"<tfoot>{_row(table.total, table.columns)}</tfoot>\n" if table.total else ""
    caption = f"<caption>{_escaped(table.title)}</caption>\n" if table.title else ""
    notes = "".join(f"<p {_NO_MATHS}>{_escaped(note)}</p>\n" for note in table.notes)
    return (
        f"<table {_NO_MATHS}>\n{caption}<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody>\n{foot}</table>\n{notes}"
    )


def _row(cells: Sequence[Cell], columns: Sequence[Column]) -> str:
    shown_cells = (
        f'<td style="text-align:{column.align}">{_text(cell)}</td>'
        for cell, column in zip(cells, columns, strict=True)
    )
    return f"<tr>{''.join(shown_cells)}</tr>"


def _text(cell: Cell) -> str:
    return _escaped(shown(cell, "")).replace("\n", "<br>")


def _escaped(text: str) -> str:
    """Text that neither a browser nor MathJax reads: it finds no maths across an element."""
    return _MATHS.sub(r"<span>\g<0></span>", escape(text))


_MATHS = re.compile(r"[$\\]")
_NO_MATHS = 'class="mathjax_ignore tex2jax_ignore"'
