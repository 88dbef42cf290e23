"""The bundled networks on inputs small enough that running them takes little time."""

from __future__ import annotations

from functools import cache

from cnncount.library import families, find_family
from cnncount.problems import SpecError
from cnncount.report import Report, count

_ENOUGH = 16
"""An input of fewer positions along an axis shows no more."""


@cache
def networks() -> list[str]:
    """Every bundled architecture: of each family the networks with layers that others have not.

    A layer is told from another by its kind and its arguments, but for sizes. What differs in sizes
    and depth alone is checked too, at full size, by `make verify`.
    """
    found: list[str] = []
    for family in families():
        seen: set[str] = set()
        for choice in find_family(str(family.stem)):
            rules = _rules(count(choice))
            if not rules <= seen:
                found.append(choice.name)
            seen |= rules
    return found


def _rules(report: Report) -> set[str]:
    """What conventions look at in a network's layers, sizes left out."""
    from cnncount.network import leaves

    sizes = {"name", "out", "kernel", "stride", "connect", "from_", "groups", "start", "heads"}
    layers = [leaf.layer for leaf, _ in leaves(report.network)]
    return {f"{layer.kind} {layer.model_dump(exclude=sizes)}" for layer in layers}


@cache
def small(name: str) -> Report:
    """A network on its input halved as often as it can be."""
    report = count(name)
    while min(report.input[1:]) >= 2 * _ENOUGH:
        try:
            report = count(name, input=[report.input[0], *(i // 2 for i in report.input[1:])])
        except SpecError:
            break
    return report
