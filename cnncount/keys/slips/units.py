"""Slips in the unit: MAC against FLOP, 1000 against 1024, bytes against elements or bits."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from cnncount.keys.asking import Subject
from cnncount.keys.slips.slip import Slip

_OPERATIONS = ("macs", "multiplications", "additions", "flops")


def slips(about: Subject) -> Iterator[Slip]:
    """The answer in another unit."""
    value = about.value()
    if isinstance(value, tuple):
        return
    exact = Fraction(value)
    if about.question.asked.quantity in _OPERATIONS:
        yield Slip("twice as much: a MAC counted as two operations", 0, exact * 2)
        yield Slip("half as much: two operations counted as one MAC", 1, exact / 2)
    for power, name in ((1, "thousand"), (2, "million"), (3, "billion")):
        ratio = Fraction(1024, 1000) ** power
        yield Slip(f"a power of 1024 taken for a {name}", 2, exact / ratio)
        yield Slip(f"a {name} taken for a power of 1024", 2, exact * ratio)
    if about.question.asked.dtype is not None:
        size = about.element_size()
        yield Slip("elements taken for bytes", 1, exact / size)
        yield Slip("bits taken for bytes", 1, exact * 8)
        yield Slip("bytes taken for bits", 1, exact / 8)
