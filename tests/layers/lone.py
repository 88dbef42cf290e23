"""A layer by itself, as networks hold them."""

from __future__ import annotations

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
