"""A report: a counted network under a convention, and every figure that can be asked of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cnncount.conventions import Convention
from cnncount.conventions import convention as named_convention
from cnncount.conventions.library import DEFAULT
from cnncount.errors import Problem, Problems, SpecError, no_such, refusal
from cnncount.layers.base import FIGURES
from cnncount.network import tree
from cnncount.network.tree import Group, Leaf, Row
from cnncount.network.walk import Amend, Walk
from cnncount.shapes import ReceptiveField, Shape
from cnncount.spec.library import Choice, find
from cnncount.spec.settings import Settings, settle
from cnncount.spec.terms import Work

DTYPES = {"float64": 8, "float32": 4, "float16": 2, "bfloat16": 2, "int8": 1}
"""Bytes of one element."""

MAX_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Report:
    """A counted network under a convention.

    Attributes:
        name: what was asked for: the variant's or the file's name.
        choice: the family that it is from.
        settings: its variables and its input.
        network: the counted layers.
        convention: what `flops` counts.
        batch: the examples counted.
        dtype: the type of elements for figures in bytes, if one was named.
        given: the values that the user gave for variables.
    """

    name: str
    choice: Choice
    settings: Settings
    network: Group
    convention: Convention
    batch: int = 1
    dtype: str | None = None
    given: Mapping[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The family's name, as its paper writes it."""
        return self.choice.spec.name

    @property
    def input(self) -> Shape:
        """The input, channels first, without the batch."""
        return self.settings.shape

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is probably a mistake in the spec."""
        return self.settings.warnings

    @property
    def changed(self) -> dict[str, Any]:
        """The variables that the user gave another value than the variant has."""
        if not self.given:
            return {}
        spec = self.choice.spec
        work = Work(spec.node.place)
        usual = settle(spec, self.choice.variant, Problems(), work).variables
        values = {name: self.settings.variables[name] for name in self.given}
        return {name: value for name, value in values.items() if value != usual.get(name)}

    @property
    def receptive_field(self) -> ReceptiveField:
        """What one output position sees of the input."""
        return self.network.receptive_field

    def figure(self, name: str, node: Leaf | Group | None = None) -> int:
        """One of `FIGURES`, or `flops` under the convention, of the whole or of a part.

        Raises:
            SpecError: there is no such figure, or the convention does not price a layer.
        """
        part = self.network if node is None else node
        if name == "flops":
            return tree.total(part, self.convention.price)
        if name not in FIGURES:
            raise SpecError([no_such("figure", name, FIGURES)])
        return tree.total(part, lambda leaf: leaf.costs.value(name))

    def bytes(self, figure: str) -> int | None:
        """The bytes that a figure's elements take, if a dtype was named."""
        return self.figure(figure) * DTYPES[self.dtype] if self.dtype else None

    def rows(self, depth: int | None = None) -> Iterator[Row]:
        """The layers in order, each repetition on its own; with `depth`, names down to that depth.

        Raises:
            SpecError: there are more than `MAX_ROWS`.
        """
        count = tree.row_count(self.network, depth)
        if count > MAX_ROWS:
            raise refusal("listing-too-long", layers=count, limit=MAX_ROWS)
        return tree.rows(self.network, depth)


def count(
    arch: str | Choice,
    *,
    variables: Mapping[str, Any] | None = None,
    input: Sequence[int] | None = None,
    batch: int = 1,
    convention: str | Convention = DEFAULT,
    dtype: str | None = None,
    progress: Callable[[int], None] | None = None,
    amend: Amend | None = None,
    partial: bool = False,
) -> Report:
    """Count a network.

    Args:
        arch: a bundled name (``"resnet50"``), a file, ``"mine.yaml:variant"``, or ``"-"``, also
            with settings (``"resnet50:downsample_at=3x3"``); or what `find` found for one.
        variables: values for the family's vars, as ``--set`` gives them; they win over settings.
        input: channels and spatial sizes, in place of the spec's.
        batch: examples; operations and activations are multiplied by it, parameters are not.
        convention: what `flops` counts: a bundled name, a file, or a `Convention`.
        dtype: one of `DTYPES`, for figures in bytes.
        progress: called with the number of layers counted so far, every thousand layers.
        amend: replaces layers, as one who misread the spec would count them.
        partial: leaves out the layers that cannot be counted, as a misread size may have it.

    Raises:
        SpecError: with everything that is wrong with what was asked for.
    """
    choice = find(arch) if isinstance(arch, str) else arch
    if dtype is not None and dtype not in DTYPES:
        raise SpecError([no_such("dtype", dtype, DTYPES)])
    if type(batch) is not int or batch < 1:
        raise refusal("batch-too-small", batch=batch)
    problems = Problems(choice.spec.problems)
    work = Work(choice.spec.node.place)
    given = {**choice.settings, **(variables or {})}
    settings = settle(choice.spec, choice.variant, problems, work, given, input)
    walk = Walk(choice.spec.blocks, settings.variables, problems, work, batch, progress, amend)
    try:
        counted = walk.network(choice.spec.layers, settings.shape, partial=partial)
    except SpecError as error:
        if input is None or not (own := _own_input(choice, variables)):
            raise
        problem = error.problems[0].text
        raise refusal(
            "input-does-not-fit", name=choice.name, given=input, problem=problem, own=own
        ) from error
    chosen = convention if isinstance(convention, Convention) else named_convention(convention)
    return Report(choice.name, choice, settings, counted, chosen, batch, dtype, given)


def _own_input(choice: Choice, variables: Mapping[str, Any] | None) -> Shape | None:
    """The input in the spec, if the network can be counted on it."""
    try:
        return count(choice, variables=variables).input
    except SpecError:
        return None
