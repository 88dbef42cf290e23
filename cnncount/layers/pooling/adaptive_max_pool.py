"""The layer kind adaptive_max_pool."""

from cnncount.layers.base import LayerCosts
from cnncount.layers.pooling import AdaptivePool
from cnncount.shapes import Shape


class AdaptiveMaxPool(AdaptivePool):
    """The maximum of windows chosen so that the output has a given size (as PyTorch chooses them).

    Attributes:
        out: the output size, one number or one per axis.
    """

    kind = "adaptive_max_pool"

    def costs(self, *inputs: Shape) -> LayerCosts:
        """The cost of the pooling on a feature map (C, *spatial); R: reads along each axis."""
        return self._facts(inputs, {"comparisons": "C_in*prod(R) - prod(Y)"})
