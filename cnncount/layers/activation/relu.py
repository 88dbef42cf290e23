"""The layer kind relu."""

from cnncount.layers.activation import Activation


class Relu(Activation):
    """max(0, x): one comparison."""

    kind = "relu"
    per_element = {"comparisons": 1}
