"""What may be counted of a network: operations by conventions, parameters, activations, changed.

Each way of counting has a number of steps, which says how far it is from the plain count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, takewhile
from typing import Literal

from cnncount.analysis.count import Report
from cnncount.analysis.explain.tally import MATRIX_FAMILIES, LayerTally, Tally
from cnncount.conventions import Convention
from cnncount.conventions.items import FACTS, CostBreakdown, Item
from cnncount.layers.base import FIGURES
from cnncount.network.tree import Group, Leaf, leaves

OPERATIONS = "operations"
"""The quantity that conventions count."""

QUANTITIES = (OPERATIONS, *FIGURES)

MOST_STEPS = 3

ChangeKind = Literal["without_item", "with_item", "without_layers"]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing left out of a count, or added to it.

    Attributes:
        kind: what is done.
        item: the layer kind and its fact that are left out or added.
        paths: the layers that are left out.
    """

    kind: ChangeKind
    item: tuple[str, str] | None = None
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counting:
    """A way of counting.

    Attributes:
        quantity: one of `QUANTITIES`.
        number: what is counted.
        steps: how far it is from the plain count.
        conventions: those that count so, the usual ones first; of other quantities than operations,
            the tools.
        mac: how many units a multiply-accumulate is; 0 where none are counted.
        options: what is counted otherwise, of `OPTIONS`.
        change: one thing left out or added.
    """

    quantity: str
    number: int
    steps: int = 0
    conventions: tuple[str, ...] = ()
    mac: int = 0
    options: tuple[str, ...] = ()
    change: Change | None = None

    @property
    def is_plain(self) -> bool:
        """Whether it is the count that comes first to mind: MACs, parameters, all outputs."""
        plain = PLAIN in self.conventions if self.quantity == OPERATIONS else not self.conventions
        return plain and not self.steps and not self.options and self.change is None


PLAIN = "macs"
"""The convention of the plain count of operations."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something that some count among parameters, and others do not.

    Attributes:
        name: what it is called.
        more: how much more is counted of a layer.
        group: options of one group exclude each other.
    """

    name: str
    more: Callable[[LayerTally], int]
    group: str


def _unbiased_maps(layer: LayerTally) -> int:
    """The maps of a convolution without biases."""
    is_conv = layer.leaf.layer.family == "convolution"
    return layer.leaf.costs.out[0] if is_conv and not layer["biases"] else 0


OPTIONS = (
    Option("buffers", lambda layer: layer["buffers"], "buffers"),
    Option("no_biases", lambda layer: -layer["biases"], "biases"),
    Option("no_affine", lambda layer: -layer["affine"], "affine"),
    Option("no_scales", lambda layer: -(layer["affine"] // 2), "affine"),
    Option("conv_biases", _unbiased_maps, "biases"),
)
"""What is counted otherwise of parameters: with buffers, as a saved model has them; without the
biases; without scales and shifts of normalisations, or without the scales alone, as Keras builds
some; with a bias for each map of every convolution, as Keras has them."""

_TRAINED = "params", "memory"


class Countings:
    """The ways of counting one network.

    Attributes:
        report: the network, counted.
        tally: what is counted of its layers.
    """

    def __init__(self, report: Report, tally: Tally, conventions: Sequence[Convention]) -> None:
        self.report = report
        self.tally = tally
        self._conventions = conventions
        self._known: dict[tuple[str, int], list[Counting]] = {}
        self._agreeing: list[Counting] | None = None
        self._taken_apart: CostBreakdown | None = None

    def of(self, quantity: str, steps: int) -> list[Counting]:
        """The ways to count a quantity that are so many steps from its plain count."""
        key = quantity, steps
        if key not in self._known:
            made = (
                self._operations(steps)
                if quantity == OPERATIONS
                else self._figures(quantity, steps)
            )
            self._known[key] = list(made)
        return self._known[key]

    # --- operations

    def _operations(self, steps: int) -> Iterator[Counting]:
        counted = self._by_conventions()
        yield from (counting for counting in counted if counting.steps == steps)
        for counting in counted:
            if steps == counting.steps + _OF_ITEM:
                yield from self._with_items_changed(counting)
            if steps == counting.steps + _OF_STAGE:
                yield from self._without_stages(counting)

    def _by_conventions(self) -> list[Counting]:
        """What the conventions count, those together that count the same."""
        if self._agreeing is None:
            agreeing: dict[tuple[int, int, int], list[str]] = {}
            prices = self.tally.prices() or [0] * len(self._conventions)  # where no layer is
            for convention, price in zip(self._conventions, prices, strict=True):
                if price is not None:
                    steps = 0 if convention.written.prior == "usual" else _OF_RARE_CONVENTION
                    key = price, convention.written.mac, steps
                    agreeing.setdefault(key, []).append(convention.name)
            self._agreeing = [
                Counting(OPERATIONS, number, steps, tuple(names), mac)
                for (number, mac, steps), names in agreeing.items()
            ]
        return self._agreeing

    def _with_items_changed(self, counting: Counting) -> Iterator[Counting]:
        """A convention's count less one of its items, or plus a fact that it does not count."""
        breakdown = self._breakdown()
        items = breakdown.gathered(breakdown.shares(self._first(counting)))
        counted = {(item.kind, item.fact) for item in items}
        if len(items) > 1:
            for item in items:
                yield self._changed(counting, "without_item", item, -int(item.value))
        for item in breakdown.facts:
            if item.fact in FACTS and item.fact not in _WHOLE and item[:2] not in counted:
                yield self._changed(counting, "with_item", item, int(item.value))

    def _changed(self, counting: Counting, kind: ChangeKind, item: Item, more: int) -> Counting:
        change = Change(kind, (item.kind, item.fact))
        number, first = counting.number + more, counting.conventions[:1]
        steps = counting.steps + _OF_ITEM
        return Counting(OPERATIONS, number, steps, first, counting.mac, change=change)

    def _without_stages(self, counting: Counting) -> Iterator[Counting]:
        price = self._first(counting).price
        for path, node in self._stages():
            own = sum(times * price(leaf) for leaf, times in leaves(node))
            if own and own != counting.number:
                change, first = Change("without_layers", paths=(path,)), counting.conventions[:1]
                number = counting.number - own
                steps = counting.steps + _OF_STAGE
                yield Counting(OPERATIONS, number, steps, first, counting.mac, change=change)

    def _first(self, counting: Counting) -> Convention:
        return next(each for each in self._conventions if each.name == counting.conventions[0])

    def _breakdown(self) -> CostBreakdown:
        if self._taken_apart is None:
            self._taken_apart = CostBreakdown(self.report.network)
        return self._taken_apart

    # --- figures

    def _figures(self, quantity: str, steps: int) -> Iterator[Counting]:
        plain = self.report.figure(quantity)
        if steps == 0:
            yield Counting(quantity, plain)
            if quantity == "activations":
                yield Counting(quantity, self.tally.total(_matrix_outputs), 0, _COUNT_OUTPUTS)
            return
        if quantity in _TRAINED:
            yield from self._with_options(quantity, plain, steps)
        if steps == _OF_CLASSIFIER and (classifier := self._classifier()):
            yield self._without(quantity, plain, classifier, steps)
        if steps == _OF_STAGE:
            for stage in self._stages():
                yield self._without(quantity, plain, [stage], steps)

    def _with_options(self, quantity: str, plain: int, at_once: int) -> Iterator[Counting]:
        more = {option.name: self.tally.total(option.more) for option in OPTIONS}
        for chosen in combinations(OPTIONS, at_once):
            groups = {option.group for option in chosen}
            if len(groups) == at_once and all(more[option.name] for option in chosen):
                number = plain + sum(more[option.name] for option in chosen)
                yield Counting(quantity, number, at_once, options=tuple(o.name for o in chosen))

    def _without(self, quantity: str, plain: int, parts: Sequence[Stage], steps: int) -> Counting:
        number = plain - sum(self.report.figure(quantity, node) for _, node in parts)
        change = Change("without_layers", paths=tuple(path for path, _ in parts))
        return Counting(quantity, number, steps, change=change)

    def _stages(self) -> list[Stage]:
        """The stages of the network: what a listing one name deep has."""
        return [(row.path, row.node) for row in self.report.rows(depth=1)]

    def _classifier(self) -> list[Stage]:
        """The fully connected layers at the end; none where there are no other layers."""
        stages = self._stages()
        last = [*takewhile(_classifies, reversed(stages))]
        if len(last) == len(stages):
            return []
        return [stage for stage in reversed(last) if self.report.figure("params", stage[1])]


Stage = tuple[str, Leaf | Group]
"""A stage of a network, by its path."""


def _classifies(stage: Stage) -> bool:
    families = {leaf.layer.family for leaf, _ in leaves(stage[1])}
    return families <= {"fully_connected", "activation", "reshape"}


def _matrix_outputs(layer: LayerTally) -> int:
    return layer["activations"] if layer.leaf.layer.family in MATRIX_FAMILIES else 0


_COUNT_OUTPUTS = "fvcore", "timm", "pycls"
"""Tools whose activations are the outputs of convolutions, fully connected layers and attention."""

_WHOLE = "macs", "weights"
"""What a count is made of, and nothing that is added to one."""

_OF_RARE_CONVENTION = 1
"""How many steps it is to count as few do, or as was guessed."""

_OF_CLASSIFIER, _OF_ITEM, _OF_STAGE = 1, 2, 3
"""How many steps it is to leave these out."""
