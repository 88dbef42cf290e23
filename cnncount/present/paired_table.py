"""A table of networks in pairs, plain and with an addition, under conventions that may give it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from cnncount.analysis.count import Report
from cnncount.analysis.printed import Printed
from cnncount.conventions import convention
from cnncount.figures.figure import Match, match, plain
from cnncount.formats.document import Amount, Cell, Column, Document, Table
from cnncount.present.verdicts import BY


class _Line(NamedTuple):
    """A network of the table: its count, what the addition adds, and what each convention gives."""

    report: Report
    increase: int | None
    found: dict[str, Match]


def paired_table(reports: Mapping[str, Report], printed: Printed) -> Document:
    """A row for each network: printed, computed, what its addition costs, what reproduces it.

    Args:
        reports: the counted networks by name, all of those that `printed` pairs.
        printed: the printed operations, the pairs, and the conventions to try.
    """
    lines = [
        line for pair in printed.written.pairs.items() for line in _pair(*pair, reports, printed)
    ]
    columns = [
        Column("name", "Network"),
        Column("printed", "Printed", "right"),
        Column("macs", "MACs", "right"),
        Column("increase", "Increase", "right"),
        *(Column(f"{name}_by", name) for name in printed.written.conventions),
    ]
    rows: list[list[Cell]] = [
        [
            line.report.name,
            str(printed.figures["flops"][line.report.name]),
            line.report.figure("macs"),
            Amount(line.increase, f"+{line.increase:,}") if line.increase is not None else None,
            *(BY.get(found.verdict, "no") for found in line.found.values()),
        ]
        for line in lines
    ]
    notes = [*_unreproduced(lines), f"Printed: {printed.written.source}", *printed.written.notes]
    return Document(
        [Table(printed.written.title, columns, rows, notes=notes)], lambda: _data(lines, printed)
    )


def _pair(base: str, extended: str, reports: Mapping[str, Report], printed: Printed) -> list[_Line]:
    more = reports[extended].figure("macs") - reports[base].figure("macs")
    return [
        _Line(reports[base], None, _matches(reports[base], printed)),
        _Line(reports[extended], more, _matches(reports[extended], printed)),
    ]


def _matches(report: Report, printed: Printed) -> dict[str, Match]:
    figure = printed.figures["flops"][report.name]
    return {
        name: match(figure, replace(report, convention=convention(name)).figure("flops"))
        for name in printed.written.conventions
    }


def _unreproduced(lines: Sequence[_Line]) -> list[str]:
    """For a figure that nothing gives, the nearest convention and how far off it is."""
    notes = []
    for line in lines:
        if not any(found.agrees for found in line.found.values()):
            name, found = min(line.found.items(), key=lambda item: abs(item[1].difference))
            sign = "+" if found.difference > 0 else "-"
            notes.append(
                f"{line.report.name}: nothing gives {found.answer}; nearest is {name}, "
                f"{plain(found.computed)} ({sign}{plain(abs(found.difference))})"
            )
    return notes


def _data(lines: Sequence[_Line], printed: Printed) -> dict[str, object]:
    return {
        "title": printed.written.title,
        "source": printed.written.source,
        "networks": [
            {
                "name": line.report.name,
                "printed": str(printed.figures["flops"][line.report.name]),
                "macs": line.report.figure("macs"),
                "increase": line.increase,
                "conventions": {
                    name: {"computed": int(found.computed), "by": found.verdict.name.lower()}
                    for name, found in line.found.items()
                },
            }
            for line in lines
        ],
    }
