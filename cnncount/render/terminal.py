"""A document for a terminal, through rich: folded to its width; NO_COLOR is honoured."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from cnncount.render.document import Cell, Column, Document, Table, folded, shown


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
    for columns in _blocks(_columns(table, console.width), console.width):
        console.print(_laid_out(columns, _widths(columns, console.width)))
    for note in table.notes:
        for line in folded(note, console.width):
            console.print(Text(line, style="dim"))


class _Shown(NamedTuple):
    """A column as it is shown.

    Attributes:
        column: the column.
        cells: its rows.
        total: the cell of the last row, set off from the others; None in a table without.
        least: the characters below which it is hard to read: numbers and names are never broken.
        wanted: the characters at which nothing of it is folded.
    """

    column: Column
    cells: Sequence[str]
    total: str | None
    least: int
    wanted: int

    @property
    def comfortable(self) -> int:
        """The characters that it takes with arithmetic folded."""
        return min(self.wanted, _FOLDED) if self.column.key in _ARITHMETIC else self.wanted

    @property
    def readable(self) -> int:
        """The least, but arithmetic has room for its words."""
        return self.comfortable if self.column.key in _ARITHMETIC else self.least


_FOLDED = 24
"""The width in which arithmetic still reads well when it is folded, and other text too."""

_GAP = 2
"""The characters that a column takes beside its own, in either box."""

_SHORT = 12
"""Text that is no longer is never folded."""

_ARITHMETIC = ("arithmetic", "formula")
"""Columns in which words may be broken where there is little room."""


def _columns(table: Table, width: int) -> list[_Shown]:
    """The columns; where there is too little room, without those that may be left out."""
    totals = table.total or [None] * len(table.columns)
    columns = [
        _shown(column, [row[place] for row in table.rows], total, first=not place)
        for place, (column, total) in enumerate(zip(table.columns, totals, strict=True))
    ]
    if table.total is None:
        columns = [column._replace(total=None) for column in columns]
    if sum(column.comfortable for column in columns) + _GAP * len(columns) <= width:
        return columns
    return [column for column in columns if not column.column.optional]


def _shown(column: Column, cells: Sequence[Cell], total: Cell, *, first: bool) -> _Shown:
    texts, last = [shown(cell) for cell in cells], shown(total, "")
    lines = [line for text in (*texts, last) for line in text.split("\n")]
    longest = max(map(cell_len, lines), default=0)
    as_drawn = any("\n" in text for text in texts) and longest <= _FOLDED
    if first or column.align == "right" or as_drawn:
        least = longest
    elif column.key in _ARITHMETIC:
        least = min(longest, _SHORT)
    else:
        least = min(longest, max(_SHORT, min(_FOLDED, _longest_word(lines))))
    heading = cell_len(column.title)
    least = max(least, _longest_word([column.title]))
    return _Shown(column, texts, last, least, max(longest, heading))


def _longest_word(texts: Iterable[str]) -> int:
    return max((cell_len(word) for text in texts for word in text.split()), default=0)


def _blocks(columns: Sequence[_Shown], width: int) -> Iterator[list[_Shown]]:
    """The columns side by side, if there is room; else those that there is room for, others below.

    What says which row it is, the first column and those marked as labels, stands in each block.
    """
    if sum(column.least + _GAP for column in columns) <= width:
        yield list(columns)
        return
    labels = [each for place, each in enumerate(columns) if not place or each.column.label]
    left = [each for each in columns if each not in labels] or [labels.pop()]
    while left:
        block = labels + left[:1]
        for column in left[1:]:
            if sum(each.readable + _GAP for each in (*block, column)) <= width:
                block.append(column)
        yield block
        left = [each for each in left if each not in block]


def _widths(columns: Sequence[_Shown], width: int) -> list[int]:
    """For each column its least, and an even share of the room left, but no more than it wants."""
    widths = [column.least for column in columns]
    spare = max(width - sum(widths) - _GAP * len(columns), 0)
    places = sorted(range(len(columns)), key=lambda i: columns[i].wanted - columns[i].least)
    for sharing, place in zip(range(len(columns), 0, -1), places, strict=True):
        more = min(columns[place].wanted - columns[place].least, spare // sharing)
        widths[place] += more
        spare -= more
    return widths


def _laid_out(columns: Sequence[_Shown], widths: Sequence[int]) -> RichTable:
    laid_out = RichTable(
        box=_box(),
        show_footer=any(column.total is not None for column in columns),
        pad_edge=False,
        collapse_padding=True,
    )
    for column, width in zip(columns, widths, strict=True):
        laid_out.add_column(
            column.column.title,
            footer=Text(column.total or "", style="bold"),
            justify=column.column.align,
            width=width,
            overflow="fold",
        )
    for row in zip(*(column.cells for column in columns), strict=True):
        laid_out.add_row(*map(Text, row))
    return laid_out


def _box() -> box.Box:
    utf = (sys.stdout.encoding or "").lower().startswith("utf")
    return box.SIMPLE_HEAD if utf else box.ASCII2
