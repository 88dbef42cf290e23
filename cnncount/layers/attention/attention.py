"""The layer kind attention."""

from math import prod

from cnncount.formula import names
from cnncount.layers.base import Layer, LayerCosts, spatial_only
from cnncount.messages import text
from cnncount.registry import Size
from cnncount.shapes import ReceptiveField, Shape, ShapeError

C, L, H, D = names("C_in L h d")


class Attention(Layer):
    """Multi-head self-attention: softmax(Q·Kᵀ/√d)·V for each head, between linear projections.

    Four projections of C to C channels, for the queries, keys and values and for the output:
    4·C² weights, and 4·C biases. With L positions and h heads of d = C/h channels they take 4·L·C²
    MACs, and the two products of data with data, Q·Kᵀ and that with V, L²·C each. Each of the h·L²
    scores is scaled by one multiplication. A softmax goes over the L scores of every head and
    position: L - 1 comparisons, L subtractions, exponentials and divisions, L - 1 additions. The
    connections are those of the projections.

    Attributes:
        heads: the number of heads; each has an equal share of the channels.
        bias: whether the four projections have trained biases.

    Source: Vaswani et al. 2017, Attention Is All You Need, section 3.2.
    """

    kind = "attention"
    keeps_shape = True

    heads: Size
    bias: bool = True

    def costs(self, *inputs: Shape) -> LayerCosts:
        """The cost on a sequence (C, L), or on a feature map (C, *spatial) of L positions."""
        x = spatial_only(inputs, self.kind)
        if x[0] % self.heads:
            raise ShapeError(text("channels-in-heads", channels=x[0], heads=self.heads), "heads")
        weights = 4 * (C * C)
        macs = L * weights + 2 * (L * L * C)
        scores = H * (L * L)
        projected = L * weights if self.bias else L * (4 * ((C - 1) * C))
        formulas = {
            "weights": weights,
            "macs": macs,
            "multiplications": macs + scores,
            "additions": projected
            + H * (L * L * (D - 1))
            + C * (L * (L - 1))
            + H * (L * (2 * L - 1)),
            "comparisons": H * (L * (L - 1)),
            "exponentials": scores,
            "divisions": scores,
            "connections": L * (4 * ((C + 1 if self.bias else C) * C)),
        }
        if self.bias:
            formulas["biases"] = 4 * C
        return LayerCosts(
            inputs,
            x,
            formulas,
            {"h": self.heads, "d": x[0] // self.heads, "L": prod(x[1:])},
            receptive_field=ReceptiveField(x[1:], (0,) * (len(x) - 1)),
        )

    def table_label(self, axes: int) -> str:
        """``12-head attention``."""
        return f"{self.heads}-head attention"
