"""A layer in which a mistake is made, and what the mistakes do to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

from cnncount.analysis.explain.roles import Role
from cnncount.layers.convolution.conv import Conv
from cnncount.network.tree import Leaf


@dataclass(frozen=True, slots=True)
class Part:
    """A layer in which a mistake is made.

    Attributes:
        leaf: the layer.
        asked: the figure that is asked for, of a layer.
    """

    leaf: Leaf
    asked: Callable[[Leaf], int]

    @property
    def right(self) -> int:
        """The figure with no mistake made."""
        return self.asked(self.leaf)

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
        linked = costs.quantities.get("L", self.maps_in * costs.out[0])
        return linked if isinstance(linked, int) else self.maps_in * costs.out[0]

    @property
    def unbiased(self) -> int:
        """Its maps, if it has weights and no biases; else none."""
        return self.leaf.costs.out[0] if self["weights"] and not self["biases"] else 0

    def varied(self, **quantities: Any) -> Part:
        """The layer with other numbers put into its formulas."""
        return Part(self.leaf._replace(costs=self.leaf.costs.varied(quantities)), self.asked)

    def relaid(self, **arguments: Any) -> Part:
        """The layer with other arguments."""
        layer = self.leaf.layer.model_copy(update=arguments)
        costs = layer.costs(*self.leaf.costs.inputs).for_batch(self.leaf.costs.batch)
        return Part(self.leaf._replace(layer=layer, costs=costs), self.asked)


def one_bias(part: Part) -> int:
    """A single bias for the layer."""
    return part.right - part["biases"] + (1 if part["biases"] else 0)


def bias_per_input(part: Part) -> int:
    """A bias for each input map."""
    return part.right - part["biases"] + (part.maps_in if part["biases"] else 0)


def bias_per_pair(part: Part) -> int:
    """A bias for each pair of maps."""
    return part.right - part["biases"] + (part.pairs if part["biases"] else 0)


def bias_per_position(part: Part) -> int:
    """A bias for each output position."""
    positions = prod(part.leaf.costs.out[1:])
    return part.right + part["biases"] * (positions - 1)


def sum_per_pair(part: Part) -> int:
    """As `bias_per_pair`, in connections: a bias counts at every position."""
    maps = part.leaf.costs.out[0]
    return part.right + part.leaf.costs.bias_sums // maps * (part.pairs - maps)


def kernel_per_position(part: Part) -> int:
    """A kernel of its own for each output position."""
    positions = prod(part.leaf.costs.out[1:])
    return part.right + part["weights"] * (positions - 1)


def one_map_in(part: Part) -> Part:
    """One input map; of a linear layer a third of the inputs, where they are divisible."""
    if not isinstance(part.leaf.layer, Conv):
        return part if part.leaf.layer.kind != "linear" else unflattened(part)
    if part.leaf.layer.connect is not None:
        return part.relaid(connect=[[0] for _ in part.leaf.layer.connect])
    return part.varied(C_in=1)


def unflattened(part: Part) -> Part:
    """A linear layer that was given one of three colours: a third of its inputs."""
    inputs = part.maps_in
    return part.varied(C_in=inputs // 3) if inputs % 3 == 0 else part


def one_map_out(part: Part) -> Part:
    """One output map."""
    return part.varied(C_out=1)


def depth_kept(part: Part) -> Part:
    """As many output maps as input maps."""
    conv = part.leaf.layer.kind == "conv"
    return part.varied(C_out=part.maps_in) if conv else part


def one_axis(part: Part) -> Part:
    """A kernel with one axis."""
    kernel = part.leaf.costs.quantities.get("K")
    return part.varied(K=[kernel[0]]) if isinstance(kernel, Sequence) and kernel else part


def no_kernel(part: Part) -> Part:
    """A kernel that covers one position."""
    kernel = part.leaf.costs.quantities.get("K")
    return part.varied(K=[1 for _ in kernel]) if isinstance(kernel, Sequence) else part


def twice_in(part: Part) -> Part:
    """Twice the input maps."""
    return part.varied(C_in=2 * part.maps_in)


def twice_out(part: Part) -> Part:
    """Twice the output maps."""
    return part.varied(C_out=2 * part.leaf.costs.out[0])


def size_for_depth(part: Part) -> Part:
    """The input's size in place of its depth."""
    sizes = part.leaf.costs.inputs[0][1:]
    return part.varied(C_in=sizes[0]) if sizes else part


def at_inputs(part: Part) -> Part:
    """The input's positions in place of the output's."""
    sizes = part.leaf.costs.inputs[0][1:]
    return part.varied(O=sizes) if sizes and len(part.leaf.costs.out) > 1 else part


def one_position(part: Part) -> Part:
    """A single output position."""
    sizes = part.leaf.costs.out[1:]
    return part.varied(O=tuple(1 for _ in sizes)) if sizes else part


def ungrouped(part: Part) -> Part:
    """All groups as one."""
    return part.relaid(groups=1) if isinstance(part.leaf.layer, Conv) else part


def all_connected(part: Part) -> Part:
    """Every input map connected with every output map."""
    layer = part.leaf.layer
    if isinstance(layer, Conv) and layer.connect is not None:
        return part.relaid(connect=None, out=len(layer.connect))
    return part


def with_role(role: Role, part: Part) -> int:
    """What another author counts too, or leaves out."""
    return part.right + role.more(part.leaf)
