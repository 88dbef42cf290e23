"""The readings of a figure as a document: what prints it, what is near, and what chance does."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from cnncount.answers.figure import Verdict
from cnncount.conventions import convention
from cnncount.layers.base import Layer
from cnncount.network import leaves
from cnncount.readings.search import MOST_STEPS, Found, Search
from cnncount.render.document import Cell, Column, Document, Table
from cnncount.report import Report
from cnncount.views.titles import network

SHOWN = 8
"""Readings of one sort, unless all are asked for."""

_NEAR = 3


def readings(report: Report, search: Search, *, every: bool = False) -> Document:
    """A row for each reading that prints the figure, the nearest others, and a row for each step.

    Args:
        report: the network as it was named.
        search: what was found.
        every: also the readings that are far-fetched, or as good as any by chance.
    """
    found = search.fits if every else search.told
    shown = found if every else _shortened(found)
    near = search.near[:_NEAR]
    title = f"{network(report)}; what prints as {search.answer}"
    notes = _left_out(search, shown) + _about(report, found[:1])
    tables = [Table(title, _COLUMNS, [_row(each) for each in (*shown, *near)], notes=notes)]
    tables.append(_chance(search))
    return Document(tables, lambda: _data(report, search, found, near))


_COLUMNS = (
    Column("form", "Form"),
    Column("counted", "Counted"),
    Column("count", "Count", "right"),
    Column("by", "By, or off by"),
    Column("steps", "Steps", "right"),
)


def _row(found: Found) -> list[Cell]:
    counted = ", ".join(filter(None, (found.counted.what, found.unit.what)))
    by = BY.get(found.verdict, signed(found.off))
    form = str(found.form) or "as named"
    return [form, counted, found.counted.number, by, found.steps]


BY = {
    Verdict.EXACT: "exactly",
    Verdict.ROUNDING: "rounding",
    Verdict.WITHIN: "within",
    Verdict.TRUNCATION: "truncation",
}


def signed(difference: Fraction) -> str:
    """A difference with its sign, to the unit: ``+1,240``."""
    return f"{'-' if difference < 0 else '+'}{round(abs(difference)):,}"


def _shortened(found: Sequence[Found]) -> list[Found]:
    """The first few of each sort."""
    kept: list[Found] = []
    for verdict in dict.fromkeys(each.verdict for each in found):
        kept += [each for each in found if each.verdict is verdict][:SHOWN]
    return kept


def _left_out(search: Search, shown: Sequence[Found]) -> list[str]:
    more = len(search.fits) - len(shown)
    if not search.fits:
        return [f"None prints as {search.answer}; the nearest are shown."]
    if not more:
        return []
    return [f"{more:,} more print so, more far-fetched or as simple; --all shows them."]


def _about(report: Report, first: Sequence[Found]) -> list[str]:
    """Where the rules of the first reading's convention are from, and its notes that matter."""
    layers: list[Layer] = [leaf.layer for leaf, _ in leaves(report.network)]
    notes = []
    for name in [name for found in first for name in found.counted.conventions][:1]:
        each = convention(name)
        notes.append(f"{name}: {each.written.title}; from {each.written.source}")
        notes += [f"{name}: {note}" for note in each.notes(layers)]
    return notes


def _chance(search: Search) -> Table:
    """For each number of steps: what was tried with no more, what chance would give, what fits."""
    columns = [
        Column("steps", "Steps at most", "right"),
        Column("readings", "Readings", "right"),
        Column("counts", "Different counts", "right"),
        Column("by_chance", "Fit by chance", "right"),
        Column("fit", "Fit", "right"),
    ]
    rows: list[list[Cell]] = [
        [
            level["steps"],
            level["readings"],
            level["counts"],
            about(search.by_chance(level["steps"])),
            level["fit"],
        ]
        for level in _levels(search)
    ]
    tried = len(search.tried)
    note = (
        f"{tried:,} readings tried. A variable set otherwise is a step, so is another unit, and "
        "digits cut off; something added or left out is two. Where about as many fit as would by "
        "chance, a fit explains nothing."
    )
    return Table("What chance would do", columns, rows, notes=[note])


def about(number: Fraction) -> str:
    """An expected number: ``28``, ``4.0``, ``0.062``, ``2.1e-07``."""
    value = float(number)
    if value >= 10:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 1 else f"{value:.2g}"


def _levels(search: Search) -> list[dict[str, int]]:
    levels = []
    for steps in range(MOST_STEPS + 2):
        within = [found for found in search.tried if found.reading.rank <= steps]
        levels.append(
            {
                "steps": steps,
                "readings": len(within),
                "counts": len({found.reading.value for found in within}),
                "fit": len({each.reading.value for each in search.fits if each.steps <= steps}),
            }
        )
    return levels


def _data(
    report: Report, search: Search, found: Sequence[Found], near: Sequence[Found]
) -> dict[str, Any]:
    return {
        "name": report.name,
        "input": list(report.input),
        "batch": report.batch,
        "figure": str(search.answer),
        "tried": len(search.tried),
        "fit": len(search.fits),
        "readings": [_found(each) for each in found],
        "near": [_found(each) for each in near],
        "chance": [
            {**level, "by_chance": float(search.by_chance(level["steps"]))}
            for level in _levels(search)
        ],
    }


def _found(found: Found) -> dict[str, Any]:
    return {
        "reading": found.reading.what,
        "variables": dict(found.form.variables),
        "counted": found.counted.what,
        "conventions": list(found.counted.conventions),
        "unit": found.unit.what or None,
        "count": found.counted.number,
        "by": found.verdict.name.lower(),
        "difference": float(found.off),
        "steps": found.steps,
    }
