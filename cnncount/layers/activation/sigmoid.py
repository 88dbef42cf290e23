"""The layer kind sigmoid."""

from cnncount.layers.activation import Activation


class Sigmoid(Activation):
    """1 / (1 + exp(-x)): one exponential, one addition, one division."""

    kind = "sigmoid"
    per_element = {"exponentials": 1, "additions": 1, "divisions": 1}
