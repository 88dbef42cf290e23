"""Slips between rows: another layer's number, a row left out of a sum, or counted twice."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from cnncount.analysis.explain.interpretation import Value
from cnncount.exams.asking import Subject
from cnncount.exams.mistakes.mistake import COMMON, FAR, LAST, RARE, Slip
from cnncount.layers.base import FIGURES
from cnncount.network.tree import Leaf, Row
from cnncount.shapes import Shape

_MOST = 400


def slips(about: Subject) -> Iterator[Slip]:
    """The quantity of other rows, and the sum with one row wrong."""
    rows = about.rows[:_MOST]
    if about.question.asked.over is not None:
        return
    if about.row is not None:
        yield from _of_its_input(about, about.row)
        yield from _others(about, rows, about.row)
    if about.question.asked.quantity in (*FIGURES, "flops"):
        yield from _sums(about, rows)


def _of_its_input(about: Subject, own: Row) -> Iterator[Slip]:
    """The feature map before a layer instead of the one after it, or its depth alone."""
    pools = isinstance(own.node, Leaf) and own.node.layer.family == "pooling"
    before = "the map before the pooling, not after it" if pools else "the input, not the output"
    carried = (own.in_shape[0], *own.out_shape[1:])
    yield Slip(before, COMMON, _of_shape(about, own.in_shape))
    yield Slip("with the input's depth for its own", RARE, _of_shape(about, carried))


def _of_shape(about: Subject, shape: Shape) -> Value | None:
    match about.question.asked.quantity:
        case "output_shape":
            return shape
        case "output_size":
            return shape[1:] or (1,)
        case "channels":
            return shape[0]
        case "activations":
            return about.element_size() * about.report.batch * prod(shape)
    return None


def _others(about: Subject, rows: list[Row], own: Row) -> Iterator[Slip]:
    """Every other row's number; one of the same list is likelier to be taken for it."""
    among = own.path.rpartition(".")[0]
    for row in rows:
        value = about.quantity(row)
        if row.path != own.path and value:
            near = row.path.rpartition(".")[0] == among
            yield Slip(f"the figure of {row.path}", RARE if near else FAR, value)


def _sums(about: Subject, rows: list[Row]) -> Iterator[Slip]:
    """The sum over a network or a group with one row of it left out, or counted twice."""
    total = about.value()
    prefix = "" if about.row is None else f"{about.row.path}."
    if isinstance(total, tuple) or (about.row is not None and isinstance(about.row.node, Leaf)):
        return
    for row in rows:
        if row.path.startswith(prefix):
            part = about.quantity(row)
            outer = "." not in row.path.removeprefix(prefix)
            if part and not isinstance(part, tuple) and part != total:
                yield Slip(f"without {row.path}", RARE if outer else LAST, total - part)
                twice = f"with {row.path} counted twice"
                yield Slip(twice, FAR if outer else LAST, total + part)
