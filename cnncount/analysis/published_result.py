"""Published figures as a result: plain data, for JSON and for Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cnncount.analysis.explain.result import FigureInterpretation, interpretation_data
from cnncount.analysis.fields import Unwritten
from cnncount.analysis.published import PublishedFigure, PublishedQuantity, PublishedTable
from cnncount.analysis.result import Result


@dataclass(frozen=True)
class TableInterpretation:
    """The one interpretation that gives most of a table's figures of a quantity.

    Attributes:
        quantity: what the figures are about.
        library: whose code of the networks was counted, where there is some.
        settings: what was set otherwise in the networks that have it.
        counted: the convention; of other quantities the tools that count so, or what is counted
            otherwise. None where figures are compared with the count of their own layers.
        reproduced: how many of the figures it prints.
        figures: how many figures there are.
    """

    quantity: str
    library: str | None
    settings: str
    counted: tuple[str, ...] | None
    reproduced: int
    figures: int


@dataclass(frozen=True)
class ComparedFigure:
    """A printed figure and its count.

    Attributes:
        network: the network.
        layer: the layer; None of the whole network.
        quantity: what the figure is about.
        printed: the figure as it is printed.
        reproduced: whether the table's interpretation prints it.
        count: what that interpretation counts.
        match: how the count gives the figure: exact, rounding, within, truncation, or no.
        difference: the count less what would print the figure exactly.
        other: the simplest other interpretation that prints it, where the table's does not.
    """

    network: str
    layer: str | None
    quantity: str
    printed: str
    reproduced: bool
    count: int | None
    match: str
    difference: float | None
    other: FigureInterpretation | None


@dataclass(frozen=True)
class ComparedTable:
    """A table of printed figures.

    Attributes:
        name: its file's name.
        title: what it is called.
        source: where it is printed.
        interpretations: the one that gives most of its figures, for each quantity.
        figures: its figures.
    """

    name: str
    title: str
    source: str
    interpretations: tuple[TableInterpretation, ...]
    figures: tuple[ComparedFigure, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class PublishedFigures(Result):
    """Tables of printed figures, with what gives them.

    Attributes:
        found: the same with the interpretations themselves.
        tables: the tables.
    """

    found: Unwritten[tuple[PublishedTable, ...]]
    tables: tuple[ComparedTable, ...]

    def records(self) -> Iterable[Mapping[str, Any]]:
        """A mapping for each figure."""
        for table in self.to_dict()["tables"]:
            for figure in table["figures"]:
                yield {"table": table["name"], **figure}


def published_result(tables: Iterable[PublishedTable]) -> PublishedFigures:
    """Published figures as data."""
    found = tuple(tables)
    return PublishedFigures(found=found, tables=tuple(map(_table, found)))


def _table(table: PublishedTable) -> ComparedTable:
    return ComparedTable(
        table.name,
        table.printed.written.title or table.name,
        table.printed.written.source,
        tuple(map(_shared, table.quantities)),
        tuple(map(_figure, table.figures)),
    )


def _shared(of: PublishedQuantity) -> TableInterpretation:
    shared = of.shared
    return TableInterpretation(
        of.quantity,
        shared.library if shared else None,
        shared.settings if shared else "",
        shared.counted if shared else None,
        of.reproduced,
        len(of.figures),
    )


def _figure(each: PublishedFigure) -> ComparedFigure:
    verdict, off = each.judged
    return ComparedFigure(
        each.network,
        each.path or None,
        each.quantity,
        str(each.figure),
        each.is_reproduced,
        each.count,
        verdict.name.lower(),
        None if off is None else float(off),
        interpretation_data(each.other) if each.other else None,
    )
