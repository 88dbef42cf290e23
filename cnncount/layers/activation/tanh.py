"""The layer kind tanh."""

from cnncount.layers.activation import Activation


class Tanh(Activation):
    """(exp(2x) - 1) / (exp(2x) + 1): one product, one exponential, two additions, one division."""

    kind = "tanh"
    per_element = {"multiplications": 1, "exponentials": 1, "additions": 2, "divisions": 1}
