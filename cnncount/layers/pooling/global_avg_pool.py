"""The layer kind global_avg_pool."""

from cnncount.layers.base import Layer, LayerCosts
from cnncount.layers.pooling import whole_map
from cnncount.shapes import Shape


class GlobalAvgPool(Layer):
    """The mean of each whole map: H·W - 1 additions and one division per channel."""

    kind = "global_avg_pool"

    def costs(self, *inputs: Shape) -> LayerCosts:
        """The cost of the pooling on a feature map (C, *spatial)."""
        return whole_map(
            inputs, self.kind, {"additions": "C_in*(prod(I) - 1)", "divisions": "C_in"}
        )

    def table_label(self, axes: int) -> str:
        """``global avg pool``."""
        return "global avg pool"
