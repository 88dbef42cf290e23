"""A counted network as what a program would do: one operation after another, and their data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cnncount.network.tree import Group, Leaf, Repeat, rows


class Operation(NamedTuple):
    """One layer at work.

    Attributes:
        path: the layer's path.
        leaf: the layer. Where a block is repeated, one leaf is at work in several operations.
        takes: which data it takes: 0 is the network's input, and n the output of operation n,
            counted from 1.
    """

    path: str
    leaf: Leaf
    takes: tuple[int, ...]


class Dataflow(NamedTuple):
    """The operations of a network, in an order in which they can run.

    Attributes:
        operations: each layer as often as it is there.
        gives: the output of the network, numbered as in `Operation.takes`.
    """

    operations: list[Operation]
    gives: int

    @property
    def outputs(self) -> list[int]:
        """The output of the network, then all other data that no layer takes (a pyramid)."""
        taken = {number for operation in self.operations for number in operation.takes}
        ends = {*range(1, len(self.operations) + 1)} - taken - {self.gives}
        return [self.gives, *sorted(ends)]

    @property
    def spent(self) -> list[list[int]]:
        """For each operation, the data that no later one takes and the network does not give."""
        last = {
            taken: at for at, operation in enumerate(self.operations) for taken in operation.takes
        }
        spent: list[list[int]] = [[] for _ in self.operations]
        for taken, at in last.items():
            if taken != self.gives:
                spent[at].append(taken)
        return spent


def dataflow(network: Group) -> Dataflow:
    """Write out a counted network, every repetition on its own."""
    takes: list[tuple[int, ...]] = []
    data = {0: 0}
    for child in network.children:
        _run(child, data, takes)
    listed = zip(_leaves(network), takes, strict=True)
    operations = [Operation(path, leaf, taken) for (path, leaf), taken in listed]
    return Dataflow(operations, data[network.gives])


def _leaves(network: Group) -> Iterator[tuple[str, Leaf]]:
    for row in rows(network):
        assert isinstance(row.node, Leaf)  # without a depth, rows are layers
        yield row.path, row.node


def _run(child: Repeat, data: dict[int, int], takes: list[tuple[int, ...]]) -> None:
    """Append what each layer of a child takes. `data` maps the walk's numbers to operations."""
    node = child.node
    if isinstance(node, Leaf):
        takes.append(tuple(data[number] for number in node.takes))
        data[node.gives] = len(takes)
    elif child.number is None:
        for inner in node.children:
            _run(inner, data, takes)
    else:
        given = data[child.takes]
        for _ in range(child.times):
            inside = {0: given}
            for inner in node.children:
                _run(inner, inside, takes)
            given = inside[node.gives]
        data[child.gives] = given
