"""Another convention's number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cnncount.conventions import convention, convention_names
from cnncount.conventions.library import DEFAULT
from cnncount.keys.asking import Subject
from cnncount.keys.slips.slip import Slip

_NAMED = 4
_OPERATIONS = ("macs", "multiplications", "flops")


def slips(about: Subject) -> Iterator[Slip]:
    """The operations as every other convention counts them."""
    asked = about.question.asked
    if asked.quantity not in _OPERATIONS or asked.over is not None:
        return
    node = about.row.node if about.row else None
    alike: dict[int, list[str]] = {}
    for name in convention_names():
        priced = replace(about.report, convention=convention(name))
        alike.setdefault(priced.figure("flops", node), []).append(name)
    for value, names in alike.items():
        yield Slip(f"as {_listed(names)} would count", 2, value)


def _listed(names: list[str]) -> str:
    """The conventions that give one figure, the default first, the rest by their number."""
    first = sorted(names, key=lambda name: name != DEFAULT)[:_NAMED]
    rest = len(names) - len(first)
    return ", ".join(first) + (f" and {rest} more conventions" if rest else "")
