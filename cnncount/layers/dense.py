"""Layers that connect every input to every output."""

from __future__ import annotations

from cnncount.kinds import Size
from cnncount.layers.base import Facts, Layer, only
from cnncount.shapes import Shape, ShapeError, is_vector, shape_text


class Linear(Layer):
    """A fully connected layer over a vector, or over a feature map of a single position.

    (C_in + 1)·C_out parameters with biases, one MAC per weight. An output of n products costs n - 1
    additions, and one more for its bias.

    Attributes:
        out: output features.
        bias: whether each output has a trained bias.
    """

    kind = "linear"
    family = "dense"

    out: Size
    bias: bool = True

    def facts(self, *inputs: Shape) -> Facts:
        """The cost of the layer on a vector (C,) or (C, 1, 1)."""
        _vector(only(inputs), "linear")
        weights = "C_in*C_out"
        formulas = {
            "params": "(C_in + 1)*C_out" if self.bias else weights,
            "weights": weights,
            "macs": weights,
            "multiplications": weights,
            "additions": weights if self.bias else "(C_in - 1)*C_out",
            "connections": "(C_in + 1)*C_out" if self.bias else weights,
        }
        if self.bias:
            formulas["biases"] = "C_out"
        return Facts(inputs, (self.out,), formulas)

    def brief(self) -> str:
        """``1000-d fc``."""
        return f"{self.out}-d fc"


class Rbf(Layer):
    """LeNet-5's output: radial basis functions y_j = Σ_i (x_i - w_ij)², with fixed weights.

    The weights are drawn by hand and not trained, so they are buffers. Each term costs a
    subtraction (an addition), a multiplication, and its place in the sum; it is one MAC.

    Attributes:
        out: output classes.

    Source: LeCun, Bottou, Bengio, Haffner 1998, section II.B, equation 7.
    """

    kind = "rbf"
    family = "dense"

    out: Size

    def facts(self, *inputs: Shape) -> Facts:
        """The cost of the layer on a vector (C,) or (C, 1, 1)."""
        _vector(only(inputs), "rbf")
        terms = "C_in*C_out"
        return Facts(
            inputs,
            (self.out,),
            {
                "buffers": terms,
                "macs": terms,
                "multiplications": terms,
                "additions": "C_in*C_out + (C_in - 1)*C_out",
                "connections": terms,
            },
        )

    def brief(self) -> str:
        """``10-d rbf``."""
        return f"{self.out}-d rbf"


def _vector(x: Shape, kind: str) -> None:
    if not is_vector(x):
        raise ShapeError(
            f"{kind} needs a vector, and its input is a feature map of {shape_text(x)}: "
            "put flatten or global_avg_pool before it"
        )
