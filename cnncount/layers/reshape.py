"""Layers that move or copy elements, and compute little or nothing."""

from __future__ import annotations

from math import prod
from typing import Literal

from cnncount.kinds import Offset, PerAxis, Size
from cnncount.layers.base import Facts, Layer, only, per_axis, spatial_only
from cnncount.layers.window import slide
from cnncount.shapes import Reach, Shape, ShapeError, shape_text


class Flatten(Layer):
    """A feature map as one vector, so that a linear layer can take it."""

    kind = "flatten"
    family = "reshape"

    def facts(self, *inputs: Shape) -> Facts:
        """(C, *spatial) becomes (C·H·W,)."""
        x = only(inputs)
        rank = len(x) - 1
        reach = Reach(x[1:], (1,) * rank) if rank else None
        return Facts(inputs, (prod(x),), {}, reach=reach)


class Dropout(Layer):
    """Dropout: at inference it passes its input through."""

    kind = "dropout"
    family = "reshape"

    def facts(self, *inputs: Shape) -> Facts:
        """Any shape, unchanged."""
        return Facts(inputs, only(inputs), {})


class ZeroPad(Layer):
    """Zeros around a feature map.

    Attributes:
        padding: how many on both sides: a number, one per axis.
    """

    kind = "zero_pad"
    family = "reshape"

    padding: Offset | list[Offset]

    def facts(self, *inputs: Shape) -> Facts:
        """(C, H, W) becomes (C, H + 2P, W + 2P)."""
        x = spatial_only(inputs, self.kind)
        pads = per_axis(self.padding, x, "padding")
        return Facts(inputs, (x[0], *(i + 2 * p for i, p in zip(x[1:], pads, strict=True))), {})


class PaddedIdentity(Layer):
    """A shortcut without parameters: every stride-th position, and zeros for the new channels.

    Attributes:
        out: the channels of the output, at least those of the input.
        stride: the step between the positions that are kept, one number or one per axis.

    Source: He, Zhang, Ren, Sun 2015, Deep Residual Learning, section 3.3, option A.
    """

    kind = "padded_identity"
    family = "reshape"

    out: Size
    stride: PerAxis = 1

    def facts(self, *inputs: Shape) -> Facts:
        """(C, H, W) becomes (out, H/stride, W/stride), rounded up."""
        x = spatial_only(inputs, self.kind)
        if self.out < x[0]:
            raise ShapeError(f"zeros cannot turn {x[0]} channels into {self.out}", "out")
        window = slide(x, 1, self.stride, 0)
        return Facts(inputs, (self.out, *window.out), {}, sizes=window.sizes, reach=window.reach)


class Crop(Layer):
    """The middle of a feature map (U-Net crops what it copies across).

    Attributes:
        size: the size that is kept: a number, one per axis. Left out, there are two inputs, and the
            first is cropped to the size of the second.
    """

    kind = "crop"
    family = "reshape"

    size: PerAxis | None = None

    def facts(self, *inputs: Shape) -> Facts:
        """(C, H, W) becomes (C, *size)."""
        if self.size is None and len(inputs) != 2:
            raise ShapeError("crop needs 'size', or a second input whose size it takes", "size")
        x = spatial_only(inputs[:1] if self.size is None else inputs, self.kind)
        size = inputs[1][1:] if self.size is None else per_axis(self.size, x, "size")
        if len(size) != len(x) - 1 or any(kept > i for kept, i in zip(size, x[1:], strict=True)):
            raise ShapeError(f"cannot crop {shape_text(x)} to {shape_text((x[0], *size))}", "size")
        return Facts(inputs, (x[0], *size), {})


class Upsample(Layer):
    """Enlarges a feature map by a whole factor.

    `nearest` copies. `linear` (bilinear in 2-D) takes 2^d products and 2^d - 1 additions a value on
    d axes, `cubic` 4^d and 4^d - 1, with the interpolation weights at hand.

    Attributes:
        scale: the factor, one number or one per axis.
        mode: nearest, linear or cubic.
    """

    kind = "upsample"
    family = "upsample"

    scale: PerAxis
    mode: Literal["nearest", "linear", "cubic"] = "nearest"

    def facts(self, *inputs: Shape) -> Facts:
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
        return Facts(
            inputs,
            (x[0], *(i * s for i, s in zip(x[1:], scale, strict=True))),
            formulas,
            {"T": (taps,) * len(scale)},
            reach=Reach((taps,) * len(scale), tuple(Fraction(1, s) for s in scale)),
        )


class PixelShuffle(Layer):
    """Channels become resolution: (C·r², H, W) to (C, H·r, W·r).

    Attributes:
        scale: the factor r.

    Source: Shi et al. 2016, Real-Time Single Image and Video Super-Resolution (ESPCN), section 3.2.
    """

    kind = "pixel_shuffle"
    family = "reshape"

    scale: Size

    def facts(self, *inputs: Shape) -> Facts:
        """(C·r^d, *spatial) becomes (C, *(r·spatial)) on d axes."""
        from fractions import Fraction

        x = spatial_only(inputs, self.kind)
        cells = self.scale ** (len(x) - 1)
        if x[0] % cells:
            raise ShapeError(
                f"{x[0]} channels do not divide into {cells} = scale^{len(x) - 1}", "scale"
            )
        rank = len(x) - 1
        return Facts(
            inputs,
            (x[0] // cells, *(i * self.scale for i in x[1:])),
            {},
            reach=Reach((1,) * rank, (Fraction(1, self.scale),) * rank),
        )


class ChannelShuffle(Layer):
    """Channels of different groups take turns (ShuffleNet).

    Attributes:
        groups: how many groups are interleaved.

    Source: Zhang, Zhou, Lin, Sun 2018, ShuffleNet, section 3.1.
    """

    kind = "channel_shuffle"
    family = "reshape"

    groups: Size

    def facts(self, *inputs: Shape) -> Facts:
        """(C, *spatial), in another order."""
        x = only(inputs)
        if x[0] % self.groups:
            raise ShapeError(f"{x[0]} channels do not divide into {self.groups} groups", "groups")
        return Facts(inputs, x, {})
