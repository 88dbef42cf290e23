"""The layer kind flatten."""

from math import prod

from cnncount.layers.base import Facts, Layer, only
from cnncount.shapes import Reach, Shape


class Flatten(Layer):
    """A feature map as one vector, so that a linear layer can take it."""

    kind = "flatten"

    def facts(self, *inputs: Shape) -> Facts:
        """(C, *spatial) becomes (C·H·W,)."""
        x = only(inputs)
        rank = len(x) - 1
        reach = Reach(x[1:], (1,) * rank) if rank else None
        return Facts(inputs, (prod(x),), {}, reach=reach)
