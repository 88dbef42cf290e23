"""An architecture file as a model: a family of networks, its variants, its blocks, its layers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from cnncount.errors import Problems
from cnncount.messages import Text, text
from cnncount.messages.values import describe
from cnncount.registry import Steps
from cnncount.spec.document import Node
from cnncount.spec.terms import Term, has_unknowns
from cnncount.unknown import UNKNOWN
from cnncount.wording import closest

MAX_ITEMS = 1000

MAX_NAME = 100
"""Characters of a family's name."""

Word = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$", max_length=60)]
VariantName = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.\-]+$", max_length=60)]
Scalar = int | bool | str
Items = Annotated[list[Scalar], Field(max_length=MAX_ITEMS, fail_fast=True)]
Input = Annotated[list[Annotated[int, Field(ge=1)]], Field(min_length=2, max_length=4)]
Variable = Scalar | Annotated[list[Scalar | Items], Field(max_length=MAX_ITEMS, fail_fast=True)]


Figure = Literal[
    "params",
    "weights",
    "biases",
    "affine",
    "buffers",
    "macs",
    "multiplications",
    "additions",
    "comparisons",
    "divisions",
    "exponentials",
    "connections",
    "activations",
    "memory",
    "flops",
]
"""A figure of a count: those of `cnncount.layers.base.FIGURES`, and `flops`."""


class _Written(BaseModel):
    model_config = ConfigDict(
        strict=True, extra="forbid", frozen=True, defer_build=True, arbitrary_types_allowed=True
    )


class Block(_Written):
    """A named list of layers, used by stages.

    Attributes:
        vars: its own variables with their defaults; one without a value must be given by `with`.
        layers: the layers.
    """

    vars: dict[Word, Variable | None] = {}
    layers: Steps


class Reference(_Written):
    """Someone else's code for a network, against which `make witness` holds the count.

    Attributes:
        variant: the variant that it is; left out where the file has none.
        model: the function that makes it, `torchvision.models.resnet50`.
        arguments: the arguments that the function is called with, by name; `torch.nn.BatchNorm2d`
            is that class.
        vars: the values under which the spec is that network.
        forms: for a layer kind, the form that the code has where the spec's is another.
        input: the input, where it is not the spec's.
    """

    variant: VariantName | None = None
    model: Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_.]*$", max_length=100)]
    arguments: dict[Word, Variable | None] = {}
    vars: dict[Word, Variable] = {}
    forms: dict[Word, Literal["module", "functional", "operator"]] = {}
    input: Input | None = None


class Note(_Written):
    """A note that explains figures of the count, and is shown below them.

    Attributes:
        note: the note.
        figures: the figures that it explains.
    """

    note: str
    figures: Annotated[list[Figure], Field(min_length=1)]


class Requirement(_Written):
    """What the variables of a network must fulfil, beyond the choices of each.

    Attributes:
        that: an expression over the variables that must be true.
        message: what to say where it is false.
    """

    that: bool
    message: Annotated[str, Field(min_length=1, max_length=200)]


class Family(_Written):
    """An architecture file.

    Attributes:
        name: the family's name, as its paper writes it.
        source: the paper, book or code that it is taken from.
        notes: what a reader should know: readings of the source, differences between versions; or
            that, and the figures that it explains.
        input: channels, then one to three spatial sizes.
        vars: variables with their defaults.
        choices: for a variable, the values that make sense.
        require: what the values of several variables must fulfil together.
        variants: named settings of the variables, the columns of the paper's table.
        references: other people's code for these networks, as witnesses of the count.
        blocks: named lists of layers.
        layers: the network.
    """

    name: Annotated[str, Field(min_length=1, max_length=MAX_NAME)]
    source: str | None = None
    notes: list[str | Note] = []
    input: Input
    vars: dict[Word, Variable] = {}
    choices: dict[Word, Annotated[list[Scalar], Field(min_length=1)]] = {}
    require: Annotated[list[Requirement], Field(max_length=100, fail_fast=True)] = []
    variants: dict[VariantName, dict[Word, Variable]] = {}
    references: list[Reference] = []
    blocks: dict[Word, Block] = {}
    layers: Steps


@dataclass(frozen=True, slots=True)
class Spec:
    """A loaded file: what it says, and where it says it.

    Attributes:
        values: its keys with their values. They may still be expressions, or unknown.
        node: the document.
        problems: what is wrong with it whatever its variables are. Counting it raises them.
    """

    values: dict[str, Any]
    node: Node
    problems: Problems

    @property
    def name(self) -> str:
        """The family's name."""
        name = self.values.get("name")
        return name if isinstance(name, str) else "the file"

    @property
    def source(self) -> str | None:
        """The paper, book or code that the family is taken from."""
        return self.values.get("source")

    @property
    def notes(self) -> list[str]:
        """What a reader should know about the family."""
        return [each if isinstance(each, str) else each["note"] for each in self._notes]

    def notes_on(self, figures: Collection[str]) -> list[str]:
        """The notes that explain any of these figures."""
        about = [each for each in self._notes if isinstance(each, dict)]
        return [each["note"] for each in about if not set(figures).isdisjoint(each["figures"])]

    @property
    def _notes(self) -> list[Any]:
        return list(self.values.get("notes", []))

    @property
    def variants(self) -> dict[str, dict[str, Any]]:
        """The variants' settings by name; none for one that is wrong."""
        written = self.values.get("variants", {})
        return {name: given if given is not UNKNOWN else {} for name, given in written.items()}

    @property
    def vars(self) -> dict[str, Any]:
        """The variables' defaults by name."""
        return dict(self.values.get("vars", {}))

    @property
    def choices(self) -> dict[str, list[Any]]:
        """The values that make sense for a variable."""
        return dict(self.values.get("choices", {}))

    @property
    def require(self) -> list[dict[str, Any]]:
        """The conditions on the variables; see `Requirement`."""
        written = self.values.get("require", [])
        return [each for each in written if isinstance(each, dict)] if written else []

    @property
    def references(self) -> list[dict[str, Any]]:
        """Other code for these networks; see `Reference`."""
        return list(self.values.get("references", []))

    @property
    def blocks(self) -> dict[str, dict[str, Any] | None]:
        """The blocks by name, each with `vars` and `layers`; None for one that is wrong."""
        return dict(self.values.get("blocks", {}))

    @property
    def layers(self) -> tuple[Term, ...]:
        """The network."""
        return tuple(self.values.get("layers", ()))

    def excluded(self, name: str, value: Any) -> Text | None:
        """What is wrong with a value that is not among a variable's choices."""
        choices = self.choices.get(name)
        if (
            choices is None
            or has_unknowns([choices, value])
            or any(type(c) is type(value) and c == value for c in choices)
        ):
            return None
        if len(choices) == 1:
            return text("only-choice", name=name, choice=choices[0], value=describe(value))
        guess = closest(value, choices) if isinstance(value, str) else None
        return text("not-a-choice", name=name, choices=choices, value=describe(value), guess=guess)
