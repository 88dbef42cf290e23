"""The layer kind relu6."""

from cnncount.layers.activation import Activation


class Relu6(Activation):
    """min(max(0, x), 6): two comparisons."""

    kind = "relu6"
    per_element = {"comparisons": 2}
