"""The layer kind padded_identity."""

from cnncount.layers.base import Layer, LayerCosts, spatial_only
from cnncount.layers.window import slide
from cnncount.messages import text
from cnncount.registry import PerAxis, Size
from cnncount.shapes import Shape, ShapeError


class PaddedIdentity(Layer):
    """A shortcut without parameters: every stride-th position, and zeros for the new channels.

    Attributes:
        out: the channels of the output, at least those of the input.
        stride: the step between the kept positions, one number or one per axis.

    Source: He, Zhang, Ren, Sun 2015, Deep Residual Learning, section 3.3, option A.
    """

    kind = "padded_identity"

    out: Size
    stride: PerAxis = 1

    def costs(self, *inputs: Shape) -> LayerCosts:
        """(C, H, W) becomes (out, H/stride, W/stride), rounded up."""
        x = spatial_only(inputs, self.kind)
        if self.out < x[0]:
            raise ShapeError(text("zeros-fewer-channels", channels=x[0], out=self.out), "out")
        window = slide(x, 1, self.stride, 0)
        return LayerCosts(
            inputs,
            (self.out, *window.out),
            {},
            sizes=window.sizes,
            receptive_field=window.receptive_field,
        )
