"""Other forms of a network: a choice that its paper leaves, or another code makes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import Any, NamedTuple

from cnncount.analysis.count import Report
from cnncount.analysis.explain.interpretation import COMMON, RARE

MOST = 200
"""So many forms are looked at, at most."""


class Form(NamedTuple):
    """Values for some of a network's variables.

    Attributes:
        variables: the values, by name, that are not the network's own.
        rank: how far-fetched it is: the more of them, the more.
    """

    variables: Mapping[str, Any]
    rank: int

    def __str__(self) -> str:
        return ", ".join(f"{name}={spelled(value)}" for name, value in self.variables.items())


def others(report: Report, name: str) -> list[Any]:
    """The other values that make sense for a variable: its `choices`, or the other truth value."""
    now = report.settings.variables[name]
    values = [not now] if isinstance(now, bool) else report.choice.spec.choices.get(name, [])
    return [value for value in values if value != now]


def forms(report: Report, at_once: int = 1) -> Iterator[Form]:
    """The network with one variable at another value, then with two, up to `at_once`; all `MOST`.

    The network as it is comes first. A variable that its variant sets makes it the network that it
    is, so that another value is more far-fetched than for one that is left open.
    """
    spec, variant = report.choice.spec, report.choice.variant
    own = spec.variants[variant] if variant else {}
    choices = {
        name: values for name in report.settings.variables if (values := others(report, name))
    }
    made = 0
    for changed in range(at_once + 1):
        for names in combinations(choices, changed):
            for chosen in product(*(choices[name] for name in names)):
                if made == MOST:
                    return
                made += 1
                rank = sum(RARE if name in own else COMMON for name in names)
                yield Form(dict(zip(names, chosen, strict=True)), rank)


def spelled(value: Any) -> str:
    """A value as `--set` takes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)
