"""What is counted of each network, layer by layer; a layer that several networks share, once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cnncount.conventions import Convention
from cnncount.errors import SpecError
from cnncount.layers.base import Layer
from cnncount.network.tree import Group, Leaf, leaves

MATRIX_FAMILIES = {"convolution", "fully_connected", "attention"}
"""The families of layers whose outputs fvcore, timm and pycls call activations."""


@dataclass(frozen=True, slots=True)
class LayerTally:
    """What is counted of one layer.

    Attributes:
        leaf: the layer.
        prices: what each convention counts; None for one that cannot price it.
    """

    leaf: Leaf
    prices: tuple[int | None, ...]

    def __getitem__(self, figure: str) -> int:
        """A figure of the layer."""
        return self.leaf.costs.value(figure)


@dataclass(frozen=True, slots=True)
class Tally:
    """What is counted of a network.

    Attributes:
        network: its layers.
        layers: the different layers, each with how many times it is there.
    """

    network: Group
    layers: Sequence[tuple[LayerTally, int]]

    def prices(self) -> list[int | None]:
        """What each convention counts; None for one that cannot price a layer."""
        totals: list[int | None] = []
        rows = [(layer.prices, times) for layer, times in self.layers]
        for number in range(len(rows[0][0]) if rows else 0):
            total: int | None = 0
            for prices, times in rows:
                price = prices[number]
                if price is None or total is None:
                    total = None
                    break
                total += times * price
            totals.append(total)
        return totals

    def figure(self, name: str) -> int:
        """The sum of one of the layers' figures."""
        return self.total(lambda layer: layer[name])

    def total(self, figure: Callable[[LayerTally], int]) -> int:
        """The sum of a figure over all layers."""
        return sum(times * figure(layer) for layer, times in self.layers)


class Counter:
    """Counts layers under conventions, each layer once."""

    def __init__(self, conventions: Sequence[Convention]) -> None:
        self.conventions = conventions
        self._known: dict[tuple[Any, ...], LayerTally] = {}

    def tally(self, network: Group, layer_forms: Mapping[str, str]) -> Tally:
        """What is counted of a network, in code that has some layers in other forms."""
        counted = []
        for leaf, times in leaves(network):
            form = layer_forms.get(leaf.layer.kind)
            counted.append((self._layer(leaf if form is None else _in_form(leaf, form)), times))
        return Tally(network, counted)

    def _layer(self, leaf: Leaf) -> LayerTally:
        key = (
            leaf.layer.kind,
            leaf.in_scale,
            leaf.costs.batch,
            leaf.costs.inputs,
            _arguments(leaf.layer),
        )
        if key not in self._known:
            prices = tuple(_price(convention, leaf) for convention in self.conventions)
            self._known[key] = LayerTally(leaf, prices)
        return self._known[key]


def _in_form(leaf: Leaf, form: str) -> Leaf:
    return leaf._replace(layer=leaf.layer.model_copy(update={"form": form}))


def _arguments(layer: Layer) -> tuple[Any, ...]:
    """The arguments of a layer that its count depends on, as a key."""
    return tuple(
        value if isinstance(value, str | int | None) else repr(value)
        for name, value in vars(layer).items()
        if name not in _NAMES
    )


_NAMES = {"name", "when", "from_"}


def _price(convention: Convention, leaf: Leaf) -> int | None:
    try:
        return convention.price(leaf)
    except SpecError:
        return None
