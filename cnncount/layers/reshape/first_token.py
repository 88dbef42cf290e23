"""The layer kind first_token."""

from cnncount.layers.base import Layer, LayerCosts, sequence_only
from cnncount.shapes import Shape


class FirstToken(Layer):
    """The first token of a sequence, as a vector: the class token, before a classifier (ViT)."""

    kind = "first_token"

    def costs(self, *inputs: Shape) -> LayerCosts:
        """(C, L) becomes (C,)."""
        channels, _ = sequence_only(inputs, self.kind)
        return LayerCosts(inputs, (channels,), {})
