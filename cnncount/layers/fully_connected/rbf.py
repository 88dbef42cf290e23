"""The layer kind rbf."""

from cnncount.layers.base import Layer, LayerCosts, single_input
from cnncount.layers.fully_connected import vector
from cnncount.registry import Size
from cnncount.shapes import Shape


class Rbf(Layer):
    """LeNet-5's output: radial basis functions y_j = Σ_i (x_i - w_ij)², with fixed weights.

    The weights are drawn by hand and not trained, so they are buffers. Each term costs a
    subtraction (an addition), a multiplication, and its place in the sum; it is one MAC.

    Attributes:
        out: output classes.

    Source: LeCun, Bottou, Bengio, Haffner 1998, section II.B, equation 7.
    """

    kind = "rbf"

    out: Size

    def costs(self, *inputs: Shape) -> LayerCosts:
        """The cost of the layer on a vector (C,) or (C, 1, 1)."""
        vector(single_input(inputs), "rbf")
        terms = "C_in*C_out"
        return LayerCosts(
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

    def table_label(self, axes: int) -> str:
        """``10-d rbf``."""
        return f"{self.out}-d rbf"
