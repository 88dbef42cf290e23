"""The layer kind global_max_pool."""

from cnncount.layers.base import Layer, LayerCosts
from cnncount.layers.pooling import whole_map
from cnncount.shapes import Shape


class GlobalMaxPool(Layer):
    """The maximum of each whole map: H·W - 1 comparisons per channel."""

    kind = "global_max_pool"

    def costs(self, *inputs: Shape) -> LayerCosts:
        """The cost of the pooling on a feature map (C, *spatial)."""
        return whole_map(inputs, self.kind, {"comparisons": "C_in*(prod(I) - 1)"})

    def table_label(self, axes: int) -> str:
        """``global max pool``."""
        return "global max pool"
