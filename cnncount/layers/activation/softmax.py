"""The layer kind softmax."""

from cnncount.layers.base import Facts, Layer, only
from cnncount.shapes import Shape


class Softmax(Layer):
    """exp(x - max) / Σ exp(x - max) over the channels of every position.

    Per position with C channels: C - 1 comparisons, C subtractions, C exponentials, C - 1
    additions, C divisions.
    """

    kind = "softmax"
    keeps_shape = True

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
