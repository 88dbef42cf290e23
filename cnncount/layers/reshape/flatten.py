"""The layer kind flatten."""

from math import prod

from cnncount.layers.base import Layer, LayerCosts, single_input
from cnncount.shapes import ReceptiveField, Shape


class Flatten(Layer):
    """A feature map as one vector, so that a linear layer can take it."""

    kind = "flatten"

    def costs(self, *inputs: Shape) -> LayerCosts:
        """(C, *spatial) becomes (C·H·W,)."""
        x = single_input(inputs)
        rank = len(x) - 1
        receptive_field = ReceptiveField(x[1:], (1,) * rank) if rank else None
        return LayerCosts(inputs, (prod(x),), {}, receptive_field=receptive_field)
