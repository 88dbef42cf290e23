"""The layer kind crop."""

from cnncount.layers.base import Layer, LayerCosts, per_axis, spatial_only
from cnncount.messages import text
from cnncount.registry import PerAxis
from cnncount.shapes import Shape, ShapeError, shape_text


class Crop(Layer):
    """The middle of a feature map (U-Net crops the maps of its shortcuts).

    Attributes:
        size: the size that is kept: a number, one per axis. Left out, there are two inputs, and the
            first is cropped to the size of the second.
    """

    kind = "crop"

    size: PerAxis | None = None

    def costs(self, *inputs: Shape) -> LayerCosts:
        """(C, H, W) becomes (C, *size)."""
        if self.size is None and len(inputs) != 2:
            raise ShapeError(text("crop-needs-size"), "size")
        x = spatial_only(inputs[:1] if self.size is None else inputs, self.kind)
        size = inputs[1][1:] if self.size is None else per_axis(self.size, x, "size")
        if len(size) != len(x) - 1 or any(kept > i for kept, i in zip(size, x[1:], strict=True)):
            raise ShapeError(
                text("crop-larger", shape=shape_text(x), target=shape_text((x[0], *size))), "size"
            )
        return LayerCosts(inputs, (x[0], *size), {})
