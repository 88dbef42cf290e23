"""Mistakes between layers: another layer's number, a layer left out of a sum, or counted twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from math import prod

from cnncount.analysis.explain.interpretation import Value
from cnncount.exams.asking import Subject
from cnncount.exams.fields import SUMMED
from cnncount.exams.mistakes.mistake import COMMON, FAR, LAST, RARE, Mistake
from cnncount.exams.quantities import Part
from cnncount.network.tree import Leaf, Row, leaves
from cnncount.shapes import Shape

_MOST = 400


def mistakes(about: Subject) -> Iterator[Mistake]:
    """The quantity of other rows, and the sum with one row wrong."""
    asked = about.question.asked
    if not about.is_plain:
        return
    rows = about.rows[:_MOST]
    last = rows[-1:] if not asked.patterns and not asked.kinds else []
    for own in [about.row] if about.row is not None else last:
        if about.quantity not in SUMMED or about.row is not None:
            yield from _of_its_input(about, own)
    if about.row is not None:
        yield from _others(about, rows, about.row)
    if about.quantity in SUMMED or about.quantity == "layers":
        if asked.patterns:
            yield from _of_several(about)
        elif about.quantity in SUMMED:
            yield from _sums(about, rows)
        yield from _without_projections(about)


def _of_its_input(about: Subject, own: Row) -> Iterator[Mistake]:
    """The feature map before a layer instead of the one after it, or its depth alone.

    Where the whole network is asked for, the layer is its last.
    """
    pools = isinstance(own.node, Leaf) and own.node.layer.family == "pooling"
    before = "the map before the pooling, not after it" if pools else "the input, not the output"
    carried = (own.in_shape[0], *own.out_shape[1:])
    yield Mistake(before, COMMON, _of_shape(about, own.in_shape))
    yield Mistake("with the input's depth for its own", RARE, _of_shape(about, carried))
    if len(own.out_shape) > 1:
        positions = (own.out_shape[1], *own.out_shape[1:])
        yield Mistake("with its size for its depth", RARE, _of_shape(about, positions))


def _of_shape(about: Subject, shape: Shape) -> Value | None:
    match about.quantity:
        case "output_shape":
            return shape
        case "output_size":
            return shape[1:] or (1,)
        case "channels":
            return shape[0]
        case "activations":
            return about.element_size() * about.report.batch * prod(shape)
    return None


def _others(about: Subject, rows: list[Row], own: Row) -> Iterator[Mistake]:
    """Every other row's number; one of the same list is likelier to be taken for it."""
    among = own.path.rpartition(".")[0]
    siblings = [row for row in rows if row.path.rpartition(".")[0] == among]
    for row in rows:
        value = about.quantity_of(row)
        if row.path != own.path and value:
            rank = RARE if row in siblings else FAR
            yield Mistake(f"the figure of {row.path}", rank, value)
    if about.quantity in SUMMED:
        yield from _together(about, siblings, own)


def _together(about: Subject, siblings: list[Row], own: Row) -> Iterator[Mistake]:
    """A layer with its neighbours: up to it, from it on, with the next one."""
    here = next((i for i, row in enumerate(siblings) if row.path == own.path), None)
    if here is None:
        return
    for what, chosen in (
        ("all layers up to {}", siblings[: here + 1]),
        ("all layers from {} on", siblings[here:]),
        ("{} and the layer after it", siblings[here : here + 2]),
        ("{} and the layer before it", siblings[max(here - 1, 0) : here + 1]),
    ):
        value = _sum(about, chosen)
        if len(chosen) > 1 and value:
            yield Mistake(what.format(own.path), FAR, value)


def _sum(about: Subject, rows: list[Row]) -> int | None:
    values = [about.quantity_of(row) for row in rows]
    return None if any(isinstance(v, tuple) for v in values) else int(sum(values))  # type: ignore[arg-type]


def _of_several(about: Subject) -> Iterator[Mistake]:
    """One of the layers asked for left out or alone, and all the others."""
    total = about.value()
    if isinstance(total, tuple) or about.question.asked.share:
        return
    for row in about.part.rows:
        part = about.quantity_of(row)
        if part and not isinstance(part, tuple):
            yield Mistake(f"without {row.path}", COMMON, total - part)
            yield Mistake(f"{row.path} alone", RARE, part)
    whole = about.asked_of(about.selected(None, [], about.question.asked.kinds))
    if not isinstance(whole, tuple):
        yield Mistake("the whole network", RARE, whole)
        yield Mistake("the other layers", RARE, whole - total)


def _sums(about: Subject, rows: list[Row]) -> Iterator[Mistake]:
    """The sum over a network or a group with one row of it left out, or counted twice."""
    total = about.value()
    prefix = "" if about.row is None else f"{about.row.path}."
    if isinstance(total, tuple) or about.leaf is not None or about.question.asked.share:
        return
    alone: list[Mistake] = []
    for row in rows:
        if row.path.startswith(prefix):
            part = about.quantity_of(row)
            outer = "." not in row.path.removeprefix(prefix)
            if part and not isinstance(part, tuple) and part != total:
                yield Mistake(f"without {row.path}", RARE if outer else LAST, total - part)
                twice = f"with {row.path} counted twice"
                yield Mistake(twice, FAR if outer else LAST, total + part)
                if outer:
                    alone.append(Mistake(f"the figure of {row.path}", RARE, part))
    yield from alone
    yield from _by_kind(about, total)


def _by_kind(about: Subject, total: Value) -> Iterator[Mistake]:
    """One kind of which there are several layers left out, or counted alone."""
    part = about.part
    kinds = Counter(leaf.layer.kind for leaf, _ in part.leaves())
    if len(kinds) < 2 or isinstance(total, tuple) or about.question.asked.kinds:
        return
    for kind in sorted(kind for kind, number in kinds.items() if number > 1):
        own = about.asked_of(replace(part, kinds=frozenset({kind})))
        if own and not isinstance(own, tuple) and own != total:
            called = kind.replace("_", " ")
            yield Mistake(f"the {called} layers alone", RARE, own)
            yield Mistake(f"without the {called} layers", COMMON, total - own)


def _without_projections(about: Subject) -> Iterator[Mistake]:
    """The layers without the projections on the shortcuts."""
    part: Part = about.part
    total = about.value()
    if isinstance(total, tuple) or about.question.asked.share:
        return
    shortcuts = [row for row in about.rows if row.path.rpartition(".")[2] == "shortcut"]
    inside = [row for row in shortcuts if _lies_in(row, part)]
    value = _sum(about, inside)
    if value and any(True for row in inside for _ in leaves(row.node)):
        yield Mistake("without the projections on the shortcuts", COMMON, total - value)


def _lies_in(row: Row, part: Part) -> bool:
    return any(not each.path or row.path.startswith(f"{each.path}.") for each in part.rows)
