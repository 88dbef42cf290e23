"""The layer kind channel_shuffle."""

from cnncount.kinds import Size
from cnncount.layers.base import Facts, Layer, check_groups, only
from cnncount.shapes import Shape


class ChannelShuffle(Layer):
    """Channels of different groups take turns (ShuffleNet).

    Attributes:
        groups: how many groups are interleaved.

    Source: Zhang, Zhou, Lin, Sun 2018, ShuffleNet, section 3.1.
    """

    kind = "channel_shuffle"
    keeps_shape = True

    groups: Size

    def facts(self, *inputs: Shape) -> Facts:
        """(C, *spatial), in another order."""
        x = only(inputs)
        check_groups(self.groups, x[0])
        return Facts(inputs, x, {})
