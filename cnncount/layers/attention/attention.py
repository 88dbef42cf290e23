"""The layer kind attention."""

from math import prod

from cnncount.layers.base import Layer, LayerCosts, spatial_only
from cnncount.registry import Size
from cnncount.shapes import ReceptiveField, Shape, ShapeError


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
            raise ShapeError(f"{x[0]} channels do not divide into {self.heads} heads", "heads")
        weights = "4*(C_in*C_in)"
        macs = f"L*({weights}) + 2*(L*L*C_in)"
        projected = f"L*({weights})" if self.bias else "L*(4*((C_in - 1)*C_in))"
        formulas = {
            "weights": weights,
            "macs": macs,
            "multiplications": f"{macs} + h*(L*L)",
            "additions": f"{projected} + h*(L*L*(d - 1)) + C_in*(L*(L - 1)) + h*(L*(2*L - 1))",
            "comparisons": "h*(L*(L - 1))",
            "exponentials": "h*(L*L)",
            "divisions": "h*(L*L)",
            "connections": f"L*(4*((C_in{' + 1' if self.bias else ''})*C_in))",
        }
        if self.bias:
            formulas["biases"] = "4*C_in"
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
