"""Normalisations, as they run at inference."""

from __future__ import annotations

from typing import Literal

from cnncount.kinds import Size
from cnncount.layers.base import Facts, Layer, only, spatial_only
from cnncount.shapes import Shape, ShapeError


class BatchNorm(Layer):
    """Batch normalisation at inference: one multiplication and one addition per element.

    The running mean and variance are constants then, so that scale and shift fold into y = a·x + b
    per channel (Ioffe and Szegedy 2015, section 3.1, algorithm 2). They are buffers, 2·C of them;
    the trained scale and shift are 2·C parameters.

    Attributes:
        affine: whether a scale and a shift are trained for each channel.
    """

    kind = "batch_norm"
    family = "normalization"

    affine: bool = True

    def facts(self, *inputs: Shape) -> Facts:
        """The cost on a feature map (C, *spatial) or a vector (C,)."""
        x = only(inputs)
        formulas = {
            "buffers": "2*C_in",
            "multiplications": "prod(X)",
            "additions": "prod(X)",
        }
        if self.affine:
            formulas["affine"] = "2*C_in"
        return Facts(inputs, x, formulas)


def _statistics(affine: str | None) -> dict[str, str]:
    """The tally of normalising G groups of n elements by their own mean and variance.

    Per group: n - 1 additions and a division for the mean, n subtractions, n squares, n - 1
    additions and a division for the variance, one addition of ε, a root, a division, n scalings.
    """
    scaled = " + prod(X)" if affine else ""
    formulas = {
        "multiplications": f"G*(2*n){scaled}",
        "additions": f"G*(3*n - 1){scaled}",
        "divisions": "G*3",
        "exponentials": "G",
    }
    if affine:
        formulas["affine"] = affine
    return formulas


class LayerNorm(Layer):
    """Layer normalisation (Ba, Kiros, Hinton 2016), by the statistics of each example itself.

    Attributes:
        over: `channels` normalises every position over its channels (transformers, ConvNeXt); `all`
            normalises over the whole feature map.
        affine: whether a scale and a shift are trained for each element that is normalised over.
    """

    kind = "layer_norm"
    family = "normalization"

    over: Literal["channels", "all"] = "channels"
    affine: bool = True

    def facts(self, *inputs: Shape) -> Facts:
        """The cost on a feature map (C, *spatial) or a vector (C,); G groups of n elements."""
        x = only(inputs)
        elements = 1
        for size in x:
            elements *= size
        n = x[0] if self.over == "channels" else elements
        return Facts(
            inputs, x, _statistics("2*n" if self.affine else None), {"n": n, "G": elements // n}
        )


class GroupNorm(Layer):
    """Group normalisation (Wu and He 2018): the channels of an example in groups.

    Attributes:
        groups: how many groups the channels are cut into.
        affine: whether a scale and a shift are trained for each channel.
    """

    kind = "group_norm"
    family = "normalization"

    groups: Size
    affine: bool = True

    def facts(self, *inputs: Shape) -> Facts:
        """The cost on a feature map (C, *spatial); G groups of n elements."""
        x = only(inputs)
        if x[0] % self.groups:
            raise ShapeError(f"{x[0]} channels do not divide into {self.groups} groups", "groups")
        return _grouped(inputs, x, self.groups, self.affine)


class InstanceNorm(Layer):
    """Instance normalisation (Ulyanov, Vedaldi, Lempitsky 2016): every channel by itself.

    Attributes:
        affine: whether a scale and a shift are trained for each channel.
    """

    kind = "instance_norm"
    family = "normalization"

    affine: bool = False

    def facts(self, *inputs: Shape) -> Facts:
        """The cost on a feature map (C, *spatial); G channels of n elements."""
        x = spatial_only(inputs, self.kind)
        return _grouped(inputs, x, x[0], self.affine)


def _grouped(inputs: tuple[Shape, ...], x: Shape, groups: int, affine: bool) -> Facts:
    n = x[0] // groups
    for size in x[1:]:
        n *= size
    return Facts(inputs, x, _statistics("2*C_in" if affine else None), {"n": n, "G": groups})


class Lrn(Layer):
    """AlexNet's local response normalisation: y = x / (k + α/n · Σ x²)^β over n neighbouring maps.

    Per element one square, n - 1 additions along the maps (those beyond the edge are zeros), one
    scaling, one addition of k, one power and one division.

    Attributes:
        size: the number n of neighbouring maps.

    Source: Krizhevsky, Sutskever, Hinton 2012, section 3.3.
    """

    kind = "lrn"
    family = "normalization"

    size: Size

    def facts(self, *inputs: Shape) -> Facts:
        """The cost on a feature map (C, *spatial)."""
        x = spatial_only(inputs, self.kind)
        return Facts(
            inputs,
            x,
            {
                "multiplications": "2*prod(X)",
                "additions": "n*prod(X)",
                "divisions": "prod(X)",
                "exponentials": "prod(X)",
            },
            {"n": self.size},
        )
