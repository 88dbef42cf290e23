"""The bundled networks on inputs small enough that running them takes little time."""

from __future__ import annotations

from functools import cache

import pytest

from cnncount.library import families, find_family
from cnncount.problems import SpecError
from cnncount.report import Report, count

_ENOUGH = 16
"""An input of fewer positions along an axis shows no more."""


def networks() -> list[object]:
    """Every bundled network by name; those whose rules a smaller one of their family has are slow.

    A network is told from another by the kinds and arguments of its layers, but for their sizes.
    """
    found: list[object] = []
    for family in families():
        seen: set[frozenset[str]] = set()
        for choice in find_family(str(family.stem)):
            rules = _rules(small(choice.name))
            slow = any(rules <= others for others in seen)
            seen.add(rules)
            found.append(pytest.param(choice.name, marks=pytest.mark.slow if slow else ()))
    return found


def _rules(report: Report) -> frozenset[str]:
    """What conventions look at in a network's layers, sizes left out."""
    from cnncount.network import leaves

    sizes = {"name", "out", "kernel", "stride", "connect", "from_", "groups"}
    layers = [leaf.layer for leaf, _ in leaves(report.network)]
    return frozenset(f"{layer.kind} {layer.model_dump(exclude=sizes)}" for layer in layers)


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
