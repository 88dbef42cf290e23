"""Printed figures as a document: which reading reproduces each, and which figures none does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from typing import Any

from cnncount.analysis.explain.reproduced import Reproduced
from cnncount.analysis.printed import Printed
from cnncount.figures.figure import Verdict
from cnncount.formats.document import Amount, Cell, Column, Document, Table
from cnncount.present.verdicts import BY, off_by, roughly


def published(tables: Mapping[str, tuple[Printed, Sequence[Reproduced]]]) -> Document:
    """A table for each file of printed figures; before them the figures that nothing gives, if any.

    Args:
        tables: by the file's name, what is printed, and how each figure is reproduced.
    """
    parts = [_table(name, *table) for name, table in tables.items()]
    figures = [each for _, found in tables.values() for each in found]
    missing = [each for each in figures if not each.agrees]
    first = [_missing(missing, len(figures))] if missing else []
    return Document([*first, *parts], lambda: _data(tables))


def _missing(missing: Sequence[Reproduced], of: int) -> Table:
    columns = [
        Column("network", "Network"),
        Column("quantity", "Quantity", label=True),
        Column("figure", "Printed", "right"),
        Column("nearest", "Nearest reading"),
        Column("off", "Off by", "right"),
    ]
    rows: list[list[Cell]] = [
        [each.network, each.quantity, str(each.figure), _reading(each), _by(each)]
        for each in missing
    ]
    return Table(f"Not reproduced: {len(missing)} of {of} figures", columns, rows)


def _table(name: str, printed: Printed, found: Sequence[Reproduced]) -> Table:
    columns = [
        Column("network", "Network"),
        Column("quantity", "Quantity", label=True),
        Column("figure", "Printed", "right"),
        Column("count", "Count", "right"),
        Column("by", "By, or off by"),
        Column("reading", "Reading"),
        Column("by_chance", "By chance", "right"),
    ]
    rows: list[list[Cell]] = [
        [
            f"{each.network} {each.path}".rstrip(),
            each.quantity,
            str(each.figure),
            _number(each),
            _by(each),
            _reading(each),
            Amount(float(each.by_chance), roughly(each.by_chance)) if each.found else None,
        ]
        for each in found
    ]
    notes = [
        _reproduced(found),
        *_shared(found),
        f"Printed: {printed.written.source}",
        *printed.written.notes,
    ]
    title = printed.written.title or name
    return Table(title, columns, rows, notes=notes, key=name, main=True)


def _reproduced(found: Sequence[Reproduced]) -> str:
    """How many of the figures are reproduced."""
    given, of = sum(each.agrees for each in found), len(found)
    if given < of:
        return f"{given} of {of} figures are reproduced."
    if of == 1:
        return "The figure is reproduced."
    return "Both figures are reproduced." if of == 2 else f"All {of} figures are reproduced."


def _shared(found: Sequence[Reproduced]) -> list[str]:
    """For each quantity, the way to count that gives the most figures, and which it does not."""
    told = []
    for quantity, group in groupby(found, key=lambda each: each.quantity):
        figures = [each for each in group if each.search]
        if len(figures) > 1 and (way := figures[0].way):
            others = [each.network for each in figures if way not in each.ways]
            but = f", not {', '.join(others)}" if others else ""
            given = len(figures) - len(others)
            told.append(f"{quantity}: '{way}' alone gives {given} of {len(figures)}{but}.")
    return told


def _number(each: Reproduced) -> int | None:
    if each.found is not None:
        return each.found.counted.number
    return int(each.direct.computed) if each.direct else None


def _by(each: Reproduced) -> str | Amount | None:
    verdict, off = _judged(each)
    if verdict in BY:
        return BY[verdict]
    return off_by(off) if off is not None else None


def _judged(each: Reproduced) -> tuple[Verdict, Fraction | None]:
    """How the figure comes of what is counted, and how far that is off."""
    if each.found is not None:
        return each.found.verdict, each.found.off_count
    if each.direct is not None:
        return each.direct.verdict, each.direct.difference
    return Verdict.NO, None


def _reading(each: Reproduced) -> str | None:
    if each.found is None:
        return None
    form = f"with {each.found.form}, " if each.found.form.variables else ""
    return f"{form}{each.way}" if each.way in each.ways else each.found.reading.what


def _data(tables: Mapping[str, tuple[Printed, Sequence[Reproduced]]]) -> dict[str, Any]:
    return {
        "tables": [
            {
                "name": name,
                "title": printed.written.title or name,
                "source": printed.written.source,
                "figures": [_figure(each) for each in found],
            }
            for name, (printed, found) in tables.items()
        ]
    }


def _figure(each: Reproduced) -> dict[str, Any]:
    verdict, off = _judged(each)
    return {
        "network": each.network,
        "layer": each.path or None,
        "quantity": each.quantity,
        "printed": str(each.figure),
        "reproduced": each.agrees,
        "count": _number(each),
        "by": verdict.name.lower(),
        "difference": None if off is None else float(off),
        "reading": _reading(each),
        "by_chance": float(each.by_chance) if each.found else None,
    }
