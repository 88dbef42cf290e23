"""Slips between rows: another layer's number, a row left out of a sum, or counted twice."""

from __future__ import annotations

from collections.abc import Iterator

from cnncount.keys.asking import Subject, Value
from cnncount.keys.slips.slip import Slip
from cnncount.layers.base import FIGURES
from cnncount.network import Leaf, Row

_MOST = 400


def slips(about: Subject) -> Iterator[Slip]:
    """The quantity of other rows, and the sum with one row wrong."""
    rows = about.rows[:_MOST]
    if about.row is not None:
        yield from _others(about, rows, about.row)
    if about.question.asked.over is None and about.question.asked.quantity in (*FIGURES, "flops"):
        yield from _sums(about, rows)


def _others(about: Subject, rows: list[Row], own: Row) -> Iterator[Slip]:
    if about.question.asked.quantity in ("output_shape", "activations", "channels"):
        yield Slip("the input of the layer, not its output", 1, _shaped(about, own.in_shape))
        channels = (own.in_shape[0], *own.out_shape[1:])
        yield Slip(
            "with the depth of the input carried over to the output", 2, _shaped(about, channels)
        )
    for row in rows:
        if row.path != own.path:
            yield Slip(f"the figure of {row.path}", 3, about.quantity(row))


def _shaped(about: Subject, shape: tuple[int, ...]) -> Value:
    match about.question.asked.quantity:
        case "output_shape":
            return shape
        case "channels":
            return shape[0]
    elements = about.element_size() * about.report.batch
    for size in shape:
        elements *= size
    return elements


def _sums(about: Subject, rows: list[Row]) -> Iterator[Slip]:
    total = about.value()
    prefix = "" if about.row is None else f"{about.row.path}."
    if isinstance(total, tuple) or (about.row is not None and isinstance(about.row.node, Leaf)):
        return
    for row in rows:
        if row.path.startswith(prefix):
            part = about.quantity(row)
            if part and not isinstance(part, tuple):
                yield Slip(f"without {row.path}", 2, total - part)
                yield Slip(f"with {row.path} counted twice", 4, total + part)
