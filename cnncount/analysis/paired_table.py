"""A table of networks in pairs, plain and with an addition, under conventions that may give it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from cnncount.analysis.count import Report
from cnncount.analysis.printed import Printed
from cnncount.analysis.result import Result
from cnncount.conventions import convention
from cnncount.figures.figure import match


@dataclass(frozen=True)
class ConventionMatch:
    """What a convention gives of a printed figure.

    Attributes:
        computed: what it counts.
        by: how that gives the figure: exact, rounding, within, truncation, or no.
        difference: what it counts less the figure.
    """

    computed: int
    by: str
    difference: float


@dataclass(frozen=True)
class PairedNetwork:
    """A network of a pair.

    Attributes:
        name: its name.
        printed: its operations as they are printed.
        macs: its multiply-accumulates.
        increase: what it has more of them than the plain network of the pair; None of that.
        conventions: what each convention gives.
    """

    name: str
    printed: str
    macs: int
    increase: int | None
    conventions: Mapping[str, ConventionMatch]


@dataclass(frozen=True, kw_only=True, repr=False)
class PairedTable(Result):
    """A table of networks in pairs.

    Attributes:
        title: what it is called.
        source: where it is printed.
        notes: what a reader should know about it.
        networks: the plain network of each pair, and the one with the addition after it.
    """

    title: str
    source: str
    notes: tuple[str, ...]
    networks: tuple[PairedNetwork, ...]


def paired_table(reports: Mapping[str, Report], printed: Printed) -> PairedTable:
    """Compare a table of pairs with what is counted.

    Args:
        reports: the counted networks by name, all of those that `printed` pairs.
        printed: the printed operations, the pairs, and the conventions to try.
    """
    written = printed.written
    networks = []
    for plain, extended in written.pairs.items():
        more = reports[extended].figure("macs") - reports[plain].figure("macs")
        networks += [
            _network(reports[plain], printed, None),
            _network(reports[extended], printed, more),
        ]
    return PairedTable(
        title=written.title,
        source=written.source,
        notes=tuple(written.notes),
        networks=tuple(networks),
    )


def _network(report: Report, printed: Printed, increase: int | None) -> PairedNetwork:
    figure = printed.figures["flops"][report.name]
    found = {}
    for name in printed.written.conventions:
        one = match(figure, replace(report, convention=convention(name)).figure("flops"))
        verdict, off = one.verdict.name.lower(), float(one.difference)
        found[name] = ConventionMatch(int(one.computed), verdict, off)
    return PairedNetwork(report.name, str(figure), report.figure("macs"), increase, found)
