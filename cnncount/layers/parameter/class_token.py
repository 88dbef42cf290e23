"""The layer kind class_token."""

from cnncount.layers.base import Layer, LayerCosts, sequence_only
from cnncount.shapes import Shape


class ClassToken(Layer):
    """A trained vector before the first token of a sequence; its position holds the result (ViT).

    C weights; nothing is computed.

    Source: Dosovitskiy et al. 2021, An Image is Worth 16x16 Words, equation 1.
    """

    kind = "class_token"

    def costs(self, *inputs: Shape) -> LayerCosts:
        """(C, L) becomes (C, L + 1)."""
        channels, length = sequence_only(inputs, self.kind)
        return LayerCosts(inputs, (channels, length + 1), {"weights": "C_in"})
