"""The layer kind mish."""

from cnncount.layers.activation import Activation


class Mish(Activation):
    """x·tanh(softplus(x)): a softplus, a tanh and one product."""

    kind = "mish"
    per_element = {"exponentials": 3, "additions": 3, "divisions": 1, "multiplications": 2}
