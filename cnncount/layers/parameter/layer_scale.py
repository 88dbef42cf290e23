"""The layer kind layer_scale."""

from cnncount.layers.base import Facts, Layer, only
from cnncount.shapes import Shape


class LayerScale(Layer):
    """A trained factor for each channel, at the end of a residual branch (ConvNeXt).

    Source: Touvron, Cord, Sablayrolles, Synnaeve, Jégou 2021, Going deeper with Image Transformers,
    equation 4.
    """

    kind = "layer_scale"
    keeps_shape = True

    def facts(self, *inputs: Shape) -> Facts:
        """The cost on any shape (C, *spatial): C weights, one multiplication per element."""
        x = only(inputs)
        return Facts(inputs, x, {"weights": "C_in", "multiplications": "prod(X)"})
