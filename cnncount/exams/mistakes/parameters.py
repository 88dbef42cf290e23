"""Mistakes in a layer's formula: biases, channels, groups, connection tables, normalisation.

Some put other numbers into the formula, some add to it or leave out: one of each can be made at
once, as in a layer counted without its input channels and with a single bias.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from math import prod
from typing import Any, NamedTuple

from cnncount.analysis.explain.roles import ROLES, Role
from cnncount.exams.asking import Subject
from cnncount.exams.fields import SUMMED
from cnncount.exams.mistakes.mistake import COMMON, FAR, RARE, Mistake
from cnncount.formula import FormulaError
from cnncount.layers.base import FIGURES, OPERATIONS
from cnncount.layers.convolution.conv import Conv
from cnncount.network.tree import Leaf
from cnncount.shapes import ShapeError


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


class Misreading(NamedTuple):
    """A mistake in what is put into a layer's formula.

    Attributes:
        what: the phrase for it.
        rank: how implausible it is.
        quantities: those on which it can be made.
        layer: the layer as it is misread.
    """

    what: str
    rank: int
    quantities: Sequence[str]
    layer: Callable[[Part], Part]


class Addition(NamedTuple):
    """A mistake in what is added up.

    Attributes:
        what: the phrase for it.
        rank: how implausible it is.
        quantities: those on which it can be made.
        figure: the figure asked for, with the mistake made.
        said: what is wrong, in a sentence about so many values too many or too few.
    """

    what: str
    rank: int
    quantities: Sequence[str]
    figure: Callable[[Part], int]
    said: str | None = None


def mistakes(about: Subject) -> Iterator[Mistake]:
    """Each mistake on the figure asked for, made in every layer of the part asked for."""
    quantity = about.quantity
    if not about.is_plain or quantity not in SUMMED or about.question.asked.share:
        return
    right = about.value()
    misread = [rule for rule in _MISREADINGS if quantity in rule.quantities]
    added = [rule for rule in _ADDITIONS if quantity in rule.quantities]
    for wrong in misread:
        value = _total(about, wrong, None)
        yield Mistake(wrong.what, wrong.rank, value, work=_work(about, wrong))
    for rule in added:
        value = _total(about, None, rule)
        if isinstance(right, int) and value is not None:
            off = abs(right - value) // about.element_size()
            said = rule.said.format(off=f"{off:,}") if rule.said else None
            yield Mistake(rule.what, rule.rank, value, work=_sum_work(about, rule), said=said)
    for wrong in misread:
        for rule in added:
            if wrong.rank + rule.rank <= COMMON + COMMON:
                value = _total(about, wrong, rule)
                both = f"{wrong.what} and {rule.what}"
                yield Mistake(both, wrong.rank + rule.rank + 1, value)


def _total(about: Subject, wrong: Misreading | None, rule: Addition | None) -> int | None:
    quantity = about.quantity

    def asked(leaf: Leaf) -> int:
        if quantity == "flops":
            return about.report.convention.price(leaf)
        return leaf.costs.value(quantity) if quantity in FIGURES else 0

    total = 0
    for leaf, times in about.part.leaves():
        part = Part(leaf, asked)
        try:
            misread = wrong.layer(part) if wrong else part
            total += times * (rule.figure(misread) if rule else misread.right)
        except (FormulaError, ShapeError):
            total += times * part.right
    return about.element_size() * total


def _work(about: Subject, wrong: Misreading) -> str | None:
    """The arithmetic of a layer misread."""
    if about.leaf is None or about.quantity not in FIGURES or about.element_size() != 1:
        return None
    try:
        costs = wrong.layer(Part(about.leaf, lambda leaf: 0)).leaf.costs
        return str(costs.arithmetic(about.quantity)).rpartition(" = ")[0] or None
    except (FormulaError, ShapeError):
        return None


def _sum_work(about: Subject, rule: Addition) -> str | None:
    """The arithmetic of a layer without its biases, or with them."""
    figure = {"without the biases": "weights", "with the biases counted": "params"}.get(rule.what)
    if figure is None or about.leaf is None or about.quantity not in ("params", "weights"):
        return None
    if about.element_size() != 1:
        return None
    return str(about.leaf.costs.arithmetic(figure)).rpartition(" = ")[0] or None


# --- what they do to a layer


def _one_bias(part: Part) -> int:
    return part.right - part["biases"] + (1 if part["biases"] else 0)


def _bias_per_input(part: Part) -> int:
    return part.right - part["biases"] + (part.maps_in if part["biases"] else 0)


def _bias_per_pair(part: Part) -> int:
    return part.right - part["biases"] + (part.pairs if part["biases"] else 0)


def _bias_per_position(part: Part) -> int:
    positions = prod(part.leaf.costs.out[1:])
    return part.right + part["biases"] * (positions - 1)


def _sum_per_pair(part: Part) -> int:
    """As `_bias_per_pair`, in connections: a bias counts at every position."""
    maps = part.leaf.costs.out[0]
    return part.right + part.leaf.costs.bias_sums // maps * (part.pairs - maps)


def _kernel_per_position(part: Part) -> int:
    positions = prod(part.leaf.costs.out[1:])
    return part.right + part["weights"] * (positions - 1)


def _one_map_in(part: Part) -> Part:
    if not isinstance(part.leaf.layer, Conv):
        return part if part.leaf.layer.kind != "linear" else _unflattened(part)
    if part.leaf.layer.connect is not None:
        return part.relaid(connect=[[0] for _ in part.leaf.layer.connect])
    return part.varied(C_in=1)


def _unflattened(part: Part) -> Part:
    """A linear layer that was given one of three colours: a third of its inputs."""
    inputs = part.maps_in
    return part.varied(C_in=inputs // 3) if inputs % 3 == 0 else part


def _one_map_out(part: Part) -> Part:
    return part.varied(C_out=1)


def _depth_kept(part: Part) -> Part:
    conv = part.leaf.layer.kind == "conv"
    return part.varied(C_out=part.maps_in) if conv else part


def _one_axis(part: Part) -> Part:
    kernel = part.leaf.costs.quantities.get("K")
    return part.varied(K=[kernel[0]]) if isinstance(kernel, Sequence) and kernel else part


def _no_kernel(part: Part) -> Part:
    kernel = part.leaf.costs.quantities.get("K")
    return part.varied(K=[1 for _ in kernel]) if isinstance(kernel, Sequence) else part


def _twice_in(part: Part) -> Part:
    return part.varied(C_in=2 * part.maps_in)


def _twice_out(part: Part) -> Part:
    return part.varied(C_out=2 * part.leaf.costs.out[0])


def _size_for_depth(part: Part) -> Part:
    sizes = part.leaf.costs.inputs[0][1:]
    return part.varied(C_in=sizes[0]) if sizes else part


def _at_inputs(part: Part) -> Part:
    sizes = part.leaf.costs.inputs[0][1:]
    return part.varied(O=sizes) if sizes and len(part.leaf.costs.out) > 1 else part


def _one_position(part: Part) -> Part:
    sizes = part.leaf.costs.out[1:]
    return part.varied(O=tuple(1 for _ in sizes)) if sizes else part


def _ungrouped(part: Part) -> Part:
    return part.relaid(groups=1) if isinstance(part.leaf.layer, Conv) else part


def _all_connected(part: Part) -> Part:
    layer = part.leaf.layer
    if isinstance(layer, Conv) and layer.connect is not None:
        return part.relaid(connect=None, out=len(layer.connect))
    return part


def _with_role(role: Role, part: Part) -> int:
    return part.right + role.more(part.leaf)


_TRAINED = "params", "memory"
_WEIGHTS = "params", "weights", "memory"
_ANY = *FIGURES, "flops"
_WORKED = *OPERATIONS, "flops", "connections"
_SAID = {
    "without the biases": "the {off} biases are missing",
    "with the biases counted": "the {off} biases are no weights",
    "with the biases added": "the {off} additions of the biases are counted too",
    "with buffers counted": "the {off} running statistics are not trained",
    "without its scales and shifts": "the {off} scales and shifts are missing",
}
_ADDITIONS = (
    *(
        Addition(
            role.what, role.rank, role.quantities, partial(_with_role, role), _SAID.get(role.what)
        )
        for role in ROLES
    ),
    Addition("with biases, though it has none", COMMON, _TRAINED, lambda p: p.right + p.unbiased),
    Addition("with one bias for each layer, not for each map", COMMON, _TRAINED, _one_bias),
    Addition("with a bias for each input map, not output map", RARE, _TRAINED, _bias_per_input),
    Addition("with a bias for each pair of maps", FAR, _TRAINED, _bias_per_pair),
    Addition("with a bias for each pair of maps", RARE, ["connections"], _sum_per_pair),
    Addition("with a bias for each position", FAR, _TRAINED, _bias_per_position),
    Addition("with a kernel for each position", RARE, _WEIGHTS, _kernel_per_position),
)
_MISREADINGS = (
    Misreading("with the input channels left out", COMMON, _ANY, _one_map_in),
    Misreading("with the output channels left out", COMMON, _ANY, _one_map_out),
    Misreading("with the input's depth for its own", RARE, _ANY, _depth_kept),
    Misreading("with the kernel along one axis only", RARE, _ANY, _one_axis),
    Misreading("without the kernel", RARE, _ANY, _no_kernel),
    Misreading("with twice the input channels", RARE, _ANY, _twice_in),
    Misreading("with twice the output channels", RARE, _ANY, _twice_out),
    Misreading("with the input's size for its depth", RARE, _ANY, _size_for_depth),
    Misreading("at the input's positions, not the output's", COMMON, _WORKED, _at_inputs),
    Misreading("for one output position", COMMON, _WORKED, _one_position),
    Misreading("with the groups ignored", COMMON, _ANY, _ungrouped),
    Misreading("with the connection table ignored", COMMON, _ANY, _all_connected),
)
