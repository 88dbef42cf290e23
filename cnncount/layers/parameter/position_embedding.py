"""The layer kind position_embedding."""

from cnncount.layers.base import Layer, LayerCosts, spatial_only
from cnncount.shapes import Shape


class PositionEmbedding(Layer):
    """A trained vector for each position, added: C·L weights, and as many additions.

    Source: Dosovitskiy et al. 2021, An Image is Worth 16x16 Words, equation 1.
    """

    kind = "position_embedding"
    keeps_shape = True

    def costs(self, *inputs: Shape) -> LayerCosts:
        """The cost on a sequence (C, L), or on a feature map (C, *spatial)."""
        x = spatial_only(inputs, self.kind)
        return LayerCosts(inputs, x, {"weights": "prod(X)", "additions": "prod(X)"})
