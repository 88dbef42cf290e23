"""The layer kind dropout."""

from cnncount.layers.base import Layer, LayerCosts, single_input
from cnncount.shapes import Shape


class Dropout(Layer):
    """Dropout: at inference it passes its input through."""

    kind = "dropout"
    keeps_shape = True

    def costs(self, *inputs: Shape) -> LayerCosts:
        """Any shape, unchanged."""
        return LayerCosts(inputs, single_input(inputs), {})
