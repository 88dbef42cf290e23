"""A counted network: a tree of layers and groups, in which what repeats is kept once.

A group's children stand one after another; where branches ran side by side, its join comes last. A
block that was repeated with one input shape is a single child with `times` above one, so totals cost
as much as there are different layers, whatever the depth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from cnncount.layers.base import Facts, Layer
from cnncount.problems import Place
from cnncount.shapes import Reach, Shape


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """A counted layer.

    Attributes:
        name: its name in the list where it stands.
        layer: the layer with its arguments.
        facts: its cost on its input.
        reach: what one of its outputs sees of the input of the repetition that it stands in.
        place: where the spec says it.
    """

    name: str
    layer: Layer
    facts: Facts
    reach: Reach
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Layers under a common name; an empty name adds nothing to their paths.

    Attributes:
        name: the group's name in the list where it stands.
        kind: the combinator that made it.
        parts: its children, by the combinator's key under which they stand.
        out: the shape of its output.
        reach: what one of its outputs sees of the input of the repetition that it stands in.
        written: the combinator's other arguments, for writing the group back as a spec.
        join: the layer that joins its branches, if they ran side by side.
    """

    name: str
    kind: str
    parts: dict[str, tuple[Times, ...]]
    out: Shape
    reach: Reach
    written: dict[str, Any] = field(default_factory=dict)
    join: Times | None = None

    @property
    def children(self) -> tuple[Times, ...]:
        """All the children in the order of the data."""
        children = tuple(child for part in self.parts.values() for child in part)
        return (*children, self.join) if self.join else children


@dataclass(frozen=True, slots=True, eq=False)
class Times:
    """A child of a group, so many times over.

    Attributes:
        node: the child.
        start: what one position of the child's input sees of the enclosing repetition's input.
        times: how many repetitions with this same shape.
        index: the number of the first of them, which their paths show; None for what has no number.
        step: what one repetition adds to the reach, for reckoning that of the later ones.
    """

    node: Leaf | Group
    start: Reach
    times: int = 1
    index: int | None = None
    step: Reach | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One layer of the listing, or one group of a shortened listing.

    Attributes:
        path: its stable name, ``conv3_x.0.conv2``.
        kind: its layer kind, or its combinator.
        node: what is counted; its leaves with their multiplicities.
        in_shape: the shape of its (first) input.
        out_shape: the shape of its output.
        reach: what one of its outputs sees of the network's input.
    """

    path: str
    kind: str
    node: Leaf | Group
    in_shape: Shape
    out_shape: Shape
    reach: Reach


def leaves(node: Leaf | Group, times: int = 1) -> Iterator[tuple[Leaf, int]]:
    """The different layers below a node, each with how many times it is there."""
    if isinstance(node, Leaf):
        yield node, times
    else:
        for child in node.children:
            yield from leaves(child.node, times * child.times)


def total(node: Leaf | Group, figure: Callable[[Leaf], int]) -> int:
    """The sum of a figure over all layers below a node."""
    return sum(times * figure(leaf) for leaf, times in leaves(node))


def row_count(node: Group, depth: int | None = None) -> int:
    """How many rows `rows` gives."""
    count = 0
    for child in node.children:
        inner = child.node
        deeper = depth if depth is None else depth - _levels(child)
        if isinstance(inner, Leaf) or (deeper is not None and deeper < 1):
            count += child.times
        else:
            count += child.times * row_count(inner, deeper)
    return count


def rows(node: Group, depth: int | None = None) -> Iterator[Row]:
    """The listing, in the order of the data; `depth` names at most, then a row per group."""
    rank = len(node.children[0].start.size) if node.children else 0
    yield from _rows(node, "", Reach.point(rank), depth)


def _rows(group: Group, prefix: str, base: Reach, depth: int | None) -> Iterator[Row]:
    for child in group.children:
        here = base.then(child.start)
        for number in range(child.times):
            path = _joined(prefix, child, number)
            inner = child.node
            deeper = depth if depth is None else depth - _levels(child)
            if isinstance(inner, Leaf):
                yield Row(
                    path,
                    inner.layer.kind,
                    inner,
                    inner.facts.inputs[0],
                    inner.facts.out,
                    base.then(inner.reach),
                )
            elif deeper is not None and deeper < 1:
                reach = base.then(inner.reach) if child.step is None else here.then(child.step)
                yield Row(path, inner.kind, inner, _in_shape(inner), inner.out, reach)
            else:
                yield from _rows(inner, path, base if child.step is None else here, deeper)
            if child.step is not None:
                here = here.then(child.step)


def _in_shape(group: Group) -> Shape:
    first = next(leaves(group), None)
    return first[0].facts.inputs[0] if first else group.out


def _levels(child: Times) -> int:
    return (1 if child.node.name else 0) + (1 if child.index is not None else 0)


def _joined(prefix: str, child: Times, number: int) -> str:
    index = "" if child.index is None else str(child.index + number)
    return ".".join(part for part in (prefix, child.node.name, index) if part)
