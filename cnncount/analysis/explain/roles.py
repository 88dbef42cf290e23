"""Which of a layer's values and operations are counted, where authors differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cnncount.analysis.explain.conventions import PRICED
from cnncount.analysis.explain.interpretation import COMMON, USUAL
from cnncount.network.tree import Leaf


class Role(NamedTuple):
    """Something that is counted by some and not by others.

    Attributes:
        what: the phrase for counting otherwise.
        rank: how far-fetched that is.
        quantities: those on which it can be done.
        changes: what is then more, or less, by name: figures, and `bias_sums`, the additions of
            biases.
    """

    what: str
    rank: int
    quantities: Sequence[str]
    changes: Mapping[str, int]

    def more(self, leaf: Leaf) -> int:
        """How much more is counted of a layer."""
        costs = leaf.costs
        return sum(
            times * (costs.bias_sums if name == "bias_sums" else costs.value(name))
            for name, times in self.changes.items()
        )


_TRAINED = "params", "memory"

ROLES = (
    Role("without the biases", USUAL, _TRAINED, {"biases": -1}),
    Role("with the biases counted", USUAL, ["weights"], {"biases": 1}),
    Role("without the biases", USUAL, ["connections"], {"bias_sums": -1}),
    Role("with the biases added", COMMON, PRICED, {"bias_sums": 1}),
    Role("without adding the biases", USUAL, ["additions"], {"bias_sums": -1}),
    Role("without its scales and shifts", COMMON, _TRAINED, {"affine": -1}),
    Role("with buffers counted", COMMON, _TRAINED, {"buffers": 1}),
)
