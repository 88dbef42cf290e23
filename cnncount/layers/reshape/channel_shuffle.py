"""The layer kind channel_shuffle."""

from cnncount.layers.base import Layer, LayerCosts, check_groups, single_input
from cnncount.registry import Size
from cnncount.shapes import Shape


class ChannelShuffle(Layer):
    """Interleaves the channels of different groups (ShuffleNet).

    Attributes:
        groups: the number of groups.

    Source: Zhang, Zhou, Lin, Sun 2018, ShuffleNet, section 3.1.
    """

    kind = "channel_shuffle"
    keeps_shape = True

    groups: Size

    def costs(self, *inputs: Shape) -> LayerCosts:
        """(C, *spatial), in another order."""
        x = single_input(inputs)
        check_groups(self.groups, x[0])
        return LayerCosts(inputs, x, {})
