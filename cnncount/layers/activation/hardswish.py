"""The layer kind hardswish."""

from cnncount.layers.activation import Activation


class Hardswish(Activation):
    """x·relu6(x + 3)/6 (MobileNetV3): one addition, two comparisons, two products."""

    kind = "hardswish"
    per_element = {"additions": 1, "comparisons": 2, "multiplications": 2}
