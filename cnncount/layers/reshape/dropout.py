"""The layer kind dropout."""

from cnncount.layers.base import Facts, Layer, only
from cnncount.shapes import Shape


class Dropout(Layer):
    """Dropout: at inference it passes its input through."""

    kind = "dropout"
    keeps_shape = True

    def facts(self, *inputs: Shape) -> Facts:
        """Any shape, unchanged."""
        return Facts(inputs, only(inputs), {})
