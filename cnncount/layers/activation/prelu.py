"""The layer kind prelu."""

from cnncount.layers.activation import Activation


class Prelu(Activation):
    """x or, below zero, a trained fraction of it (He et al. 2015): as leaky_relu.

    Attributes:
        shared: one trained fraction for all channels instead of one for each.
    """

    kind = "prelu"
    per_element = {"comparisons": 1, "multiplications": 1}

    shared: bool = False

    def _tally(self) -> dict[str, str]:
        return {"weights": "1" if self.shared else "C_in", **super()._tally()}
