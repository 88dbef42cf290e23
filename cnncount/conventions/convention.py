"""A convention: for every layer kind a formula over the facts that the layer reports."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Annotated, Literal, NamedTuple, get_args

from pydantic import BaseModel, ConfigDict, Field

from cnncount.errors import Problem, SpecError
from cnncount.formula import Expression, Formula, FormulaError, Terms, UnknownName, Value, parse
from cnncount.layers.base import FIGURES, PARAMETERS, Layer
from cnncount.network.tree import Leaf
from cnncount.registry import families, layer_kinds
from cnncount.spec.document import Node
from cnncount.spec.validation import document
from cnncount.wording import did_you_mean

Rule = int | str

Prior = Literal["usual", "rare", "guess"]
PRIORS: tuple[Prior, ...] = get_args(Prior)


class Sourced(BaseModel):
    """A rule together with where it is from.

    Attributes:
        count: the formula.
        source: the function, or the passage, that it was read from.
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)

    count: Rule
    source: str


class About(BaseModel):
    """A note that matters only where there are certain layers.

    Attributes:
        note: the note.
        layers: the kinds and families that it is about.
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)

    note: str
    layers: list[str]


class Tool(BaseModel):
    """The program that a convention stands for.

    Attributes:
        name: its name.
        version: the version whose rules these are.
        mode: how it was called, where that changes what it counts.
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)

    name: str
    version: str
    mode: str | None = None


class Written(BaseModel):
    """A convention's file.

    Attributes:
        name: the name by which it is chosen.
        title: what it counts, in a few words.
        unit: what one of its units is called.
        mac: how many of its units one multiply-accumulate is.
        source: the paper, lecture or tool whose numbers it gives.
        tool: the tool's name, version and mode, where the convention stands for a tool.
        notes: what a reader should know; or that, and the kinds and families that it is about.
        prior: how likely a printed figure was counted so: usual, rare, or guess for rules that no
            source states.
        rules: for a layer kind or a family of kinds, a formula over the layer's facts; or that and
            its source.
        nothing: the kinds and families that it counts nothing for. A kind that has MACs is named
            itself.
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)

    name: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.\-]+$", max_length=60)]
    title: str
    unit: str
    mac: Annotated[int, Field(ge=1)]
    source: str
    tool: Tool | None = None
    notes: list[str | About] = []
    prior: Prior = "usual"
    rules: dict[str, Rule | Sourced]
    nothing: list[str] = []

    @property
    def formulas(self) -> Iterator[tuple[str, str, str | None]]:
        """Each rule: the kind or family that it is for, its formula, and its source if told."""
        for name, rule in self.rules.items():
            if isinstance(rule, Sourced):
                yield name, str(rule.count), rule.source
            else:
                yield name, str(rule), None


class Convention(NamedTuple):
    """What a count is called and how it is reckoned from a layer's facts.

    Attributes:
        written: the file's own words: name, title, unit, source.
        prices: the formula for each kind or family.
        node: the file's text, for the places of errors.
    """

    written: Written
    prices: Mapping[str, Formula]
    node: Node

    @property
    def name(self) -> str:
        """The name by which the convention is chosen."""
        return self.written.name

    @property
    def unit(self) -> str:
        """What one of its units is called: multiplications, MACs, FLOPs."""
        return self.written.unit

    def notes(self, layers: Collection[Layer] | None = None) -> list[str]:
        """What a reader should know: all of it, or what matters for a network of these layers."""
        there = None if layers is None else {word for each in layers for word in _words(each)}
        return [
            note.note if isinstance(note, About) else note
            for note in self.written.notes
            if there is None or not isinstance(note, About) or there & {*note.layers}
        ]

    def price(self, leaf: Leaf) -> int:
        """What the convention counts for one layer.

        Raises:
            SpecError: it says nothing about this kind, or its formula has no value here, or one
                below 0.
        """
        formula = self._formula_of(leaf)
        try:
            count = formula.integer(Priced(leaf))
            if count < 0:
                raise FormulaError(f"it would count {count:,}, which is below 0", 0)
            return count
        except FormulaError as error:
            raise self._unpriced(leaf, error) from None

    def terms(self, leaf: Leaf) -> Terms:
        """The price as a sum of products of named facts; errors as in `price`.

        The batch is a number here, and a figure that is itself a sum is taken apart: a layer's
        parameters are its weights, its biases and its scales and shifts.
        """
        formula = self._formula_of(leaf)
        sums = {name: leaf.costs.formula(name) for name in _SUMS & formula.names}
        none = {name: parse("0") for name in _MEANT if not leaf.costs.value(name)}
        try:
            return formula.terms(Priced(leaf), {**_MEANT, **none, **sums, "N": leaf.costs.batch})
        except FormulaError as error:
            raise self._unpriced(leaf, error) from None

    def _unpriced(self, leaf: Leaf, error: FormulaError) -> SpecError:
        hint = did_you_mean(error.name, Priced(leaf)) if isinstance(error, UnknownName) else ""
        kind = leaf.layer.kind
        message = f"the convention {self.name!r} cannot price {kind}: {error.message}{hint}"
        word = kind if kind in self.prices else leaf.layer.family
        place = _formula(self.node.part("rules", word)).within(error.column)
        return SpecError([Problem(message, place, (("the layer", leaf.place),))])

    def arithmetic(self, leaf: Leaf) -> Expression:
        """The arithmetic of `price`; that of the figure where the price is one figure."""
        formula = self.formula(leaf.layer)
        if formula.text in FIGURES:
            return leaf.costs.arithmetic(formula.text)
        return Expression(formula, Priced(leaf))

    def source(self, layer: Layer) -> str | None:
        """Where the rule for a layer is from, if the file says so."""
        rules = self.written.rules
        rule = rules.get(layer.kind if layer.kind in self.prices else layer.family)
        return rule.source if isinstance(rule, Sourced) else None

    def formula(self, layer: Layer) -> Formula:
        """The rule for a layer: its kind's, or else its family's."""
        formula = self.prices.get(layer.kind) or self.prices.get(layer.family)
        if formula is None:
            raise self._without_price(layer)
        return formula

    def _formula_of(self, leaf: Leaf) -> Formula:
        """The rule for a layer; that its family counts nothing says nothing of one with MACs."""
        layer = leaf.layer
        by_family = layer.kind not in self.prices and layer.family in self.written.nothing
        if by_family and leaf.costs.value("macs"):
            raise self._without_price(layer)
        return self.formula(layer)

    def _without_price(self, layer: Layer) -> SpecError:
        message = f"the convention {self.name!r} does not say what it counts for {layer.kind}"
        return SpecError([Problem(message, self.node.at("nothing"))])


def _formula(rule: Node) -> Node:
    """The scalar that has a rule's formula, which may stand together with its source."""
    return rule.part("count")


def _words(layer: Layer) -> tuple[str, str]:
    return layer.kind, layer.family


_SUMS = {"multiplications", "additions", "connections"}
"""The figures whose formulas are sums in some layers."""

_MEANT = {
    "params": parse(" + ".join(PARAMETERS)),
    "memory": parse(f"{' + '.join(PARAMETERS)} + elements_out"),
    "activations": parse("elements_out"),
}


class Priced(Mapping[str, Value]):
    """A layer under the names that rules use.

    They are the figures (`macs`, `biases`, `comparisons`, …), the layer's own quantities (`K`,
    `C_in`, …), and `elements_in`, `elements_out`: those of its (first) input and its output, with
    the batch. `in_scale` says whether the layer helps to compute a scale. Then there are the
    layer's arguments as the spec writes them (`form`, `bias`, `affine`, `mode`, …), but that a list
    of pairs comes as one list.
    """

    def __init__(self, leaf: Leaf) -> None:
        self._facts = leaf.costs
        self._layer = leaf.layer
        self._in_scale = leaf.in_scale

    def __getitem__(self, name: str) -> Value:
        costs = self._facts
        if name in FIGURES:
            return costs.value(name)
        if name == "elements_out":
            return costs.value("activations")
        if name == "elements_in":
            return parse("N*prod(X)").integer(costs.quantities)
        if name == "in_scale":
            return self._in_scale
        if name in costs.quantities:
            return costs.quantities[name]
        return self._argument(name)

    def _argument(self, name: str) -> Value:
        if name not in self._arguments():
            raise KeyError(name)
        value = getattr(self._layer, name)
        if isinstance(value, list) and any(isinstance(item, list) for item in value):
            return [each for item in value for each in (item if isinstance(item, list) else [item])]
        return value

    def _arguments(self) -> set[str]:
        return type(self._layer).model_fields.keys() - {"name", "when", "from_"}

    def __iter__(self) -> Iterator[str]:
        own = dict.fromkeys((*self._facts.quantities, *sorted(self._arguments())))
        return iter((*FIGURES, "elements_in", "elements_out", "in_scale", *own))

    def __len__(self) -> int:
        return len(list(iter(self)))


def load(node: Node) -> Convention:
    """Read a convention out of a document.

    Raises:
        SpecError: with everything that is wrong with it.
    """
    refusal = "a convention is a mapping: name, unit, rules, …"
    written = document(Written, node, "a convention", refusal)
    problems: list[Problem] = []
    known = layer_kinds() | families()
    prices: dict[str, Formula] = {}

    def check(name: str, *keys: str | int) -> None:
        if name not in known:
            message = f"no layer kind or family {name!r}{did_you_mean(name, known)}"
            problems.append(Problem(message, node.at(*keys)))

    for number, name in enumerate(written.nothing):
        check(name, "nothing", number)
        if name in written.rules:
            message = f"{name!r} has a rule, and is among what counts nothing"
            problems.append(Problem(message, node.at("nothing", number)))
        prices[name] = parse("0")
    for number, note in enumerate(written.notes):
        for name in note.layers if isinstance(note, About) else ():
            check(name, "notes", number)
    for name, text, _ in written.formulas:
        check(name, "rules", name)
        try:
            prices[name] = parse(text)
        except FormulaError as error:
            place = _formula(node.part("rules", name)).within(error.column)
            problems.append(Problem(error.message, place))
    if problems:
        raise SpecError(problems)
    return Convention(written, prices, node)
