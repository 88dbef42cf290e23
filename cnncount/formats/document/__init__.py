"""What a command has to say, before it is laid out: tables for people, data for machines."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple, Protocol

from cnncount.formula import Expression
from cnncount.printable import visible


class Amount(NamedTuple):
    """A number that people read in other words: 1.23 ms for 0.00123 seconds, 3.21× for a ratio."""

    value: int | float
    text: str

    def __str__(self) -> str:
        return self.text


Cell = int | str | Expression | Amount | None
"""An integer is shown with thousands separators where people read it; None is nothing at all."""


class Column(NamedTuple):
    """A column of a table.

    Attributes:
        key: its name for machines, as in a CSV file's first line.
        title: its heading.
        align: numbers stand right, words left.
        optional: whether a narrow terminal may leave it out.
        label: whether it says which row this is, as the first column always does.
    """

    key: str
    title: str
    align: Literal["left", "right"] = "left"
    optional: bool = False
    label: bool = False


class Table(NamedTuple):
    """A table with its heading and what is to be said below it.

    Attributes:
        title: its heading; may be empty.
        columns: the columns.
        rows: a cell for each column.
        total: the last row, set off from the others.
        notes: sentences below the table.
        key: its name for machines, among other tables of the same columns; its heading if empty.
        main: whether it is what was asked for, where that is not the document's first table.
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    total: Sequence[Cell] | None = None
    notes: Sequence[str] = ()
    key: str = ""
    main: bool = False

    @property
    def keys(self) -> list[str]:
        """The names of its columns for machines."""
        return [column.key for column in self.columns]

    @property
    def all_rows(self) -> list[Sequence[Cell]]:
        """The rows, and the total behind them."""
        return [*self.rows, *([self.total] if self.total else [])]


class CaseProblem(NamedTuple):
    """Why a suite cannot be read; the line and column are None for the file as a whole."""

    message: str
    line: int | None
    column: int | None


class Case(NamedTuple):
    """A checked answer, as test reports have it.

    Attributes:
        id: its name in its suite.
        asked: what was asked.
        claim: the answer.
        status: how it came out.
        line: its line in the suite's file.
        column: its column.
        text: the question in the author's words.
        why: sentences about the status; at least one where it did not pass.
    """

    id: str
    asked: str
    claim: str
    status: Literal["right", "wrong", "differs", "unreadable"]
    line: int
    column: int
    text: str | None
    why: Sequence[str]

    @property
    def passed(self) -> bool:
        """Whether it is right, or differs as expected."""
        return self.status in ("right", "differs")


class Suite(NamedTuple):
    """A file of checked answers.

    Attributes:
        path: the file.
        name: its own name; None where it cannot be read.
        cases: the answers.
        problems: why the file cannot be read.
        score: the points, ``5 of 7``.
    """

    path: str
    name: str | None
    cases: Sequence[Case]
    problems: Sequence[CaseProblem]
    score: str


class Data(Protocol):
    """What is known to machines: a result of an analysis."""

    def to_dict(self) -> dict[str, Any]:
        """The data as JSON types, with the version of its shape."""


class Document(NamedTuple):
    """What is to be written.

    Attributes:
        tables: the tables for people.
        result: the result that they show, for formats that machines read.
        context: what was asked, for formats without headings: short keys, and a value each.
        suites: checked answers, for formats of test reports; None for other documents.
        summary: the checked answers in one sentence.
    """

    tables: Sequence[Table]
    result: Data
    context: Mapping[str, str | int] = {}
    suites: Sequence[Suite] | None = None
    summary: str = ""

    @property
    def main(self) -> list[Table]:
        """What a format that has room for one table writes: the main one, and those like it."""
        main = next((table for table in self.tables if table.main), self.tables[0])
        return [table for table in self.tables if table.keys == main.keys]


def shown(cell: Cell, nothing: str = "-") -> str:
    """A cell as people read it."""
    if cell is None:
        return nothing
    if isinstance(cell, Expression):  # a formula may have words of a spec in it
        return visible(str(cell))
    return f"{cell:,}" if isinstance(cell, int) else str(cell)


def folded(note: str, width: int) -> list[str]:
    """A note in lines of a width, broken between words; those behind its first stand further in."""
    return textwrap.wrap(
        note, width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )
