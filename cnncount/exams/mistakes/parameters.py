"""Mistakes in a layer's formula: biases, channels, groups, connection tables, normalisation.

Some put other numbers into the formula, some add to it or leave out: one of each can be made at
once, as in a layer counted without its input channels and with a single bias.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from cnncount.analysis.explain.roles import ROLES
from cnncount.exams.asking import Subject
from cnncount.exams.fields import SUMMED
from cnncount.exams.mistakes import layer
from cnncount.exams.mistakes.layer import Part
from cnncount.exams.mistakes.mistake import COMMON, FAR, RARE, Mistake
from cnncount.formula import FormulaError
from cnncount.layers.base import FIGURES, OPERATIONS
from cnncount.network.tree import Leaf
from cnncount.shapes import ShapeError


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


_TRAINED = "params", "memory"
_PER_INPUT = layer.bias_per_input
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
            role.what,
            role.rank,
            role.quantities,
            partial(layer.with_role, role),
            _SAID.get(role.what),
        )
        for role in ROLES
    ),
    Addition("with biases, though it has none", COMMON, _TRAINED, lambda p: p.right + p.unbiased),
    Addition("with one bias for each layer, not for each map", COMMON, _TRAINED, layer.one_bias),
    Addition(
        "with a bias for each input map, not output map", RARE, _TRAINED, layer.bias_per_input
    ),
    Addition("with a bias for each pair of maps", FAR, _TRAINED, layer.bias_per_pair),
    Addition("with a bias for each pair of maps", RARE, ["connections"], layer.sum_per_pair),
    Addition("with a bias for each position", FAR, _TRAINED, layer.bias_per_position),
    Addition("with a kernel for each position", RARE, _WEIGHTS, layer.kernel_per_position),
)
_MISREADINGS = (
    Misreading("with the input channels left out", COMMON, _ANY, layer.one_map_in),
    Misreading("with the output channels left out", COMMON, _ANY, layer.one_map_out),
    Misreading("with the input's depth for its own", RARE, _ANY, layer.depth_kept),
    Misreading("with the kernel along one axis only", RARE, _ANY, layer.one_axis),
    Misreading("without the kernel", RARE, _ANY, layer.no_kernel),
    Misreading("with twice the input channels", RARE, _ANY, layer.twice_in),
    Misreading("with twice the output channels", RARE, _ANY, layer.twice_out),
    Misreading("with the input's size for its depth", RARE, _ANY, layer.size_for_depth),
    Misreading("at the input's positions, not the output's", COMMON, _WORKED, layer.at_inputs),
    Misreading("for one output position", COMMON, _WORKED, layer.one_position),
    Misreading("with the groups ignored", COMMON, _ANY, layer.ungrouped),
    Misreading("with the connection table ignored", COMMON, _ANY, layer.all_connected),
)
