"""The document on a terminal, through rich: folded to its width; NO_COLOR is honoured."""

from __future__ import annotations

import os
import sys

from rich import box
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from cnncount.render.document import Column, Document, Table, shown


def show(document: Document) -> None:
    """Print the document on standard output, which is a terminal."""
    plain = "NO_COLOR" in os.environ
    console = Console(highlight=False, no_color=plain, color_system=None if plain else "auto")
    for number, table in enumerate(document.tables):
        if number:
            console.print()
        _show(table, console)


def _show(table: Table, console: Console) -> None:
    if table.title:
        console.print(Text(table.title, style="bold"))
    shown_table = _laid_out(table, [True] * len(table.columns))
    if console.measure(shown_table).minimum > console.width or _wants(table) > console.width:
        shown_table = _laid_out(table, [not column.optional for column in table.columns])
    console.print(shown_table)
    for note in table.notes:
        console.print(Text(note, style="dim"))


def _wants(table: Table) -> int:
    """The width that the columns other than arithmetic take, with a useful rest for that."""
    width = 0
    for number, column in enumerate(table.columns):
        texts = [shown(row[number]) for row in table.all_rows]
        longest = max(map(len, [column.title, *texts]))
        width += min(longest, _ROOM) if column.key in ("arithmetic", "formula") else longest
    return width + 2 * (len(table.columns) - 1)


_ROOM = 24


def _laid_out(table: Table, kept: list[bool]) -> RichTable:
    laid_out = RichTable(box=box.SIMPLE_HEAD, show_footer=table.total is not None, pad_edge=False)
    if not (sys.stdout.encoding or "").lower().startswith("utf"):
        laid_out.box = box.ASCII2
    footers = table.total or [""] * len(table.columns)
    for column, footer, keep in zip(table.columns, footers, kept, strict=True):
        if keep:
            laid_out.add_column(
                column.title,
                footer=Text(shown(footer, ""), style="bold"),
                justify=column.align,
                no_wrap=_whole(column),
                overflow="fold",
            )
    for row in table.rows:
        cells = (Text(shown(cell)) for cell, keep in zip(row, kept, strict=True) if keep)
        laid_out.add_row(*cells)
    return laid_out


def _whole(column: Column) -> bool:
    return column.align == "right"
