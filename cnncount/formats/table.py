"""table: plain text in aligned columns, unwrapped, for pipes and files; notes in lines below."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import zip_longest

from cnncount.formats.document import Document, Table, folded, shown


def write(document: Document) -> str:
    """The document's tables below one another."""
    return "\n".join(_table(table) for table in document.tables)


def _table(table: Table) -> str:
    titles = [column.title for column in table.columns]
    rows = [[shown(cell) for cell in row] for row in table.all_rows]
    widths = [max(map(_width, texts)) for texts in zip(titles, *rows, strict=True)]
    right = [column.align == "right" for column in table.columns]

    def laid_out(texts: Sequence[str]) -> str:
        if any("\n" in text for text in texts):
            lines = zip_longest(*(text.split("\n") for text in texts), fillvalue="")
            return "\n".join(map(laid_out, lines))
        padded = map(_padded, texts, widths, right)
        return "  ".join(padded).rstrip()

    whole = sum(widths) + 2 * (len(widths) - 1)
    rule = "-" * whole
    body = [laid_out(row) for row in rows]
    if table.total and table.rows:
        body.insert(-1, rule)
    title = [table.title] if table.title else []
    notes = [line for note in table.notes for line in folded(note, max(whole, _NOTES))]
    return "\n".join([*title, laid_out(titles), rule, *body, *notes, ""])


_NOTES = 100
"""Notes are folded to the width of their table, or to this many characters if it is narrower."""


def _padded(text: str, width: int, right: bool) -> str:
    space = " " * (width - _width(text))
    return space + text if right else text + space


@cache
def _width(text: str) -> int:
    """The columns of a terminal that a cell takes; letters of East Asia take two."""
    lines = text.split("\n")
    if text.isascii() or max(text) < _WIDE:
        return max(map(len, lines))
    from rich.cells import cell_len

    return max(map(cell_len, lines))


_WIDE = "\u0300"
"""The first character that takes another number of columns than one."""
