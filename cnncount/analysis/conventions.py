"""One network under several conventions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cnncount.analysis.count import Report
from cnncount.analysis.result import NetworkResult, asked
from cnncount.conventions import Convention


@dataclass(frozen=True)
class ConventionCount:
    """What one convention counts for a network.

    Attributes:
        name: the convention.
        count: the number, in its unit.
        unit: what one of its units is called.
        mac: how many units a multiply-accumulate is.
        ratio: the number by the plain multiply-accumulates; None of a network without any.
    """

    name: str
    count: int
    unit: str
    mac: int
    ratio: float | None


@dataclass(frozen=True, kw_only=True, repr=False)
class ConventionCounts(NetworkResult):
    """A network under several conventions.

    Attributes:
        macs: the plain multiply-accumulates.
        conventions: what each convention counts, the smallest count first.
    """

    macs: int
    conventions: tuple[ConventionCount, ...]

    def records(self) -> Iterable[Mapping[str, Any]]:
        """A mapping for each convention."""
        for each in self.conventions:
            yield {
                "name": each.name,
                "count": each.count,
                "unit": each.unit,
                "mac": each.mac,
                "ratio": each.ratio,
            }


def convention_counts(report: Report, conventions: Sequence[Convention]) -> ConventionCounts:
    """Count a network under several conventions.

    Raises:
        SpecError: one of them does not price a layer.
    """
    macs = report.figure("macs")
    counted = [(replace(report, convention=each).figure("flops"), each) for each in conventions]
    counted.sort(key=lambda pair: pair[0])
    return ConventionCounts(
        **asked(report),
        macs=macs,
        conventions=tuple(
            ConventionCount(each.name, number, each.unit, each.written.mac, _ratio(number, macs))
            for number, each in counted
        ),
    )


def _ratio(number: int, macs: int) -> float | None:
    return number / macs if macs else None
