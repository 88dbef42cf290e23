"""The layer kind softplus."""

from cnncount.layers.activation import Activation


class Softplus(Activation):
    """log(1 + exp(x)): one addition, two elementary functions."""

    kind = "softplus"
    per_element = {"exponentials": 2, "additions": 1}
