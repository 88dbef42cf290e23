"""The layer kind adaptive_avg_pool."""

from cnncount.layers.base import LayerCosts
from cnncount.layers.pooling import AdaptivePool
from cnncount.shapes import Shape


class AdaptiveAvgPool(AdaptivePool):
    """The mean of windows chosen so that the output has a given size (as PyTorch chooses them).

    Attributes:
        out: the output size, one number or one per axis.
    """

    kind = "adaptive_avg_pool"

    def costs(self, *inputs: Shape) -> LayerCosts:
        """The cost of the pooling on a feature map (C, *spatial); R: reads along each axis."""
        return self._facts(inputs, {"additions": "C_in*prod(R) - prod(Y)", "divisions": "prod(Y)"})
