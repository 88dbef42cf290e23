"""The readings of a figure as a document: what prints it, what is near, and what chance does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cnncount.analysis.count import Report
from cnncount.analysis.explain.found import CLOSE, Found, Search
from cnncount.analysis.explain.ways import MOST_STEPS, QUANTITIES
from cnncount.conventions import convention
from cnncount.figures.figure import ONE, PrintedFigure
from cnncount.formats.document import Amount, Cell, Column, Document, Table
from cnncount.layers.base import Layer
from cnncount.network.tree import leaves
from cnncount.present.titles import network
from cnncount.present.verdicts import BY, off_by, roughly

SHOWN = 16
"""Readings, unless all are asked for."""

_NEAR = 3


def readings(report: Report, search: Search, *, every: bool = False) -> Document:
    """The readings that print the figure, what does not and is plain or near, and what chance does.

    Args:
        report: the network as it was named.
        search: what was found.
        every: also the readings that are far-fetched, or as good as any by chance.
    """
    found = search.fits if every else search.told
    missing = _missing(search)
    tables = [_printing(report, search, found if every else found[:SHOWN])] if found else []
    if missing or not found:
        tables.append(_beside(report, search, missing))
    return Document([*tables, _chance(search)], lambda: _data(report, search, found, missing))


def _printing(report: Report, search: Search, shown: Sequence[Found]) -> Table:
    title = f"{network(report)}; what prints as {search.answer}"
    notes = [*_left_out(search, shown), _by_chance(search), *_rules(report, shown[0])]
    rows = [_row(each) for each in shown]
    return Table(title, _columns("By"), rows, notes=notes, key="prints")


def _beside(report: Report, search: Search, missing: Sequence[Found]) -> Table:
    title, notes = f"Not {search.answer}, but plain or near", []
    if not search.fits:
        title, notes = f"{network(report)}; nothing prints as {search.answer}", _of_none(search)
    rows = [_row(each) for each in missing]
    return Table(title, _columns("Off by"), rows, notes=notes, key="does not")


def _columns(by: str) -> list[Column]:
    return [
        Column("form", "Form"),
        Column("counted", "Counted"),
        Column("count", "Count", "right"),
        Column("by", by, "right" if by == "Off by" else "left"),
        Column("steps", "Steps", "right"),
    ]


def _row(found: Found) -> list[Cell]:
    counted = ", ".join(filter(None, (found.counted.what, found.unit.what)))
    by = BY.get(found.verdict) or off_by(found.off_count)
    form = str(found.form) or "as named"
    return [form, counted, found.counted.number, by, found.steps]


def _missing(search: Search) -> list[Found]:
    """The plain counts that do not print it, and the nearest of those that are near."""
    return [*search.plain, *[each for each in search.near if not each.is_plain][:_NEAR]]


def _left_out(search: Search, shown: Sequence[Found]) -> list[str]:
    """How many more fit than are shown."""
    rest = [each for each in search.fits if each not in shown]
    simple = sum(each.steps <= search.fewest for each in rest)
    more = [
        *([f"{simple:,} more as simple"] if simple else []),
        *([f"{len(rest) - simple:,} more far-fetched"] if len(rest) > simple else []),
    ]
    return [f"Not shown: {' and '.join(more)}; --all shows them."] if more else []


def _by_chance(search: Search) -> str:
    """What the simplest readings are worth."""
    fewest = search.fewest
    fit = len({each.reading.value for each in search.fits if each.steps <= fewest})
    steps = f"{fewest} step{'s' if fewest != 1 else ''} at most"
    return f"With {steps}, {fit:,} fit, where by chance {roughly(search.by_chance(fewest))} would."


def _of_none(search: Search) -> list[str]:
    """What was tried in vain, and what could be tried."""
    tried = dict.fromkeys(each.counted.quantity for each in search.tried)
    others = [name for name in QUANTITIES if name not in tried]
    near = "" if search.near else f", nor comes within 1/{CLOSE} of it"
    notes = [
        f"No reading of {' or '.join(tried)} prints as {search.answer}{near}. "
        f"--quantity has others: {', '.join(others)}."
    ]
    figure = search.answer
    if isinstance(figure, PrintedFigure) and figure.scale == ONE and figure.decimals:
        notes.append(f"Of millions it is written {figure}M, of thousand millions {figure}G.")
    return notes


def _rules(report: Report, found: Found) -> list[str]:
    """Where the rules of a reading's convention are from, and its notes that matter."""
    layers: list[Layer] = [leaf.layer for leaf, _ in leaves(report.network)]
    notes = []
    for name in found.counted.conventions[:1]:
        each = convention(name)
        notes.append(f"{name}: {each.written.title}; from {each.written.source}")
        notes += [f"{name}: {note}" for note in each.notes(layers)]
    return notes


def _chance(search: Search) -> Table:
    """For each number of steps: what was tried with no more, what chance would give, what fits."""
    columns = [
        Column("steps", "Steps at most", "right"),
        Column("counts", "Counts tried", "right"),
        Column("as_large", "About as large", "right"),
        Column("by_chance", "Fit by chance", "right"),
        Column("fit", "Fit", "right"),
    ]
    rows: list[list[Cell]] = [
        [
            level["steps"],
            level["counts"],
            level["as_large"],
            Amount(float(by_chance := search.by_chance(level["steps"])), roughly(by_chance)),
            level["fit"],
        ]
        for level in _levels(search)
    ]
    note = (
        f"{len(search.tried):,} readings tried. A variable set otherwise is a step, and so are "
        "another unit and digits cut off; something added or left out is two, and so is a "
        "variable by which the network has its name. Where about as many fit as would by chance, "
        "a fit explains nothing."
    )
    return Table("What chance would do", columns, rows, notes=[note])


def _levels(search: Search) -> list[dict[str, int]]:
    levels = []
    for steps in range(MOST_STEPS + 1):
        within = [found for found in search.tried if found.reading.rank <= steps]
        levels.append(
            {
                "steps": steps,
                "readings": len(within),
                "counts": len({found.reading.value for found in within}),
                "as_large": len(search.as_large(steps)),
                "fit": len({each.reading.value for each in search.fits if each.steps <= steps}),
            }
        )
    return levels


def _data(
    report: Report, search: Search, found: Sequence[Found], missing: Sequence[Found]
) -> dict[str, Any]:
    return {
        "name": report.name,
        "input": list(report.input),
        "batch": report.batch,
        "figure": str(search.answer),
        "tried": len(search.tried),
        "fit": len(search.fits),
        "readings": [_found(each) for each in found],
        "missing": [_found(each) for each in missing],
        "chance": [
            {**level, "by_chance": float(search.by_chance(level["steps"]))}
            for level in _levels(search)
        ],
    }


def _found(found: Found) -> dict[str, Any]:
    return {
        "reading": found.reading.what,
        "variables": dict(found.form.variables),
        "quantity": found.counted.quantity,
        "counted": found.counted.what,
        "conventions": list(found.counted.conventions),
        "unit": found.unit.what or None,
        "count": found.counted.number,
        "by": found.verdict.name.lower(),
        "difference": float(found.off_count),
        "steps": found.steps,
    }
