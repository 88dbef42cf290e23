"""A counted network: a tree of layers and groups, in which what repeats is kept once.

A group's children stand one after another; for branches side by side, the join comes last. A
block that was repeated with one input shape is a single child with `times` above one, so totals
cost as much as there are different layers, whatever the depth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from cnncount.errors import Place
from cnncount.layers.base import Layer, LayerCosts
from cnncount.shapes import ReceptiveField, Shape

if TYPE_CHECKING:
    from cnncount.network.combinator import Combinator


class Leaf(NamedTuple):
    """A counted layer.

    Attributes:
        name: its name in its list.
        layer: the layer with its arguments.
        facts: its cost on its input.
        receptive_field: what an output sees of the input of its repetition.
        place: where the spec says it.
        in_scale: whether it helps to compute a scale (squeeze-and-excitation), which some papers
            price otherwise.
        takes: which data it takes, by the numbers that the layers of the repetition `gives` theirs;
            0 is the input of the repetition.
        gives: the number of its output.
    """

    name: str
    layer: Layer
    costs: LayerCosts
    receptive_field: ReceptiveField
    place: Place
    in_scale: bool = False
    takes: tuple[int, ...] = ()
    gives: int = 0


class Group(NamedTuple):
    """Layers under a common name; an empty name adds nothing to their paths.

    Attributes:
        name: the group's name in its list.
        kind: the combinator that made it.
        parts: its children, by the combinator's key.
        out: the shape of its output.
        receptive_field: what an output sees of the input of its repetition.
        gives: the number of its output, as leaves have it.
        step: the combinator that made it; None for the network and for a list of layers in a group.
        join: the layer that joins its branches, if they ran side by side.
    """

    name: str
    kind: str
    parts: dict[str, tuple[Repeat, ...]]
    out: Shape
    receptive_field: ReceptiveField
    gives: int = 0
    step: Combinator | None = None
    join: Repeat | None = None

    @property
    def children(self) -> tuple[Repeat, ...]:
        """All the children in the order of the data."""
        children = tuple(child for part in self.parts.values() for child in part)
        return (*children, self.join) if self.join else children


class Repeat(NamedTuple):
    """A child of a group, so many times over.

    Attributes:
        node: the child.
        start: what one position of the child's input sees of the enclosing repetition's input.
        times: how many repetitions with this same shape.
        number: the number of the first of them, which their paths show; None for what has no
            number.
        step: what one repetition adds to the reach, for reckoning that of the later ones.
        takes: of repetitions, the number of the data that the first takes, outside them;
        gives: and of the data that the last gives.
    """

    node: Leaf | Group
    start: ReceptiveField
    times: int = 1
    number: int | None = None
    step: ReceptiveField | None = None
    takes: int = 0
    gives: int = 0


class Row(NamedTuple):
    """One layer of the listing, or one group of a shortened listing.

    Attributes:
        path: its stable name, ``conv3_x.0.conv2``.
        node: what is counted; its leaves with their multiplicities.
        base: what one input position of the repetition that it stands in sees of the network's
            input.
        seen: what one of its outputs sees of the input of that repetition.
    """

    path: str
    node: Leaf | Group
    base: ReceptiveField
    seen: ReceptiveField

    @property
    def kind(self) -> str:
        """Its layer kind, or its combinator."""
        return self.node.layer.kind if isinstance(self.node, Leaf) else self.node.kind

    @property
    def in_shape(self) -> Shape:
        """The shape of its (first) input."""
        first = next(leaves(self.node), None)
        return first[0].costs.inputs[0] if first else self.out_shape

    @property
    def out_shape(self) -> Shape:
        """The shape of its output."""
        return self.node.costs.out if isinstance(self.node, Leaf) else self.node.out

    @property
    def receptive_field(self) -> ReceptiveField:
        """What one of its outputs sees of the network's input."""
        return self.base.then(self.seen)


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
    yield from _rows(node, "", ReceptiveField.point(len(node.receptive_field.size)), depth)


def whole(node: Group) -> Row:
    """A network as one row, without a path."""
    return Row("", node, ReceptiveField.point(len(node.receptive_field.size)), node.receptive_field)


def _rows(group: Group, prefix: str, base: ReceptiveField, depth: int | None) -> Iterator[Row]:
    for child in group.children:
        inner, here = child.node, base
        deeper = depth if depth is None else depth - _levels(child)
        listed = isinstance(inner, Leaf) or (deeper is not None and deeper < 1)
        if child.step is not None:
            here = base.then(child.start)
        for number in range(child.times):
            path = _joined(prefix, child, number)
            if listed:
                yield Row(path, inner, here, child.step or inner.receptive_field)
            elif isinstance(inner, Group):
                yield from _rows(inner, path, here, deeper)
            if child.step is not None:
                here = here.then(child.step)


def _levels(child: Repeat) -> int:
    return (1 if child.node.name else 0) + (1 if child.number is not None else 0)


def _joined(prefix: str, child: Repeat, number: int) -> str:
    index = "" if child.number is None else str(child.number + number)
    return ".".join(filter(None, (prefix, child.node.name, index)))
