"""The layer kind elu."""

from cnncount.layers.activation import Activation


class Elu(Activation):
    """x or, below zero, α·(exp(x) - 1): a comparison, an exponential, an addition, a product."""

    kind = "elu"
    per_element = {"comparisons": 1, "exponentials": 1, "additions": 1, "multiplications": 1}
