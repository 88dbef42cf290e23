"""Activation functions: element by element, and softmax.

Each says its operations per element, as if every branch were computed: hardware does, and a count
cannot know the data.
"""

from __future__ import annotations

from typing import ClassVar

from cnncount.layers.base import Facts, Layer, only
from cnncount.shapes import Shape


class _Activation(Layer):
    family = "activation"
    per_element: ClassVar[dict[str, int]]

    def facts(self, *inputs: Shape) -> Facts:
        """The cost on any shape: the operations per element times its elements."""
        x = only(inputs)
        return Facts(inputs, x, self._tally())

    def _tally(self) -> dict[str, str]:
        return {
            operation: "prod(X)" if times == 1 else f"{times}*prod(X)"
            for operation, times in self.per_element.items()
        }


class Relu(_Activation):
    """max(0, x): one comparison."""

    kind = "relu"
    per_element = {"comparisons": 1}


class Relu6(_Activation):
    """min(max(0, x), 6): two comparisons."""

    kind = "relu6"
    per_element = {"comparisons": 2}


class LeakyRelu(_Activation):
    """x or, below zero, a fixed fraction of it: one comparison and one multiplication."""

    kind = "leaky_relu"
    per_element = {"comparisons": 1, "multiplications": 1}


class Prelu(_Activation):
    """x or, below zero, a trained fraction of it (He et al. 2015): as leaky_relu.

    Attributes:
        shared: one trained fraction for all channels, rather than one for each.
    """

    kind = "prelu"
    per_element = {"comparisons": 1, "multiplications": 1}

    shared: bool = False

    def _tally(self) -> dict[str, str]:
        return {"weights": "1" if self.shared else "C_in", **super()._tally()}


class Elu(_Activation):
    """x or, below zero, α·(exp(x) - 1): a comparison, an exponential, an addition, a product."""

    kind = "elu"
    per_element = {"comparisons": 1, "exponentials": 1, "additions": 1, "multiplications": 1}


class Sigmoid(_Activation):
    """1 / (1 + exp(-x)): one exponential, one addition, one division."""

    kind = "sigmoid"
    per_element = {"exponentials": 1, "additions": 1, "divisions": 1}


class Tanh(_Activation):
    """(exp(2x) - 1) / (exp(2x) + 1): one product, one exponential, two additions, one division."""

    kind = "tanh"
    per_element = {"multiplications": 1, "exponentials": 1, "additions": 2, "divisions": 1}


class Silu(_Activation):
    """x·sigmoid(x), also called swish: a sigmoid and one product."""

    kind = "silu"
    per_element = {"exponentials": 1, "additions": 1, "divisions": 1, "multiplications": 1}


class Gelu(_Activation):
    """x/2·(1 + erf(x/√2)): three products, one addition, one evaluation of erf."""

    kind = "gelu"
    per_element = {"multiplications": 3, "additions": 1, "exponentials": 1}


class Hardsigmoid(_Activation):
    """relu6(x + 3)/6 (MobileNetV3): one addition, two comparisons, one product."""

    kind = "hardsigmoid"
    per_element = {"additions": 1, "comparisons": 2, "multiplications": 1}


class Hardswish(_Activation):
    """x·relu6(x + 3)/6 (MobileNetV3): one addition, two comparisons, two products."""

    kind = "hardswish"
    per_element = {"additions": 1, "comparisons": 2, "multiplications": 2}


class Softplus(_Activation):
    """log(1 + exp(x)): one addition, two elementary functions."""

    kind = "softplus"
    per_element = {"exponentials": 2, "additions": 1}


class Mish(_Activation):
    """x·tanh(softplus(x)): a softplus, a tanh and one product."""

    kind = "mish"
    per_element = {"exponentials": 3, "additions": 3, "divisions": 1, "multiplications": 2}


class Softmax(Layer):
    """exp(x - max) / Σ exp(x - max) over the channels of every position.

    Per position with C channels: C - 1 comparisons, C subtractions, C exponentials, C - 1
    additions, C divisions.
    """

    kind = "softmax"
    family = "activation"

    def facts(self, *inputs: Shape) -> Facts:
        """The cost on a vector (C,) or a feature map (C, *spatial)."""
        return Facts(
            inputs,
            only(inputs),
            {
                "comparisons": "prod(I)*(C_in - 1)",
                "additions": "prod(I)*(2*C_in - 1)",
                "exponentials": "prod(X)",
                "divisions": "prod(X)",
            },
        )
