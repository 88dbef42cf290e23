"""The layer kind channel_shuffle."""

from cnncount.kinds import Size
from cnncount.layers.base import Facts, Layer, only
from cnncount.shapes import Shape, ShapeError


class ChannelShuffle(Layer):
    """Channels of different groups take turns (ShuffleNet).

    Attributes:
        groups: how many groups are interleaved.

    Source: Zhang, Zhou, Lin, Sun 2018, ShuffleNet, section 3.1.
    """

    kind = "channel_shuffle"

    groups: Size

    def facts(self, *inputs: Shape) -> Facts:
        """(C, *spatial), in another order."""
        x = only(inputs)
        if x[0] % self.groups:
            raise ShapeError(f"{x[0]} channels do not divide into {self.groups} groups", "groups")
        return Facts(inputs, x, {})
