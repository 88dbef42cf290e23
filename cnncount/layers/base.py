"""What every layer kind provides: its shape rule, its parameters and its tally, as formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from math import prod
from typing import Any, ClassVar

from cnncount.formula import MAX_NUMBER, Expression, Formula, Value, parse
from cnncount.messages import text
from cnncount.registry import Step
from cnncount.shapes import ReceptiveField, Shape, ShapeError, shape_text

PARAMETERS = ("weights", "biases", "affine")
"""Trained values, by role: weights; biases; affine scales and shifts of a normalisation."""

OPERATIONS = (
    "macs",
    "multiplications",
    "additions",
    "comparisons",
    "divisions",
    "exponentials",
)
"""Operations on one example. All multiplications and additions are counted, those of the MACs among
them; an exponential is one evaluation of an elementary function (exp, log, sqrt, erf, a power)."""

FIGURES = ("params", *PARAMETERS, "buffers", *OPERATIONS, "connections", "activations", "memory")
"""Every figure that a layer reports; one that it gives no formula for is 0."""

_PER_EXAMPLE = {*OPERATIONS, "activations"}
_ZERO = parse("0")
_OUTPUTS = parse("prod(Y)")
_BATCH = parse("N")

_MOST_TERMS = 2**6
_IN_SHAPES = {"C_in", "I", "C_out", "O"}


Formulas = Mapping[str, Formula | str]
"""The formulas of figures, by figure. A text is parsed once, when it is first used."""


class LayerCosts:
    """What one layer costs on one input shape: formulas, and the quantities to put into them.

    Attributes:
        inputs: the shapes of its inputs, without the batch.
        out: the shape of its output, without the batch.
        quantities: the formulas' names, in the papers' letters: K kernel, S stride, P padding,
            D dilation, g groups, I and O the spatial sizes of input and output, C_in and C_out,
            X and Y the whole shapes of input and output, N the batch.
        sizes: the formula of each output size, with its own quantities, axis by axis.
        receptive_field: what an output position sees of the input; None: the same position.
        batch: the examples that are counted; operations and activations are multiplied by it.
    """

    __slots__ = (
        "_formulas",
        "_values",
        "batch",
        "inputs",
        "out",
        "quantities",
        "receptive_field",
        "sizes",
    )

    def __init__(
        self,
        inputs: Sequence[Shape],
        out: Shape,
        formulas: Formulas,
        quantities: Mapping[str, Value] | None = None,
        *,
        sizes: Sequence[tuple[Formula | str, Mapping[str, Value]]] = (),
        receptive_field: ReceptiveField | None = None,
        batch: int = 1,
    ) -> None:
        self.inputs = tuple(inputs)
        self.out = out
        self.quantities = {
            "C_in": inputs[0][0],
            "I": inputs[0][1:],
            "C_out": out[0],
            "O": out[1:],
            "X": inputs[0],
            "Y": out,
            "N": batch,
            **(quantities or {}),
        }
        self.sizes = tuple(sizes)
        self.receptive_field = receptive_field
        self.batch = batch
        self._formulas = formulas
        self._values: dict[str, int] = {}

    def for_batch(self, batch: int) -> LayerCosts:
        """The same layer on a batch of examples."""
        costs = self.varied({"N": batch})
        costs.batch = batch
        return costs

    def varied(self, quantities: Mapping[str, Value]) -> LayerCosts:
        """The same formulas with other quantities put in, as one who misread the layer would."""
        return LayerCosts(
            self.inputs,
            self.out,
            self._formulas,
            {**self.quantities, **quantities},
            sizes=self.sizes,
            receptive_field=self.receptive_field,
            batch=self.batch,
        )

    def formula(self, figure: str) -> Formula:
        """A figure's formula, ``0`` where the layer has nothing of it."""
        formulas = self._formulas
        if figure in formulas:
            formula = _parsed(formulas[figure])
        elif figure == "params":
            roles = [_parsed(formulas[role]) for role in PARAMETERS if role in formulas]
            return reduce(Formula.__add__, roles) if roles else _ZERO
        elif figure == "activations":
            formula = _OUTPUTS
        elif figure == "memory":
            params = self.formula("params")
            return _ZERO if params is _ZERO else params + self.formula("activations")
        else:
            return _ZERO
        if self.batch != 1 and figure in _PER_EXAMPLE and formula is not _ZERO:
            return _BATCH * formula
        return formula

    def value(self, figure: str) -> int:
        """One of `FIGURES`, as an exact integer."""
        if figure not in self._values:
            formula = self.formula(figure)
            self._values[figure] = 0 if formula is _ZERO else formula.integer(self.quantities)
        return self._values[figure]

    @property
    def bias_sums(self) -> int:
        """The additions of its biases: one for each output element, if it has any."""
        return self.value("activations") if self.value("biases") else 0

    def check_bounds(self) -> None:
        """Refuse figures that are too large; they are computed only if `bound` is large.

        Raises:
            TooLarge: a figure is 2^100 or more.
        """
        if self.bound >= MAX_NUMBER:
            for figure in FIGURES:
                self.value(figure)

    @property
    def bound(self) -> int:
        """A number that no figure is larger than, without computing the figures.

        A figure has a few terms, and none of them is more than the product of both shapes and of
        the quantities that are no part of them.
        """
        bound = _MOST_TERMS
        for name, value in self.quantities.items():
            if name not in _IN_SHAPES:
                bound *= (prod(value) if isinstance(value, list | tuple) else value) or 1
        return bound

    def arithmetic(self, figure: str) -> Expression:
        """The hand arithmetic of a figure: ``(5·5·1 + 1)·6 = 156``."""
        return Expression(self.formula(figure), self.quantities)

    def symbols(self, figure: str) -> Expression:
        """The formula of a figure in symbols: ``(K_h·K_w·C_in + 1)·C_out``."""
        formula = self.formula(figure)
        return Expression(formula, self.quantities, symbolic=True, elements=self.elements())

    def elements(self) -> dict[str, list[str]]:
        """How the spatial sizes are spelled: H_out, W_out rather than O_h, O_w."""
        axes = "DHW"[3 - len(self.inputs[0][1:]) :]
        return {
            "I": [f"{axis}_in" for axis in axes],
            "O": [f"{axis}_out" for axis in axes],
            "X": ["C_in", *(f"{axis}_in" for axis in axes)],
            "Y": ["C_out", *(f"{axis}_out" for axis in axes)],
        }

    def size_arithmetic(self) -> list[Expression]:
        """The arithmetic of each output size, equal axes once: ``⌊(32 - 5)/1⌋ + 1 = 28``."""
        each = [Expression(_parsed(formula), env) for formula, env in self.sizes]
        return list({str(expression): expression for expression in each}.values())


def _parsed(formula: Formula | str) -> Formula:
    return parse(formula) if isinstance(formula, str) else formula


class Layer(Step):
    """A layer: one step of the data with a cost of its own.

    A subclass names its `kind`, declares its arguments as fields, and says all about its cost in
    `facts`. Its `family` is the folder that its file lies in. Conventions price layers by kind, or
    by family where a whole family is priced alike.
    """

    family: ClassVar[str]

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Take the family from the folder."""
        super().__pydantic_init_subclass__(**kwargs)
        cls.family = cls.__module__.split(".")[2]

    def costs(self, *inputs: Shape) -> LayerCosts:
        """What this layer costs on inputs of these shapes.

        Raises:
            ShapeError: it cannot take such an input.
        """
        raise NotImplementedError

    def table_label(self, axes: int) -> str | None:
        """The layer as a paper's table has it, ``3×3, 64``; None: tables omit it.

        Args:
            axes: of the feature map that it takes.
        """
        return None


def single_input(inputs: Sequence[Shape]) -> Shape:
    """The single input of a layer that takes one."""
    if len(inputs) != 1:
        raise ShapeError(text("layer-one-input", n=len(inputs)), "from")
    return inputs[0]


def spatial_only(inputs: Sequence[Shape], kind: str) -> Shape:
    """The single input of a layer that needs a feature map."""
    x = single_input(inputs)
    if len(x) == 1:
        raise ShapeError(text("needs-feature-map", kind=kind, shape=shape_text(x)))
    return x


def sequence_only(inputs: Sequence[Shape], kind: str) -> Shape:
    """The single input, a sequence (C, L), of a layer that needs one."""
    x = single_input(inputs)
    if len(x) != 2:
        raise ShapeError(text("needs-sequence", kind=kind, shape=shape_text(x)))
    return x


def per_axis(value: int | Sequence[int], x: Shape, key: str) -> tuple[int, ...]:
    """One number per spatial axis of x, from one for all or a list."""
    rank = len(x) - 1
    if isinstance(value, int):
        return (value,) * rank
    if len(value) != rank:
        raise ShapeError(
            text("numbers-per-axis", key=key, n=len(value), shape=shape_text(x), rank=rank),
            key,
        )
    return tuple(value)


def check_groups(groups: int, channels: int, what: str = "") -> None:
    """Refuse channels that cannot be cut into equal groups; `what` says which channels they are."""
    if channels % groups:
        which = f"{what} channels" if what else "channels"
        raise ShapeError(
            text("channels-in-groups", channels=channels, which=which, groups=groups), "groups"
        )
