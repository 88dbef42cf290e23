"""The layer kind silu."""

from cnncount.layers.activation import Activation


class Silu(Activation):
    """x·sigmoid(x), also called swish: a sigmoid and one product."""

    kind = "silu"
    per_element = {"exponentials": 1, "additions": 1, "divisions": 1, "multiplications": 1}
