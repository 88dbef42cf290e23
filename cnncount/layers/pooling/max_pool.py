"""The layer kind max_pool."""

from cnncount.layers.base import LayerCosts, spatial_only
from cnncount.layers.pooling import WindowPool, pooled
from cnncount.registry import PerAxis
from cnncount.shapes import Shape


class MaxPool(WindowPool):
    """The maximum of each window: K - 1 comparisons for a window of K elements.

    Attributes:
        kernel: window size, one number or one per axis.
        stride: step of the window; by default the kernel, so that windows do not overlap.
        padding: cells added around the input as in conv, at most half the window; they are
            never the maximum.
        dilation: step inside the window.
        ceil_mode: whether a window that extends past the end counts (PyTorch's ceil_mode).
    """

    kind = "max_pool"

    dilation: PerAxis = 1

    def costs(self, *inputs: Shape) -> LayerCosts:
        """The cost of the pooling on a feature map (C, *spatial)."""
        x = spatial_only(inputs, self.kind)
        return pooled(
            inputs, self._slide(x, self.dilation), {"comparisons": "prod(Y)*(prod(K) - 1)"}
        )
