"""Slips in a layer's formula: biases, channels, groups, connection tables, normalisation."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cnncount import network
from cnncount.arithmetic import FormulaError
from cnncount.keys.asking import Subject
from cnncount.keys.slips.slip import Slip
from cnncount.layers.base import FIGURES, Facts
from cnncount.layers.convolution.conv import Conv
from cnncount.network import Leaf

_WITH_BIASES = {"params", "memory"}


def slips(about: Subject) -> Iterator[Slip]:
    """The slips on the figure asked for, made in every layer below the part asked for."""
    quantity = str(about.question.asked.quantity)
    if quantity not in (*FIGURES, "flops"):
        return
    node = about.row.node if about.row else about.report.network
    size = about.element_size()

    def total(figure: Callable[[Leaf], int]) -> int:
        return size * network.total(node, figure)

    def value(facts: Facts, leaf: Leaf) -> int:
        if quantity == "flops":
            copy = leaf._replace(facts=facts)
            return about.report.convention.price(copy)
        return facts.value(quantity)

    def varied(leaf: Leaf, **quantities: object) -> int:
        try:
            return value(leaf.facts.varied(quantities), leaf)
        except FormulaError:
            return value(leaf.facts, leaf)

    def own(leaf: Leaf) -> int:
        return value(leaf.facts, leaf)

    def figure(leaf: Leaf, name: str) -> int:
        return leaf.facts.value(name)

    if quantity in _WITH_BIASES:
        yield Slip("without the biases", 0, total(lambda x: own(x) - figure(x, "biases")))
        yield Slip(
            "with a bias where there is none",
            1,
            total(
                lambda x: (
                    own(x)
                    + (x.facts.out[0] if figure(x, "weights") and not figure(x, "biases") else 0)
                )
            ),
        )
        yield Slip(
            "with one bias for the whole layer instead of one for each output map",
            2,
            total(lambda x: own(x) - figure(x, "biases") + (1 if figure(x, "biases") else 0)),
        )
        yield Slip(
            "with one bias for each pair of input and output map",
            3,
            total(
                lambda x: own(x) - figure(x, "biases") + (_pairs(x) if figure(x, "biases") else 0)
            ),
        )
        yield Slip(
            "without the scales and shifts of the normalisation",
            2,
            total(lambda x: own(x) - figure(x, "affine")),
        )
        yield Slip(
            "with the running statistics of the normalisation counted as parameters",
            2,
            total(lambda x: own(x) + figure(x, "buffers")),
        )
    if quantity == "weights":
        yield Slip("with the biases counted", 0, total(lambda x: own(x) + figure(x, "biases")))
    if quantity in ("macs", "multiplications", "flops"):
        yield Slip(
            "with the additions of the biases counted",
            2,
            total(lambda x: own(x) + (figure(x, "activations") if figure(x, "biases") else 0)),
        )
    if quantity == "connections":
        yield Slip(
            "without the connections to the biases",
            0,
            total(lambda x: own(x) - (figure(x, "activations") if figure(x, "biases") else 0)),
        )
        yield Slip(
            "with one bias for each pair of input and output map",
            2,
            total(lambda x: own(x) + _extra_connections(x)),
        )
    yield Slip(
        "with the input channels left out",
        1,
        total(lambda x: varied(x, C_in=1) if x.layer.kind == "conv" else own(x)),
    )
    yield Slip("with the output channels left out", 1, total(lambda x: varied(x, C_out=1)))
    yield Slip(
        "with the kernel counted along one axis only",
        3,
        total(lambda x: varied(x, K=x.facts.quantities.get("K", (1,))[:1])),
    )
    yield Slip("with the groups ignored", 1, total(lambda x: _relaid(x, own, value, groups=1)))
    yield Slip("with the connection table ignored", 1, total(lambda x: _unconnected(x, own, value)))


def _pairs(leaf: Leaf) -> int:
    """The pairs of an input map and an output map that are connected."""
    links = leaf.facts.quantities.get("L")
    return int(links) if links is not None else leaf.facts.inputs[0][0] * leaf.facts.out[0]


def _extra_connections(leaf: Leaf) -> int:
    if leaf.layer.kind != "conv" or not leaf.facts.value("biases"):
        return 0
    positions = leaf.facts.value("activations") // leaf.facts.out[0]
    return positions * (_pairs(leaf) - leaf.facts.out[0])


_Value = Callable[[Facts, Leaf], int]


def _relaid(leaf: Leaf, own: Callable[[Leaf], int], value: _Value, **arguments: object) -> int:
    if isinstance(leaf.layer, Conv) and leaf.layer.groups != 1:
        layer = leaf.layer.model_copy(update=arguments)
        return value(layer.facts(*leaf.facts.inputs).for_batch(leaf.facts.batch), leaf)
    return own(leaf)


def _unconnected(leaf: Leaf, own: Callable[[Leaf], int], value: _Value) -> int:
    if isinstance(leaf.layer, Conv) and leaf.layer.connect is not None:
        layer = leaf.layer.model_copy(update={"connect": None, "out": len(leaf.layer.connect)})
        return value(layer.facts(*leaf.facts.inputs).for_batch(leaf.facts.batch), leaf)
    return own(leaf)
