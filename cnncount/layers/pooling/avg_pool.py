"""The layer kind avg_pool."""

from cnncount.layers.base import LayerCosts, spatial_only
from cnncount.layers.pooling import WindowPool, pooled
from cnncount.shapes import Shape


class AvgPool(WindowPool):
    """The mean of each window: K - 1 additions and one division for a window of K elements.

    Attributes:
        kernel: window size, one number or one per axis.
        stride: step of the window; by default the kernel, so that windows do not overlap.
        padding: zeros added around the input as in conv, at most half the window; the mean
            includes them.
        ceil_mode: whether a window that extends past the end counts (PyTorch's ceil_mode).
    """

    kind = "avg_pool"

    def costs(self, *inputs: Shape) -> LayerCosts:
        """The cost of the pooling on a feature map (C, *spatial)."""
        x = spatial_only(inputs, self.kind)
        return pooled(
            inputs,
            self._slide(x),
            {"additions": "prod(Y)*(prod(K) - 1)", "divisions": "prod(Y)"},
        )
