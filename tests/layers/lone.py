"""A layer by itself, as networks hold them, and its price."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from cnncount.conventions import convention
from cnncount.errors import Place, Source
from cnncount.layers.base import Layer
from cnncount.network.tree import Leaf
from cnncount.registry import kinds
from cnncount.shapes import ReceptiveField, Shape


def lone(layer: Layer, *inputs: Shape, batch: int = 1) -> Leaf:
    """The layer on inputs of these shapes (C, *spatial), counted for a batch; from no file."""
    costs = layer.costs(*inputs)
    if batch != 1:
        costs = costs.for_batch(batch)
    return Leaf("layer", layer, costs, ReceptiveField((), ()), Place(Source.of("layer", ""), 1, 1))


class Written(Protocol):
    """A layer as a spec writes it, on inputs of these shapes."""

    @property
    def kind(self) -> str: ...
    @property
    def arguments(self) -> Mapping[str, Any]: ...
    @property
    def inputs(self) -> tuple[Shape, ...]: ...


def priced(name: str, case: Written, batch: int = 1) -> int:
    """What a convention counts for the layer."""
    step = kinds()[case.kind](**case.arguments)
    return convention(name).price(lone(step, *case.inputs, batch=batch))
