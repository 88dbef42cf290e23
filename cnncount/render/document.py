"""What a command has to say, before it is laid out: tables for people, data for machines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, NamedTuple


class Maths(NamedTuple):
    """Arithmetic: in plain text, and in LaTeX if it is asked for."""

    text: str
    latex: Callable[[], str]

    def __str__(self) -> str:
        return self.text


Cell = int | str | Maths | None
"""An integer is shown with thousands separators where people read it; None is nothing at all."""


class Column(NamedTuple):
    """A column of a table.

    Attributes:
        key: its name for machines, as in a CSV file's first line.
        title: its heading.
        align: numbers stand right, words left.
        optional: whether a narrow terminal may leave it out.
    """

    key: str
    title: str
    align: Literal["left", "right"] = "left"
    optional: bool = False


class Table(NamedTuple):
    """A table with its heading and what is to be said below it.

    Attributes:
        title: its heading; may be empty.
        columns: the columns.
        rows: a cell for each column.
        total: the last row, set off from the others.
        notes: sentences below the table.
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    total: Sequence[Cell] | None = None
    notes: Sequence[str] = ()

    @property
    def all_rows(self) -> list[Sequence[Cell]]:
        """The rows, and the total behind them."""
        return [*self.rows, *([self.total] if self.total else [])]


class Document(NamedTuple):
    """Tables for people, and the same as data for machines, gathered when asked for."""

    tables: Sequence[Table]
    data: Callable[[], Mapping[str, Any]]


def shown(cell: Cell, nothing: str = "-") -> str:
    """A cell as people read it."""
    if cell is None:
        return nothing
    return f"{cell:,}" if isinstance(cell, int) else str(cell)
