"""A document for a terminal, through rich: folded to its width; NO_COLOR is honoured."""

from __future__ import annotations

import os
import sys

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from cnncount.render.document import Document, Table, shown


def write(document: Document) -> str:
    """The document as standard output shows it, which is a terminal; with its escapes."""
    plain = "NO_COLOR" in os.environ
    console = Console(highlight=False, no_color=plain, color_system=None if plain else "auto")
    with console.capture() as captured:
        for number, table in enumerate(document.tables):
            if number:
                console.print()
            _show(table, console)
    return captured.get()


def _show(table: Table, console: Console) -> None:
    if table.title:
        console.print(Text(table.title, style="bold"))
    roomy = _wanted(table) <= console.width
    console.print(_laid_out(table, [roomy or not column.optional for column in table.columns]))
    for note in table.notes:
        console.print(Text(note, style="dim"))


_FOLDED = 24
"""The width in which arithmetic still reads well when it is folded."""


def _wanted(table: Table) -> int:
    """The width that the table takes with its arithmetic folded."""
    width = 0
    for column, *cells in zip(table.columns, *table.all_rows, strict=True):
        lines = [line for cell in cells for line in shown(cell).split("\n")]
        longest = max(map(cell_len, [column.title, *lines]))
        width += min(longest, _FOLDED) if column.key in ("arithmetic", "formula") else longest
    return width + 2 * (len(table.columns) - 1)


def _laid_out(table: Table, kept: list[bool]) -> RichTable:
    laid_out = RichTable(
        box=_box(), show_footer=table.total is not None, pad_edge=False, collapse_padding=True
    )
    footers = table.total or [""] * len(table.columns)
    first = table.columns[0]  # names are for copying, and so are never broken
    for column, footer, keep in zip(table.columns, footers, kept, strict=True):
        if keep:
            laid_out.add_column(
                column.title,
                footer=Text(shown(footer, ""), style="bold"),
                justify=column.align,
                no_wrap=column is first or column.align == "right",
                overflow="fold",
            )
    for row in table.rows:
        cells = (Text(shown(cell)) for cell, keep in zip(row, kept, strict=True) if keep)
        laid_out.add_row(*cells)
    return laid_out


def _box() -> box.Box:
    utf = (sys.stdout.encoding or "").lower().startswith("utf")
    return box.SIMPLE_HEAD if utf else box.ASCII2
