"""Networks side by side: their counts, and the ratios between the first and each other one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cnncount.analysis.count import Report
from cnncount.analysis.count_result import Count, count_result
from cnncount.analysis.result import Result, settings_text
from cnncount.errors import refusal
from cnncount.layers.base import FIGURES


@dataclass(frozen=True)
class Ratios:
    """The first network's figures divided by those of another one.

    Attributes:
        of: the label of the first network.
        to: the label of the other one.
        figures: the ratio of each figure, where the other network's is not zero.
    """

    of: str
    to: str
    figures: Mapping[str, float]


@dataclass(frozen=True, kw_only=True, repr=False)
class Comparison(Result):
    """Networks side by side under one convention.

    Attributes:
        convention: the convention of `flops`.
        unit: what one unit of `flops` is called.
        labels: a different short label for each network.
        networks: their counts, in the same order.
        ratios: the first network to each other one.
    """

    convention: str
    unit: str
    labels: tuple[str, ...]
    networks: tuple[Count, ...]
    ratios: tuple[Ratios, ...]

    @property
    def figures(self) -> list[str]:
        """The figures that any of the networks has: params and flops first."""
        names = [name for name in FIGURES if any(each.figure(name) for each in self.networks)]
        return ["params", "flops", *(name for name in names if name != "params")]

    def records(self) -> Iterable[Mapping[str, Any]]:
        """A mapping for each network: its label and its figures."""
        for label, each in zip(self.labels, self.networks, strict=True):
            yield {"network": label} | {name: each.figure(name) for name in self.figures}


def comparison(
    reports: Sequence[Report], depth: int | None = None, *, listing: bool = False
) -> Comparison:
    """Compare networks that were counted under one convention.

    Args:
        reports: two networks or more.
        depth: how many names deep their layers are listed.
        listing: whether the layers were asked for; see `count_result`.

    Raises:
        SpecError: there are fewer than two networks, or their conventions differ.
    """
    if len(reports) < 2:
        raise refusal("too-few-networks", n=len(reports))
    conventions = {report.convention.name for report in reports}
    if len(conventions) > 1:
        raise refusal("several-conventions", names=sorted(conventions))
    counts = tuple(count_result(report, depth, listing=listing) for report in reports)
    labels = _labels(counts)
    first = counts[0]
    return Comparison(
        convention=first.convention,
        unit=first.unit,
        labels=labels,
        networks=counts,
        ratios=tuple(
            Ratios(labels[0], label, _ratios(first, other))
            for label, other in zip(labels[1:], counts[1:], strict=True)
        ),
    )


def _labels(counts: Sequence[Count]) -> tuple[str, ...]:
    """Names; with settings where a name occurs twice, and with numbers where those are equal."""
    names = [each.name for each in counts]
    full = [
        f"{each.name}:{settings_text(each.settings)}"
        if names.count(each.name) > 1 and each.settings
        else each.name
        for each in counts
    ]
    labels: list[str] = []
    for label in full:
        number = 1
        while (unique := label if number == 1 else f"{label} ({number})") in labels:
            number += 1
        labels.append(unique)
    return tuple(labels)


def _ratios(first: Count, other: Count) -> dict[str, float]:
    return {
        name: first.figure(name) / other.figure(name)
        for name in ("flops", *FIGURES)
        if other.figure(name)
    }
