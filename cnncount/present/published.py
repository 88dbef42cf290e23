"""Printed figures as a document: what is not reproduced first, then each table's interpretation."""

from __future__ import annotations

from collections.abc import Sequence

from cnncount.analysis.published import (
    PublishedFigure,
    PublishedQuantity,
    PublishedTable,
    SharedInterpretation,
)
from cnncount.analysis.published_result import PublishedFigures
from cnncount.figures.figure import Verdict
from cnncount.formats.document import Cell, Column, Document, Table
from cnncount.present.explanation import (
    counting_phrase,
    form_phrase,
    library_name,
    option_phrase,
    scaling_phrase,
)
from cnncount.present.verdicts import BY, off_by


def published(result: PublishedFigures) -> Document:
    """The figures that are not reproduced, if any, and a table for each file of printed figures."""
    figures = [each for table in result.found for each in table.figures]
    missing = [each for each in figures if not each.is_reproduced]
    first = [_missing(missing, len(figures))] if missing else []
    return Document([*first, *map(_table, result.found)], result)


def _missing(missing: Sequence[PublishedFigure], of: int) -> Table:
    columns = [
        Column("network", "Network"),
        Column("quantity", "Quantity", label=True),
        Column("figure", "Printed", "right"),
        Column("count", "Count", "right"),
        Column("off", "Off by", "right"),
        Column("other", "What else matches"),
    ]
    rows: list[list[Cell]] = []
    for each in missing:
        verdict, off = each.judged
        shown = off_by(off) if off is not None and verdict is Verdict.NO else None
        rows.append([_name(each), each.quantity, str(each.figure), each.count, shown, _other(each)])
    note = (
        "The count is what the interpretation gives that most of the table shares. What else "
        "matches takes one step at most from the plain count, and may do so by chance."
    )
    title = f"Not reproduced: {len(missing)} of {of} figures"
    return Table(title, columns, rows, notes=[note])


def _table(table: PublishedTable) -> Table:
    columns = [
        Column("network", "Network"),
        Column("quantity", "Quantity", label=True),
        Column("figure", "Printed", "right"),
        Column("count", "Count", "right"),
        Column("by", "Match"),
    ]
    rows: list[list[Cell]] = [
        [_name(each), each.quantity, str(each.figure), each.count, _by(each)]
        for each in table.figures
    ]
    written = table.printed.written
    notes = [
        *map(_reproduced, table.quantities),
        f"Printed: {written.source}",
        *written.notes,
    ]
    return Table(written.title or table.name, columns, rows, notes=notes, key=table.name, main=True)


def _reproduced(of: PublishedQuantity) -> str:
    """Which interpretation gives how many figures of a quantity."""
    figures = f"{of.reproduced} of {len(of.figures)}"
    if of.shared is None:
        where = f" in {of.figures[0].network}" if of.figures[0].path else ""
        return f"{of.quantity}{where}: {figures} figures are counted exactly so."
    return f"{of.quantity}: {shared_phrase(of.shared, of.quantity)} gives {figures} figures."


def shared_phrase(shared: SharedInterpretation, quantity: str) -> str:
    """An interpretation in words: ``fvcore on timm's code``."""
    counted = " ".join(map(option_phrase, shared.counted)) or f"the plain count of {quantity}"
    of = [f"on {library_name(shared.library)}'s code"] if shared.library else []
    settings = [f"with {shared.settings}"] if shared.settings else []
    return ", ".join(
        filter(None, [" ".join([counted, *of, *settings]), scaling_phrase(shared.scaling)])
    )


def _name(each: PublishedFigure) -> str:
    return f"{each.network} {each.path}".rstrip()


def _by(each: PublishedFigure) -> Cell:
    verdict, off = each.judged
    if verdict in BY:
        return BY[verdict]
    return None if off is None else f"off by {off_by(off)}"


def _other(each: PublishedFigure) -> str | None:
    if each.other is None:
        return None
    other = each.other
    phrases = [counting_phrase(other.counting), scaling_phrase(other.scaling)]
    return f"{form_phrase(other.form)}: {', '.join(filter(None, phrases))}"
