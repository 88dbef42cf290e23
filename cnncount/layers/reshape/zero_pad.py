"""The layer kind zero_pad."""

from cnncount.layers.base import Layer, LayerCosts, per_axis, spatial_only
from cnncount.registry import Offset
from cnncount.shapes import Shape


class ZeroPad(Layer):
    """Zeros around a feature map.

    Attributes:
        padding: the number of zeros on both sides: a number, or one per axis.
    """

    kind = "zero_pad"

    padding: Offset | list[Offset]

    def costs(self, *inputs: Shape) -> LayerCosts:
        """(C, H, W) becomes (C, H + 2P, W + 2P)."""
        x = spatial_only(inputs, self.kind)
        pads = per_axis(self.padding, x, "padding")
        return LayerCosts(
            inputs, (x[0], *(i + 2 * p for i, p in zip(x[1:], pads, strict=True))), {}
        )
