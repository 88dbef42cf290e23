"""What a convention counts of a network, item by item: so many times a named fact of a layer kind.

The rules of a convention are taken apart into products (`Convention.terms`), and each product is
called by the fact that it comes to: `weights*prod(O)` is a convolution's multiply-accumulates. A
name is given only where it holds for every layer that the item is about, so items always add up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from cnncount.conventions.convention import Convention, Priced
from cnncount.formula import Number, Terms
from cnncount.network.tree import Group, Leaf, leaves
from cnncount.shapes import ShapeError

FACTS = {
    "macs": "MACs",
    "bias_sums": "bias additions",
    "elements": "elements",
    "elements_out": "output elements",
    "elements_in": "input elements",
    "weights": "weights",
    "biases": "biases",
    "affine": "scales and shifts",
    "buffers": "buffers",
    "comparisons": "comparisons",
    "divisions": "divisions",
    "exponentials": "exponentials",
    "connections": "window reads",
    "C_in": "channels",
}
"""What items are counted in, with the words for it; of facts that are equal, the first is named.

`elements` are those of a layer whose input has as many as its output; `bias_sums` the outputs of
one with biases, each of which costs an addition.
"""


class CostTerm(NamedTuple):
    """What an item comes to in one layer.

    Attributes:
        fact: one of `FACTS`, or a formula where none of them fits.
        times: how many times the fact is counted.
        number: the fact's number in this layer.
    """

    fact: str
    times: Number
    number: int


class Item(NamedTuple):
    """So many times a fact, over all layers of a kind in which it is counted as often.

    Attributes:
        kind: the layer kind.
        fact: one of `FACTS`, or a formula where none of them fits.
        times: how many times it is counted; below 0 where it is less.
        number: the fact's number, over all these layers.
    """

    kind: str
    fact: str
    times: Number
    number: int

    @property
    def value(self) -> Number:
        """What the item adds."""
        return self.times * self.number

    @property
    def called(self) -> str:
        """What is counted: ``batch-norm elements``."""
        return f"{self.kind.replace('_', '-')} {FACTS.get(self.fact, self.fact)}"

    def __str__(self) -> str:
        """The item as a term of a sum: ``+ 2 × 11,113,984 batch-norm elements``."""
        sign = "-" if self.times < 0 else "+"
        times = "" if _size(self.times) == 1 else f"{_size(self.times)} × "
        return f"{sign} {times}{self.number:,} {self.called}"


Shares = list[list[CostTerm]]
"""The shares of each layer, in the order of the layers."""


class CostBreakdown:
    """The layers of a network with their facts, for taking apart what conventions count of them.

    Attributes:
        leaves: the different layers, each with how many times it is there.
    """

    def __init__(self, node: Leaf | Group) -> None:
        self.leaves = list(leaves(node))
        self._facts = [_facts(leaf) for leaf, _ in self.leaves]
        _settle_elements(self.leaves, self._facts)
        self._other_sizes: dict[int, _Resized] = {}

    def shares(self, convention: Convention) -> Shares:
        """What a convention counts for each of the layers, by named facts.

        Raises:
            SpecError: it does not price a layer.
        """
        groups: dict[tuple[str, tuple[str, ...], Number], dict[int, int]] = {}
        for number, (leaf, _) in enumerate(self.leaves):
            for product, term in convention.terms(leaf).items():
                key = leaf.layer.kind, product, term.coefficient
                groups.setdefault(key, {})[number] = term.value
        found: Shares = [[] for _ in self.leaves]
        unnamed: dict[int, dict[tuple[str, ...], tuple[Number, int]]] = {}
        for (_, product, coefficient), values in groups.items():
            totals = {number: coefficient * value for number, value in values.items() if value}
            fact, times = self._named(convention, product, totals)
            for number in totals:
                if fact:
                    found[number].append(CostTerm(fact, times, self._facts[number][fact]))
                else:
                    unnamed.setdefault(number, {})[product] = coefficient, values[number]
        for number, products in unnamed.items():
            found[number].append(_bare(products, convention))
        for (leaf, _), terms in zip(self.leaves, found, strict=True):
            assert sum(term.times * term.number for term in terms) == convention.price(leaf)
        return found

    def _named(
        self, convention: Convention, product: Product, totals: Mapping[int, Number]
    ) -> tuple[str | None, Number]:
        """The fact that some layers' totals are a multiple of, the same for all, and the multiple.

        Of facts that are equal whatever the sizes of the layers, the first is named; one that only
        has the same number here is not. Parameters of one role are not called by another.
        """
        own = product[0] if len(product) == 1 and product[0] in FACTS else None
        found: dict[str, Number] = {}
        for fact in FACTS:
            times = _times(totals, {number: self._facts[number].get(fact) for number in totals})
            if times is None or (fact != own and {fact, own or ""} <= _ROLES):
                continue
            if fact == own or all(
                self._resized(number).is_multiple(convention, product, fact, times)
                for number in totals
            ):
                found[fact] = times
        whole = [times for times in found.values() if times.denominator == 1]
        named = found[own] if own in found else min(whole, key=_size, default=None)
        if named is None:
            return None, 0
        return next(fact for fact, times in found.items() if times == named), named

    def _resized(self, number: int) -> _Resized:
        if number not in self._other_sizes:
            self._other_sizes[number] = _Resized(self.leaves[number][0])
        return self._other_sizes[number]

    def difference(self, a: Convention, b: Convention) -> Shares:
        """What `b` counts more than `a` for each of the layers; errors as in `shares`."""
        found: Shares = []
        for less, more in zip(self.shares(a), self.shares(b), strict=True):
            net: dict[str, Number] = {}
            for sign, counted in ((-1, less), (1, more)):
                for fact, times, number in counted:
                    net[fact] = net.get(fact, 0) + sign * times * number
            numbers = {share.fact: share.number for share in (*less, *more) if share.number}
            counts = [(fact, total, numbers[fact]) for fact, total in net.items() if total]
            found.append(
                [CostTerm(fact, _divided(total, each), each) for fact, total, each in counts]
            )
        return found

    def gathered(self, shares: Shares, node: Leaf | Group | None = None) -> list[Item]:
        """The shares of the layers as items, the largest first; those of a part, if it is given."""
        counted = self.leaves if node is None else list(leaves(node))
        known = {id(leaf): own for (leaf, _), own in zip(self.leaves, shares, strict=True)}
        numbers: dict[tuple[str, str, Number], int] = {}
        for leaf, repeated in counted:
            for fact, times, number in known[id(leaf)]:
                key = leaf.layer.kind, fact, times
                numbers[key] = numbers.get(key, 0) + repeated * number
        made = [Item(*key, number) for key, number in numbers.items() if number]
        return sorted(made, key=lambda item: -_size(item.value))

    def costs(self, shares: Shares) -> dict[int, Number]:
        """What the shares of each layer come to, by the layer's `id`."""
        return {
            id(leaf): sum(share.times * share.number for share in own)
            for (leaf, _), own in zip(self.leaves, shares, strict=True)
        }

    @cached_property
    def facts(self) -> list[Item]:
        """Every fact of every layer kind, once, the largest first."""
        once = [[CostTerm(f, 1, number) for f, number in own.items()] for own in self._facts]
        return self.gathered(once)


def _facts(leaf: Leaf) -> dict[str, int]:
    """The facts of a layer by name; not those that it has none of."""
    priced = Priced(leaf)
    known = {name: priced[name] for name in FACTS if name not in ("elements", "bias_sums")}
    known["bias_sums"] = leaf.costs.bias_sums
    return {name: number for name, number in known.items() if number}


def _settle_elements(leaves: Sequence[tuple[Leaf, int]], facts: Sequence[dict[str, int]]) -> None:
    """Speak of elements where the outputs of all layers of a kind are as many as its inputs."""
    kinds: dict[str, list[dict[str, int]]] = {}
    for (leaf, _), own in zip(leaves, facts, strict=True):
        kinds.setdefault(leaf.layer.kind, []).append(own)
    for alike in kinds.values():
        if all(own["elements_in"] == own["elements_out"] for own in alike):
            for own in alike:
                own["elements"] = own["elements_in"]


Product = tuple[str, ...]
"""A product by the names of its factors."""


def _larger(size: int) -> int:
    return 2 * size + 1 if size > 1 else 1


_ROLES = {"weights", "biases", "affine", "buffers"}


def _times(totals: Mapping[int, Number], facts: Mapping[int, int | None]) -> Number | None:
    """How many times a fact each total is, where that is the same for all."""
    multiples = {
        _divided(total, fact) if (fact := facts[number]) else None
        for number, total in totals.items()
    }
    return multiples.pop() if len(multiples) == 1 else None


class _Resized:
    """A layer on inputs of other sizes, which tells equal formulas from equal numbers."""

    def __init__(self, leaf: Leaf) -> None:
        self._leaf = _on_other_sizes(leaf)
        self._facts = _facts(self._leaf) if self._leaf else {}
        if self._facts.get("elements_in") == self._facts.get("elements_out", 0):
            self._facts["elements"] = self._facts["elements_in"]
        self._terms: dict[str, Terms] = {}

    def is_multiple(
        self, convention: Convention, product: Product, fact: str, times: Number
    ) -> bool:
        """Whether a product of a convention's rule is so many times a fact here too."""
        if self._leaf is None or fact not in self._facts:
            return False
        if convention.name not in self._terms:
            self._terms[convention.name] = convention.terms(self._leaf)
        term = self._terms[convention.name].get(product)
        return term is not None and term.coefficient * term.value == times * self._facts[fact]


def _on_other_sizes(leaf: Leaf) -> Leaf | None:
    """A layer on larger maps, more of them if it takes that; None where it takes no other input.

    A map of one position stays one: it is a vector.
    """
    for more in (2, 1):
        inputs = [(more * maps, *map(_larger, sizes)) for maps, *sizes in leaf.costs.inputs]
        try:
            costs = leaf.layer.costs(*inputs)
        except ShapeError:
            continue
        return leaf._replace(costs=costs.for_batch(leaf.costs.batch))
    return None


def _size(number: Number) -> Number:
    return -number if number < 0 else number


def _divided(total: Number, number: int) -> Number:
    return Fraction(total, number) if total % number else total // number


def _bare(products: dict[tuple[str, ...], tuple[Number, int]], convention: Convention) -> CostTerm:
    """What of a layer's price is no multiple of facts: a product so often, or a sum of several.

    It is a whole number, as the price is and as all multiples of facts are.
    """
    (product, (times, number)), *others = products.items()
    called = "·".join(product)
    if others or not 0 < len(called) <= _SHORT:
        called = f"operations by the rule of {convention.name}"
        total = sum(times * number for times, number in products.values())
        times, number = (-1 if total < 0 else 1), int(_size(total))
    return CostTerm(called, times, number)


_SHORT = 40
