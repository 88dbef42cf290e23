"""The layer kind gelu."""

from cnncount.layers.activation import Activation


class Gelu(Activation):
    """x/2·(1 + erf(x/√2)): three products, one addition, one evaluation of erf."""

    kind = "gelu"
    per_element = {"multiplications": 3, "additions": 1, "exponentials": 1}
