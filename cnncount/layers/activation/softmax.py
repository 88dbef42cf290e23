"""The layer kind softmax."""

from cnncount.layers.base import Layer, LayerCosts, single_input
from cnncount.shapes import Shape


class Softmax(Layer):
    """exp(x - max) / Σ exp(x - max) over the channels of every position.

    Per position with C channels: C - 1 comparisons, C subtractions, C exponentials, C - 1
    additions, C divisions.
    """

    kind = "softmax"
    keeps_shape = True

    def costs(self, *inputs: Shape) -> LayerCosts:
        """The cost on a vector (C,) or a feature map (C, *spatial)."""
        return LayerCosts(
            inputs,
            single_input(inputs),
            {
                "comparisons": "prod(I)*(C_in - 1)",
                "additions": "prod(I)*(2*C_in - 1)",
                "exponentials": "prod(X)",
                "divisions": "prod(X)",
            },
        )
