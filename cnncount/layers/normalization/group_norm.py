"""The layer kind group_norm."""

from cnncount.layers.base import Layer, LayerCosts, check_groups, single_input
from cnncount.layers.normalization import grouped
from cnncount.registry import Size
from cnncount.shapes import Shape


class GroupNorm(Layer):
    """Group normalization (Wu and He 2018): statistics over groups of the channels of an example.

    Attributes:
        groups: the number of groups of channels.
        affine: whether a scale and a shift are trained for each channel.
    """

    kind = "group_norm"
    keeps_shape = True

    groups: Size
    affine: bool = True

    def costs(self, *inputs: Shape) -> LayerCosts:
        """The cost on a feature map (C, *spatial); G groups of n elements."""
        x = single_input(inputs)
        check_groups(self.groups, x[0])
        return grouped(inputs, x, self.groups, self.affine)
