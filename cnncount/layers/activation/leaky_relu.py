"""The layer kind leaky_relu."""

from cnncount.layers.activation import Activation


class LeakyRelu(Activation):
    """x or, below zero, a fixed fraction of it: one comparison and one multiplication."""

    kind = "leaky_relu"
    per_element = {"comparisons": 1, "multiplications": 1}
