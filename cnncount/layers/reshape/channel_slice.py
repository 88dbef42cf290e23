"""The layer kind channel_slice."""

from cnncount.layers.base import Layer, LayerCosts, single_input
from cnncount.messages import text
from cnncount.registry import Offset, Size
from cnncount.shapes import Shape, ShapeError, shape_text


class ChannelSlice(Layer):
    """A range of the channels; the others are not used (ShuffleNetV2).

    Two of them side by side are a channel split.

    Attributes:
        start: the first channel of the range, counted from 0.
        out: the number of channels in the range.

    Source: Ma, Zhang, Zheng, Sun 2018, ShuffleNet V2, section 3.2.
    """

    kind = "channel_slice"

    start: Offset = 0
    out: Size

    def costs(self, *inputs: Shape) -> LayerCosts:
        """(C, *spatial) becomes (out, *spatial)."""
        x = single_input(inputs)
        end = self.start + self.out
        if end > x[0]:
            raise ShapeError(
                text("slice-outside", first=self.start, last=end - 1, shape=shape_text(x)), "out"
            )
        return LayerCosts(inputs, (self.out, *x[1:]), {})
