"""A document for a terminal, through rich: folded to its width; NO_COLOR is honoured."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions
from rich.table import Table as RichTable
from rich.text import Text

from cnncount.formats.document import Column, Document, Table, folded, shown
from cnncount.formats.document.safety import safe_document
from cnncount.formula import Expression


def write(document: Document) -> str:
    """The document as standard output shows it, which is a terminal; with its escapes."""
    plain = "NO_COLOR" in os.environ
    console = Console(
        file=sys.stdout, highlight=False, no_color=plain, color_system=None if plain else "auto"
    )
    with console.capture() as captured:
        for number, table in enumerate(safe_document(document).tables):
            if number:
                console.print()
            _show(table, console)
    return captured.get()


def _show(table: Table, console: Console) -> None:
    if table.title:
        console.print(Text(table.title, style="bold"))
    for columns in _blocks(list(_columns(table)), console.width):
        console.print(_laid_out(columns, console.options))
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
        comfortable: the characters at which nothing of it is folded but arithmetic.
        wanted: the characters at which nothing of it is folded.
    """

    column: Column
    cells: Sequence[str]
    total: str | None
    least: int
    comfortable: int
    wanted: int


_SHORT = 12
"""Text that is no longer is never folded."""

_FOLDED = 24
"""The width in which arithmetic still reads well when it is folded; longer words may be broken."""

_GAP = 2
"""The characters that a column takes beside its own, in either box."""


def _columns(table: Table) -> Iterator[_Shown]:
    for place, column in enumerate(table.columns):
        cells = [shown(row[place]) for row in table.rows]
        total = shown(table.total[place], "") if table.total else None
        longest = _longest(line for text in (*cells, total or "") for line in text.split("\n"))
        least, heading = longest, column.title
        if place and column.align == "left" and not any("\n" in text for text in cells):
            words = _longest(word for text in cells for word in text.split())
            least = min(longest, max(_SHORT, min(_FOLDED, words)))
        wanted = max(longest, cell_len(heading))
        maths = any(isinstance(row[place], Expression) for row in table.rows)
        yield _Shown(
            column,
            cells,
            total,
            max(least, _longest(heading.split())),
            min(wanted, _FOLDED) if maths else wanted,
            wanted,
        )


def _longest(texts: Iterable[str]) -> int:
    return max(map(cell_len, texts), default=0)


def _blocks(columns: Sequence[_Shown], width: int) -> Iterator[list[_Shown]]:
    """The columns side by side, if there is room; else those that there is room for, others below.

    Those that may be left out are, before anything but arithmetic is folded. Arithmetic stands
    last. What says which row it is, the first column and those marked as labels, is in each block.
    """
    if sum(each.comfortable + _GAP for each in columns) > width:
        columns = [each for each in columns if not each.column.optional]
    if _fit(columns, width):
        yield list(columns)
        return
    labels = [each for place, each in enumerate(columns) if not place or each.column.label]
    left = [each for each in columns if each not in labels] or [labels.pop()]
    left.sort(key=lambda each: each.comfortable < each.wanted)
    while left:
        block = [*labels, left.pop(0)]
        for column in [*left]:
            if _fit([*block, column], width):
                block.append(column)
                left.remove(column)
        yield block


def _fit(columns: Sequence[_Shown], width: int) -> bool:
    return sum(each.least + _GAP for each in columns) <= width


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


def _laid_out(columns: Sequence[_Shown], options: ConsoleOptions) -> RichTable:
    laid_out = RichTable(
        box=box.ASCII2 if options.ascii_only else box.SIMPLE_HEAD,
        show_footer=any(column.total is not None for column in columns),
        pad_edge=False,
        collapse_padding=True,
    )
    widths = _widths(columns, options.max_width)
    for column, width in zip(columns, widths, strict=True):
        laid_out.add_column(
            Text(column.column.title),
            footer=Text(column.total or "", style="bold"),
            justify=column.column.align,
            width=width,
            overflow="fold",
        )
    for row in zip(*(column.cells for column in columns), strict=True):
        laid_out.add_row(*map(Text, row))
    return laid_out
