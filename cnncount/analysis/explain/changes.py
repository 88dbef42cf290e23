"""One thing left out of a count, or added to it, each by its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cnncount.analysis.count import Report
from cnncount.analysis.explain.interpretation import RARE, Reading
from cnncount.conventions import Convention
from cnncount.conventions.items import FACTS, CostBreakdown
from cnncount.network import tree
from cnncount.network.tree import Leaf

_WHOLE = "macs", "weights"
"""These are what a count is made of, and nothing that is added to one."""


Stage = tuple[str, Sequence[tuple[Leaf, int]]]
"""A stage of a network by its path, with its different layers."""


def stages(report: Report) -> list[Stage]:
    """The stages of a network: what a listing one name deep has."""
    return [(row.path, list(tree.leaves(row.node))) for row in report.rows(depth=1)]


def of_operations(
    convention: Convention, breakdown: CostBreakdown, stages: Sequence[Stage]
) -> Iterator[Reading]:
    """What a convention counts less one of its items, or a stage, or plus a fact that it ignores.

    Args:
        convention: what is counted.
        itemised: the facts of the network's layers.
        stages: the network's stages.

    Raises:
        SpecError: the convention does not price a layer.
    """
    shares = breakdown.shares(convention)
    items = breakdown.gathered(shares)
    total = sum(item.value for item in items)
    for item in items:
        yield Reading(f"without {item.called}", RARE, total - item.value)
    costs = breakdown.costs(shares)
    for path, leaves in stages:
        own = sum(times * costs[id(leaf)] for leaf, times in leaves)
        if own and len(items) > 1:
            yield Reading(f"without {path}", RARE, total - own)
    counted = {(item.kind, item.fact) for item in items}
    for item in breakdown.facts:
        if item.fact in FACTS and item.fact not in _WHOLE and item[:2] not in counted:
            yield Reading(f"with {item.called} added", RARE, total + item.value)


def of_figure(report: Report, figure: str) -> Iterator[Reading]:
    """A figure of the network less that of one stage of it."""
    total = report.figure(figure)
    for row in report.rows(depth=1):
        own = report.figure(figure, row.node)
        if own and own != total:
            yield Reading(f"without {row.path}", RARE, total - own)
