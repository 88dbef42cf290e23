"""A document in which no text can do harm, whatever the format writes it to."""

from __future__ import annotations

from collections.abc import Sequence

from cnncount.formats.document import Amount, Case, Cell, Document, Suite, Table
from cnncount.printable import one_line, visible


def safe_document(document: Document) -> Document:
    """The document with every text visible; headings, titles and notes are one line each.

    A cell keeps its line breaks: the table of a paper has several lines in a cell.
    """
    context = {
        key: one_line(value) if isinstance(value, str) else value
        for key, value in document.context.items()
    }
    return document._replace(
        tables=list(map(_table, document.tables)),
        context=context,
        summary=one_line(document.summary),
        suites=None if document.suites is None else list(map(_suite, document.suites)),
    )


def _suite(suite: Suite) -> Suite:
    return suite._replace(
        path=one_line(suite.path),
        name=None if suite.name is None else one_line(suite.name),
        cases=list(map(_case, suite.cases)),
        score=one_line(suite.score),
        problems=[each._replace(message=one_line(each.message)) for each in suite.problems],
    )


def _case(case: Case) -> Case:
    return case._replace(
        id=one_line(case.id),
        asked=one_line(case.asked),
        claim=one_line(case.claim),
        text=None if case.text is None else one_line(case.text),
        why=list(map(one_line, case.why)),
    )


def _table(table: Table) -> Table:
    return table._replace(
        title=one_line(table.title),
        key=one_line(table.key),
        columns=[
            column._replace(key=one_line(column.key), title=one_line(column.title))
            for column in table.columns
        ],
        rows=[_row(row) for row in table.rows],
        total=None if table.total is None else _row(table.total),
        notes=[one_line(note) for note in table.notes],
    )


def _row(row: Sequence[Cell]) -> list[Cell]:
    return [_cell(cell) for cell in row]


def _cell(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return visible(cell, keep="\n")
    return cell._replace(text=visible(cell.text)) if isinstance(cell, Amount) else cell
