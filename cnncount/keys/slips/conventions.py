"""Another convention's number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cnncount.conventions import convention, convention_names
from cnncount.keys.asking import Subject
from cnncount.keys.slips.slip import Slip

_OPERATIONS = ("macs", "multiplications", "flops")


def slips(about: Subject) -> Iterator[Slip]:
    """The operations as every other convention counts them."""
    asked = about.question.asked
    if asked.quantity not in _OPERATIONS or asked.over is not None:
        return
    node = about.row.node if about.row else None
    for name in convention_names():
        priced = replace(about.report, convention=convention(name))
        yield Slip(f"as the convention {name!r} counts", 2, priced.figure("flops", node))
