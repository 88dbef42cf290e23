"""A family as its paper tabulates it: its stages, and its computed figures beside the printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cnncount.analysis.count import Report
from cnncount.analysis.printed import Printed
from cnncount.analysis.published import value_of
from cnncount.analysis.result import Result
from cnncount.figures.figure import Quantity, match
from cnncount.figures.refusal import AmbiguousFigure
from cnncount.network.tree import Group, Leaf, Repeat
from cnncount.shapes import Shape


@dataclass(frozen=True)
class PrintedMatch:
    """A printed figure, and what is computed of it.

    Attributes:
        printed: the figure as it is printed.
        computed: the count.
        by: exact, rounding, within, truncation, or no; None of a figure in KB or MB, as what is
            computed are numbers, not bytes.
    """

    printed: str
    computed: int
    by: str | None


@dataclass(frozen=True)
class TabulatedStage:
    """A stage of a network.

    Attributes:
        path: its name.
        out_shape: the shape of its output.
        structure: what is in the paper's brackets, a line for each layer, and how many times.
    """

    path: str
    out_shape: Shape
    structure: str | None


@dataclass(frozen=True)
class TabulatedNetwork:
    """A variant of the family.

    Attributes:
        name: its name.
        input: its input.
        params: its parameters.
        macs: its multiply-accumulates.
        stages: its stages.
        printed: the figures that are printed of it, by quantity.
    """

    name: str
    input: Shape
    params: int
    macs: int
    stages: tuple[TabulatedStage, ...]
    printed: Mapping[str, PrintedMatch]


@dataclass(frozen=True, kw_only=True, repr=False)
class PaperTable(Result):
    """A family's table.

    Attributes:
        title: the family's name.
        source: where its figures are printed; empty where none are.
        notes: what a reader should know about them.
        quantities: what is printed, in the order of the file.
        networks: the variants.
    """

    title: str
    source: str
    notes: tuple[str, ...]
    quantities: tuple[str, ...]
    networks: tuple[TabulatedNetwork, ...]


def paper_table(title: str, reports: Sequence[Report], printed: Printed) -> PaperTable:
    """Tabulate a family.

    Args:
        title: the family's name.
        reports: its variants, counted.
        printed: what its paper prints.
    """
    return PaperTable(
        title=title,
        source=printed.written.source,
        notes=tuple(printed.written.notes),
        quantities=tuple(printed.figures),
        networks=tuple(_network(report, printed) for report in reports),
    )


def _network(report: Report, printed: Printed) -> TabulatedNetwork:
    return TabulatedNetwork(
        report.name,
        report.input,
        report.figure("params"),
        report.figure("macs"),
        tuple(
            TabulatedStage(row.path, row.out_shape, _structure(row.node))
            for row in report.rows(depth=1)
        ),
        {
            quantity: _matched(figures[report.name], value_of(report, quantity))
            for quantity, figures in printed.figures.items()
            if report.name in figures
        },
    )


def _matched(figure: Quantity, computed: int) -> PrintedMatch:
    try:
        by = match(figure, computed).verdict.name.lower()
    except AmbiguousFigure:
        by = None
    return PrintedMatch(str(figure), computed, by)


def _structure(node: Leaf | Group) -> str | None:
    """What is in the paper's brackets, a line for each layer, and how many times."""
    if isinstance(node, Leaf):
        return _label(node)
    repeated = [child for child in node.children if child.number is not None]
    if not repeated:
        return "\n".join(_labels(node.children)) or None
    times = sum(child.times for child in repeated)
    return "\n".join([*_labels([repeated[-1]]), f"× {times}"])


def _label(leaf: Leaf) -> str | None:
    return leaf.layer.table_label(len(leaf.costs.inputs[0]) - 1)


def _labels(children: Sequence[Repeat]) -> list[str]:
    lines: list[str] = []
    for child in children:
        if isinstance(child.node, Leaf):
            label = _label(child.node)
            lines += [label] if label else []
        elif child.node.kind == "residual":
            lines += _labels(child.node.parts["body"])
        else:
            lines += _labels(child.node.children)
    return lines
