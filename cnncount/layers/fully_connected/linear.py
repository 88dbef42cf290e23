"""The layer kind linear."""

from cnncount.kinds import Size
from cnncount.layers.base import Facts, Layer, only
from cnncount.layers.fully_connected import vector
from cnncount.shapes import Shape


class Linear(Layer):
    """A fully connected layer over a vector, or over a feature map of a single position.

    (C_in + 1)·C_out parameters with biases, one MAC per weight. An output of n products costs n - 1
    additions, and one more for its bias.

    Attributes:
        out: output features.
        bias: whether each output has a trained bias.
    """

    kind = "linear"

    out: Size
    bias: bool = True

    def facts(self, *inputs: Shape) -> Facts:
        """The cost of the layer on a vector (C,) or (C, 1, 1)."""
        vector(only(inputs), "linear")
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
