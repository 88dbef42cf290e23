"""Another convention's number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cnncount.conventions import convention, convention_names
from cnncount.keys.asking import Subject
from cnncount.keys.slips.slip import RARE, Slip
from cnncount.problems import SpecError, all_of

_MOST = 3
_OPERATIONS = "macs", "multiplications", "flops"


def slips(about: Subject) -> Iterator[Slip]:
    """The operations as the other conventions count them, those together that agree."""
    asked = about.question.asked
    if asked.quantity not in _OPERATIONS or asked.over is not None:
        return
    agreeing: dict[int | None, list[str]] = {}
    for name in convention_names():
        agreeing.setdefault(_counted(about, name), []).append(repr(name))
    for value, names in agreeing.items():
        named = (
            names
            if len(names) <= _MOST
            else [*names[: _MOST - 1], f"{len(names) - _MOST + 1} others"]
        )
        one, several = f"convention {names[0]} counts", f"conventions {all_of(named)} count"
        yield Slip(f"as the {one if len(names) == 1 else several}", RARE, value)


def _counted(about: Subject, name: str) -> int | None:
    """What a convention counts; None where it has no price for a layer."""
    try:
        priced = replace(about.report, convention=convention(name))
        return priced.figure("flops", about.row.node if about.row else None)
    except SpecError:
        return None
