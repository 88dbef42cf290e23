"""What each quantity of a question is, of a part of a counted network."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Any

from cnncount.analysis.count import Report
from cnncount.analysis.explain.interpretation import Value
from cnncount.exams.fields import SUMMED
from cnncount.network import tree
from cnncount.network.dataflow import dataflow
from cnncount.network.tree import Group, Leaf, Row

MAX_OPERATIONS = 20_000


@dataclass(frozen=True, slots=True)
class Part:
    """What is asked for of a network.

    Attributes:
        report: the network.
        rows: layers and groups, none inside another; the whole network is one row.
        kinds: the kinds of the layers that are counted; none for all.
    """

    report: Report
    rows: tuple[Row, ...]
    kinds: frozenset[str] = frozenset()

    @property
    def row(self) -> Row:
        """The first of the rows, for what only one can have."""
        return self.rows[0]

    def leaves(self) -> list[tuple[Leaf, int]]:
        """The layers that are counted, each with how often it is there."""
        return [
            (leaf, times)
            for row in self.rows
            for leaf, times in tree.leaves(row.node)
            if not self.kinds or leaf.layer.kind in self.kinds
        ]

    def figure(self, name: str) -> int:
        """A figure of these layers together; errors as for `Report.figure`."""
        return sum(times * self.report.figure(name, leaf) for leaf, times in self.leaves())


def value_of(part: Part, quantity: str) -> Value:
    """A quantity of a part, in elements, operations, sizes or positions.

    Raises:
        SpecError: the convention does not price a layer.
    """
    row = part.row
    match quantity:
        case "output_shape":
            return row.out_shape
        case "input_shape":
            return row.in_shape
        case "output_size":
            return row.out_shape[1:] or (1,)
        case "channels":
            return row.out_shape[0]
        case "receptive_field":
            return _along(row.receptive_field.size)
        case "receptive_area":
            return prod(_whole(row.receptive_field.size))
        case "stride":
            return _along(row.receptive_field.jump)
        case "effective_kernel":
            return _along(effective_kernel(row))
        case "layers":
            return sum(times for _, times in part.leaves())
        case _:
            return element_count(part, quantity)


def element_count(part: Part, quantity: str) -> int:
    """One of `SUMMED`; errors as for `value_of`."""
    if quantity not in SUMMED:
        raise ValueError(f"{quantity} cannot be added up")
    match quantity:
        case "input":
            return part.report.batch * prod(part.row.in_shape)
        case "activations_without_reshapes":
            return sum(
                times * leaf.costs.value("activations")
                for leaf, times in part.leaves()
                if leaf.layer.family != "reshape"
            )
        case "peak_activations":
            return part.report.batch * peak(part.row.node)
        case "training_memory":
            inputs = part.report.batch * prod(part.row.in_shape)
            return 2 * (part.figure("params") + part.figure("activations")) + inputs
        case figure:
            return part.figure(figure)


def effective_kernel(row: Row) -> tuple[int, ...]:
    """What a layer's kernel covers with its dilation, D·(K - 1) + 1 along each axis; else 1."""
    axes = max(len(row.in_shape) - 1, 1)
    if not isinstance(row.node, Leaf):
        return (1,) * axes
    quantities = row.node.costs.quantities
    kernel, dilation = _listed(quantities.get("K", 1), axes), _listed(quantities.get("D", 1), axes)
    return tuple(d * (k - 1) + 1 for k, d in zip(kernel, dilation, strict=True))


def peak(node: Leaf | Group) -> int:
    """The most elements that are alive at once when the layers run one after another.

    The inputs of a layer are alive until the last layer that takes them has run; its output is
    alive with them.

    Raises:
        ValueError: there are too many layers.
    """
    if isinstance(node, Leaf):
        return sum(map(prod, node.costs.inputs)) + prod(node.costs.out)
    flow = dataflow(node)
    if not flow.operations:
        return 0
    if len(flow.operations) > MAX_OPERATIONS:
        raise ValueError("too many layers for the peak")
    sizes = [prod(flow.operations[0].leaf.costs.inputs[0])]
    last = [0]
    for number, operation in enumerate(flow.operations, start=1):
        sizes.append(prod(operation.leaf.costs.out))
        last.append(number)
        for taken in operation.takes:
            last[taken] = number
    last[flow.gives] = len(flow.operations)
    dying: dict[int, list[int]] = {}
    for data, when in enumerate(last):
        dying.setdefault(when, []).append(data)
    alive = most = sizes[0]
    for number in range(1, len(flow.operations) + 1):
        alive += sizes[number]
        most = max(most, alive)
        alive -= sum(sizes[data] for data in dying.get(number, ()))
    return most


def _listed(value: Any, axes: int) -> list[int]:
    return [value] * axes if isinstance(value, int) else [*value]


def _whole(sizes: tuple[Any, ...]) -> tuple[int, ...]:
    return tuple(int(-(-size // 1)) for size in sizes)


def _along(sizes: tuple[Any, ...]) -> Value:
    """One number where all axes agree, else one for each."""
    whole = _whole(sizes)
    return whole[0] if len(set(whole)) == 1 else whole
