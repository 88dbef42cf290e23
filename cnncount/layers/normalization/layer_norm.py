"""The layer kind layer_norm."""

from math import prod
from typing import Literal

from cnncount.layers.base import Layer, LayerCosts, single_input
from cnncount.layers.normalization import statistics
from cnncount.shapes import Shape


class LayerNorm(Layer):
    """Layer normalization (Ba, Kiros, Hinton 2016): statistics of each example.

    Attributes:
        over: `channels` normalises every position over its channels (transformers, ConvNeXt); `all`
            normalises over the whole feature map.
        affine: whether a scale and a shift are trained for each element that is normalised over.
    """

    kind = "layer_norm"
    keeps_shape = True

    over: Literal["channels", "all"] = "channels"
    affine: bool = True

    def costs(self, *inputs: Shape) -> LayerCosts:
        """The cost on a feature map (C, *spatial) or a vector (C,); G groups of n elements."""
        x = single_input(inputs)
        n = x[0] if self.over == "channels" else prod(x)
        formulas = statistics("2*n" if self.affine else None)
        return LayerCosts(inputs, x, formulas, {"n": n, "G": prod(x) // n})
