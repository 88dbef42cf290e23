"""The layer kind upsample."""

from typing import Literal

from cnncount.layers.base import Layer, LayerCosts, per_axis, spatial_only
from cnncount.registry import PerAxis
from cnncount.shapes import ReceptiveField, Shape


class Upsample(Layer):
    """Enlarges a feature map by a whole factor.

    `nearest` copies. `linear` (bilinear in 2-D) takes 2^d products and 2^d - 1 additions a value on
    d axes, `cubic` 4^d and 4^d - 1, with the interpolation weights at hand.

    Attributes:
        scale: the factor, one number or one per axis.
        mode: nearest, linear or cubic.
    """

    kind = "upsample"

    scale: PerAxis
    mode: Literal["nearest", "linear", "cubic"] = "nearest"

    def costs(self, *inputs: Shape) -> LayerCosts:
        """(C, H, W) becomes (C, H·scale, W·scale); T: the inputs that one output is mixed from."""
        from fractions import Fraction

        x = spatial_only(inputs, self.kind)
        scale = per_axis(self.scale, x, "scale")
        taps = {"nearest": 1, "linear": 2, "cubic": 4}[self.mode]
        formulas = {}
        if taps > 1:
            formulas = {
                "multiplications": "prod(Y)*prod(T)",
                "additions": "prod(Y)*(prod(T) - 1)",
            }
        return LayerCosts(
            inputs,
            (x[0], *(i * s for i, s in zip(x[1:], scale, strict=True))),
            formulas,
            {"T": (taps,) * len(scale)},
            receptive_field=ReceptiveField(
                (taps,) * len(scale), tuple(Fraction(1, s) for s in scale)
            ),
        )
