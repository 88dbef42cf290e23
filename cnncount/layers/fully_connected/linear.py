"""The layer kind linear."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from cnncount.formula import names, parse, product
from cnncount.layers.base import Layer, LayerCosts, single_input
from cnncount.layers.fully_connected import vector
from cnncount.registry import Size
from cnncount.shapes import Shape, is_vector

C_IN, C_OUT = names("C_in C_out")
POSITIONS = product(parse("O"))


class Linear(Layer):
    """A fully connected layer over a vector, or over the channels of every position.

    (C_in + 1)·C_out parameters with biases, one MAC per weight (and position). An output of n
    products costs n - 1 additions, and one more for its bias.

    Attributes:
        out: output features.
        bias: whether each output has a trained bias.
        over: `vector` takes a vector, or a feature map of a single position; `channels` does the
            same at every position of a feature map or sequence (transformers, ConvNeXt), as a 1×1
            convolution does.
    """

    kind = "linear"

    out: Size
    bias: bool = True
    over: Literal["vector", "channels"] = "vector"

    def costs(self, *inputs: Shape) -> LayerCosts:
        """The cost on a vector (C,) or (C, 1, 1), or over the channels of (C, *spatial)."""
        x = single_input(inputs)
        if self.over == "vector":
            vector(x, self.kind, "linear-needs-vector")
        spatial = x[1:] if self.over == "channels" else ()
        weights = C_IN * C_OUT
        params = (C_IN + 1) * C_OUT if self.bias else weights
        additions = weights if self.bias else (C_IN - 1) * C_OUT
        macs = POSITIONS * weights if spatial else weights
        formulas = {
            "params": params,
            "weights": weights,
            "macs": macs,
            "multiplications": macs,
            "additions": POSITIONS * additions if spatial else additions,
            "connections": POSITIONS * params if spatial else params,
        }
        if self.bias:
            formulas["biases"] = C_OUT
        return LayerCosts(inputs, (self.out, *spatial), formulas)

    @classmethod
    def fallback_shape(
        cls, inputs: Sequence[Shape | None], arguments: Mapping[str, Any]
    ) -> Shape | None:
        """A vector of `out`; over channels `out` at each position of the input, if that is known.

        A sequence is left out: there `over: channels` may have been forgotten as well as a flatten.
        """
        out, x = arguments.get("out"), inputs[0]
        if type(out) is not int or len(inputs) > 1:
            return None
        if arguments.get("over", "vector") == "vector":
            return (out,) if x is None or len(x) != 2 or is_vector(x) else None
        return (out, *x[1:]) if x else None

    def table_label(self, axes: int) -> str:
        """``1000-d fc``."""
        return f"{self.out}-d fc"
