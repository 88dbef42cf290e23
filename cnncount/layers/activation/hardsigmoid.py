"""The layer kind hardsigmoid."""

from cnncount.layers.activation import Activation


class Hardsigmoid(Activation):
    """relu6(x + 3)/6 (MobileNetV3): one addition, two comparisons, one product."""

    kind = "hardsigmoid"
    per_element = {"additions": 1, "comparisons": 2, "multiplications": 1}
