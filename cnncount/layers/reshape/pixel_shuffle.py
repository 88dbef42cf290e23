"""The layer kind pixel_shuffle."""

from cnncount.layers.base import Layer, LayerCosts, spatial_only
from cnncount.messages import text
from cnncount.registry import Size
from cnncount.shapes import ReceptiveField, Shape, ShapeError


class PixelShuffle(Layer):
    """Channels become resolution: (C·r², H, W) to (C, H·r, W·r).

    Attributes:
        scale: the factor r.

    Source: Shi et al. 2016, Real-Time Single Image and Video Super-Resolution (ESPCN), section 3.2.
    """

    kind = "pixel_shuffle"

    scale: Size

    def costs(self, *inputs: Shape) -> LayerCosts:
        """(C·r^d, *spatial) becomes (C, *(r·spatial)) on d axes."""
        from fractions import Fraction

        x = spatial_only(inputs, self.kind)
        cells = self.scale ** (len(x) - 1)
        if x[0] % cells:
            raise ShapeError(
                text("channels-in-cells", channels=x[0], cells=cells, rank=len(x) - 1), "scale"
            )
        rank = len(x) - 1
        return LayerCosts(
            inputs,
            (x[0] // cells, *(i * self.scale for i in x[1:])),
            {},
            receptive_field=ReceptiveField((1,) * rank, (Fraction(1, self.scale),) * rank),
        )
