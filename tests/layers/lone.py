"""A layer by itself, as networks hold them, and its price."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from cnncount.conventions import convention
from cnncount.kinds import kinds
from cnncount.layers.base import Layer
from cnncount.network import Leaf
from cnncount.problems import Place, Source
from cnncount.shapes import Reach, Shape


def lone(layer: Layer, *inputs: Shape, batch: int = 1) -> Leaf:
    """The layer on inputs of these shapes (C, *spatial), counted for a batch; from no file."""
    facts = layer.facts(*inputs)
    if batch != 1:
        facts = facts.for_batch(batch)
    return Leaf("layer", layer, facts, Reach((), ()), Place(Source.of("layer", ""), 1, 1))


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
