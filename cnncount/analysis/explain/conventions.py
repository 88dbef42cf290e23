"""The operations of a network as each convention counts them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cnncount.analysis.count import Report
from cnncount.conventions import Convention, convention, convention_names
from cnncount.errors import SpecError
from cnncount.network.tree import Group, Leaf
from cnncount.wording import all_of

PRICED = "macs", "multiplications", "flops"
"""The quantities that a convention may count otherwise."""

_MOST = 3


def by_count(
    report: Report, node: Leaf | Group | None = None
) -> dict[int | None, list[Convention]]:
    """The conventions by what they count, those together that agree; None: they cannot price it."""
    agreeing: dict[int | None, list[Convention]] = {}
    for name in convention_names():
        each = convention(name)
        agreeing.setdefault(_counted(report, each, node), []).append(each)
    return agreeing


def named(names: Sequence[str]) -> str:
    """Several names in few words: ``he2015, lecture and 3 others``."""
    shown = names if len(names) <= _MOST else names[: _MOST - 1]
    more = [f"{len(names) - len(shown)} others"] if len(shown) < len(names) else []
    return all_of([*shown, *more])


def _counted(report: Report, each: Convention, node: Leaf | Group | None) -> int | None:
    try:
        return replace(report, convention=each).figure("flops", node)
    except SpecError:
        return None
