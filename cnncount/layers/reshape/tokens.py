"""The layer kind tokens."""

from math import prod

from cnncount.layers.base import Layer, LayerCosts, spatial_only
from cnncount.shapes import ReceptiveField, Shape


class Tokens(Layer):
    """A feature map as a sequence: its positions one after another, each a token.

    A sequence is a map with one axis, (C, L). That a token came from one place is forgotten: the
    receptive field behind it is that of all places together, and no step leads to the next token.
    """

    kind = "tokens"

    def costs(self, *inputs: Shape) -> LayerCosts:
        """(C, *spatial) becomes (C, L) with L positions."""
        x = spatial_only(inputs, self.kind)
        everywhere = ReceptiveField(x[1:], (0,) * (len(x) - 1))
        return LayerCosts(inputs, (x[0], prod(x[1:])), {}, receptive_field=everywhere)
