"""Slips in a layer's formula: biases, channels, groups, connection tables, normalisation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from cnncount.analysis.explain.roles import ROLES, Role
from cnncount.exams.asking import Subject
from cnncount.exams.mistakes.mistake import COMMON, FAR, RARE, Slip
from cnncount.formula import FormulaError
from cnncount.layers.base import FIGURES, LayerCosts
from cnncount.layers.convolution.conv import Conv
from cnncount.network import tree
from cnncount.network.tree import Leaf


@dataclass(frozen=True, slots=True)
class Part:
    """A layer in which a slip is made.

    Attributes:
        leaf: the layer.
        asked: the figure that is asked for, of some facts.
    """

    leaf: Leaf
    asked: Callable[[LayerCosts], int]

    @property
    def right(self) -> int:
        """The figure with no slip made."""
        return self.asked(self.leaf.costs)

    def __getitem__(self, figure: str) -> int:
        return self.leaf.costs.value(figure)

    @property
    def maps_in(self) -> int:
        """The maps of its input."""
        return self.leaf.costs.inputs[0][0]

    @property
    def pairs(self) -> int:
        """The pairs of an input map and an output map that are connected."""
        costs = self.leaf.costs
        return int(costs.quantities.get("L", self.maps_in * costs.out[0]))

    @property
    def unbiased(self) -> int:
        """Its maps, if it has weights and no biases; else none."""
        return self.leaf.costs.out[0] if self["weights"] and not self["biases"] else 0

    def varied(self, **quantities: Any) -> int:
        """The figure with other numbers put into the formula."""
        try:
            return self.asked(self.leaf.costs.varied(quantities))
        except FormulaError:
            return self.right

    def relaid(self, **arguments: Any) -> int:
        """The figure with other arguments of the convolution."""
        layer = self.leaf.layer.model_copy(update=arguments)
        costs = layer.costs(*self.leaf.costs.inputs)
        return self.asked(costs.for_batch(self.leaf.costs.batch))


class Rule(NamedTuple):
    """A slip in a layer's formula.

    Attributes:
        what: the phrase for it.
        rank: how far-fetched it is.
        quantities: those on which it can be made.
        figure: the figure asked for, of a layer, with the slip made.
    """

    what: str
    rank: int
    quantities: Sequence[str]
    figure: Callable[[Part], int]


def slips(about: Subject) -> Iterator[Slip]:
    """Each slip on the figure asked for, made in every layer of the part asked for."""
    quantity = str(about.question.asked.quantity)
    if about.question.asked.over is not None:
        return
    for rule in _RULES:
        if quantity in rule.quantities:
            yield Slip(rule.what, rule.rank, _total(about, rule))


def _total(about: Subject, rule: Rule) -> int:
    quantity = str(about.question.asked.quantity)

    def figure(leaf: Leaf) -> int:
        def asked(costs: LayerCosts) -> int:
            if quantity == "flops":
                return about.report.convention.price(leaf._replace(costs=costs))
            return costs.value(quantity)

        return rule.figure(Part(leaf, asked))

    node = about.row.node if about.row else about.report.network
    return about.element_size() * tree.total(node, figure)


# --- what they do to a layer


def _one_bias(part: Part) -> int:
    return part.right - part["biases"] + (1 if part["biases"] else 0)


def _bias_per_input(part: Part) -> int:
    return part.right - part["biases"] + (part.maps_in if part["biases"] else 0)


def _bias_per_pair(part: Part) -> int:
    return part.right - part["biases"] + (part.pairs if part["biases"] else 0)


def _sum_per_pair(part: Part) -> int:
    """As `_bias_per_pair`, in connections: a bias counts at every position."""
    maps = part.leaf.costs.out[0]
    return part.right + part.leaf.costs.bias_sums // maps * (part.pairs - maps)


def _one_map_in(part: Part) -> int:
    if not isinstance(part.leaf.layer, Conv):
        return part.right
    if part.leaf.layer.connect is not None:
        return part.relaid(connect=[[0] for _ in part.leaf.layer.connect])
    return part.varied(C_in=1)


def _one_map_out(part: Part) -> int:
    return part.varied(C_out=1)


def _depth_kept(part: Part) -> int:
    conv = part.leaf.layer.kind == "conv"
    return part.varied(C_out=part.maps_in) if conv else part.right


def _one_axis(part: Part) -> int:
    kernel = part.leaf.costs.quantities.get("K")
    return part.varied(K=kernel[:1]) if isinstance(kernel, Sequence) else part.right


def _ungrouped(part: Part) -> int:
    layer = part.leaf.layer
    return part.relaid(groups=1) if isinstance(layer, Conv) else part.right


def _all_connected(part: Part) -> int:
    layer = part.leaf.layer
    if isinstance(layer, Conv) and layer.connect is not None:
        return part.relaid(connect=None, out=len(layer.connect))
    return part.right


def _with_role(role: Role, part: Part) -> int:
    return part.right + role.more(part.leaf)


_TRAINED = "params", "memory"
_ANY = *FIGURES, "flops"
_RULES = (
    *(Rule(role.what, role.rank, role.quantities, partial(_with_role, role)) for role in ROLES),
    Rule("with biases, though it has none", COMMON, _TRAINED, lambda p: p.right + p.unbiased),
    Rule("with one bias for each layer, not for each map", COMMON, _TRAINED, _one_bias),
    Rule("with a bias for each input map, not output map", RARE, _TRAINED, _bias_per_input),
    Rule("with a bias for each pair of maps", RARE, _TRAINED, _bias_per_pair),
    Rule("with a bias for each pair of maps", RARE, ["connections"], _sum_per_pair),
    Rule("with the input channels left out", COMMON, _ANY, _one_map_in),
    Rule("with the output channels left out", COMMON, _ANY, _one_map_out),
    Rule("with the input's depth for its own", RARE, _ANY, _depth_kept),
    Rule("with the kernel along one axis only", FAR, _ANY, _one_axis),
    Rule("with the groups ignored", COMMON, _ANY, _ungrouped),
    Rule("with the connection table ignored", COMMON, _ANY, _all_connected),
)
