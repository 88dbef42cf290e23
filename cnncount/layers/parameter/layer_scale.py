"""The layer kind layer_scale."""

from cnncount.layers.base import Layer, LayerCosts, single_input
from cnncount.shapes import Shape


class LayerScale(Layer):
    """A trained factor for each channel, at the end of a residual branch (ConvNeXt).

    Source: Touvron, Cord, Sablayrolles, Synnaeve, Jégou 2021, Going deeper with Image Transformers,
    equation 4.
    """

    kind = "layer_scale"
    keeps_shape = True

    def costs(self, *inputs: Shape) -> LayerCosts:
        """The cost on any shape (C, *spatial): C weights, one multiplication per element."""
        x = single_input(inputs)
        return LayerCosts(inputs, x, {"weights": "C_in", "multiplications": "prod(X)"})
