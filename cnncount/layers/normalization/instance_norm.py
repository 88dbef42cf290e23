"""The layer kind instance_norm."""

from cnncount.layers.base import Layer, LayerCosts, spatial_only
from cnncount.layers.normalization import grouped
from cnncount.shapes import Shape


class InstanceNorm(Layer):
    """Instance normalization (Ulyanov, Vedaldi, Lempitsky 2016): statistics of each channel.

    Attributes:
        affine: whether a scale and a shift are trained for each channel.
    """

    kind = "instance_norm"
    keeps_shape = True

    affine: bool = False

    def costs(self, *inputs: Shape) -> LayerCosts:
        """The cost on a feature map (C, *spatial); G channels of n elements."""
        x = spatial_only(inputs, self.kind)
        return grouped(inputs, x, x[0], self.affine)
