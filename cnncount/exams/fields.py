"""What a key's file may hold: the keys of a question and of a file, and the quantities."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from cnncount.analysis.count import DTYPES
from cnncount.layers.base import FIGURES
from cnncount.spec.family import Variable, Word

SHAPES = ("output_shape", "input_shape", "output_size")
ALONG = ("receptive_field", "stride", "effective_kernel")
"""One number for each spatial axis, printed once where they agree."""
ELEMENTS = ("input", "peak_activations", "training_memory", "activations_without_reshapes")
QUANTITIES = (
    *FIGURES,
    "flops",
    *ELEMENTS,
    *SHAPES,
    "channels",
    *ALONG,
    "receptive_area",
    "layers",
)
"""What can be asked. `docs/answer-keys.md` says what each counts."""

SUMMED = (*FIGURES, "flops", *ELEMENTS)
"""The quantities that can be added up, and shared out."""

SOLVED = ("padding", "stride", "kernel", "dilation")

MAX_POINTS = 10_000
MAX_TEXT = 500

Text = Annotated[str, Field(max_length=MAX_TEXT)]
Typed = Text | int | float
Quantity = Annotated[str, Field(max_length=120)]
Share = Annotated[int | float, Field(ge=0, le=1, allow_inf_nan=False)]


class _Written(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)


class Term(_Written):
    """Something that is added to the quantity asked for.

    Attributes:
        quantity: what is added.
        layer: of which layer or group; by default of the whole network.
        layers: of which layers or groups, by patterns: `fc*`.
        kind: of the layers of which kinds.
    """

    quantity: Quantity
    layer: Text | None = None
    layers: Text | Annotated[list[Text], Field(min_length=1, max_length=100)] | None = None
    kind: Text | Annotated[list[Text], Field(min_length=1, max_length=100)] | None = None


class Asked(_Written):
    """A question, or several that share what they have in common.

    Attributes:
        id: a name for it, for messages and grading; by default its number, 3 or 3b.
        text: the question as it is printed in the exam.
        arch: the network: a bundled name, a file in the key's folder, or a name of `networks`; or
        network: a small network, written right here: its input and its layers.
        set: values for the network's vars.
        input: another input than the network's own.
        batch: how many examples are counted.
        layer: the path of the layer or group that is asked for; by default the whole network.
        layers: several layers or groups, by patterns of their paths: `fc*`; they are added up.
        quantity: what is asked; several with a plus between them are added: `params + buffers`.
        kind: the kinds of the layers that are counted.
        plus: what is added to it: quantities of other layers.
        share: the answer is the share of the layers asked for in the whole network.
        over: the network, or the layer of this network, that the quantity is divided by.
        solve: the argument of `layer` that is asked for: the one that gives `output`.
        output: the output size or shape that `solve` is to give.
        symbols: variables of the network that the answer may contain, as in `3*(h+2)*(w+2)`.
        convention: what `flops` counts.
        dtype: the type of elements, for an answer in bytes or bits.
        answer: the answer as its author prints it; its digits say how exact it claims to be.
        accept: other right answers.
        choices: the options of a question whose answer is one of them: `B`.
        tolerance: how far off it may be, `1%` or `500`.
        rounding: `truncated` if the digits were cut off and not rounded.
        decimal: the decimal mark, where the answer could be read with either.
        kilo: 1000 or 1024, where the answer is in KB, MB or GB.
        points: what a right answer earns.
        partial: the share of the points that a mistake earns, by its words: `without biases: 0.5`.
        expect: `differs` for a figure that is known not to be reproduced.
        reason: why it differs.
        parts: questions that share all of the above, unless they say otherwise.
    """

    id: Annotated[str, Field(min_length=1, max_length=100)] | None = None
    text: str | None = None
    arch: Text | None = None
    network: dict[str, Any] | None = None
    set: dict[Word, Variable] = {}
    input: list[Annotated[int, Field(ge=1)]] | None = None
    batch: Annotated[int, Field(ge=1)] = 1
    layer: Text | None = None
    layers: Text | Annotated[list[Text], Field(min_length=1, max_length=100)] | None = None
    quantity: Quantity | None = None
    kind: Text | Annotated[list[Text], Field(min_length=1, max_length=100)] | None = None
    plus: Annotated[list[Term], Field(max_length=100)] = []
    share: bool = False
    over: Text | dict[str, Any] | None = None
    solve: Literal[SOLVED] | None = None  # type: ignore[valid-type]
    output: Text | int | list[Annotated[int, Field(ge=1)]] | None = None
    symbols: Annotated[list[Word], Field(min_length=1, max_length=8)] | None = None
    convention: Text = "lecture"
    dtype: Literal[tuple(DTYPES)] | None = None  # type: ignore[valid-type]
    answer: Typed | None = None
    accept: Annotated[list[Typed], Field(max_length=100)] = []
    choices: Annotated[list[Typed], Field(min_length=2, max_length=26)] | None = None
    tolerance: Typed | None = None
    rounding: Literal["rounded", "truncated"] = "rounded"
    decimal: Literal[".", ","] | None = None
    kilo: Literal[1000, 1024] | None = None
    points: Annotated[int | float, Field(ge=0, le=MAX_POINTS, allow_inf_nan=False)] = 1
    partial: dict[Annotated[str, Field(max_length=100)], Share] = {}
    expect: Literal["right", "differs"] = "right"
    reason: str | None = None
    parts: Annotated[list[dict[str, Any]], Field(min_length=1)] | None = None

    @property
    def terms(self) -> list[str]:
        """The quantities that are added up."""
        return [part.strip() for part in str(self.quantity or "").split("+")]

    @property
    def kinds(self) -> list[str]:
        """The kinds of the layers that are counted; none for all."""
        return several(self.kind)

    @property
    def patterns(self) -> list[str]:
        """The patterns of the paths that are counted; none for all."""
        return several(self.layers)


class KeyFile(_Written):
    """An answer key's file.

    Attributes:
        name: what the key is for.
        source: where the questions are from.
        networks: small networks by name, for several questions.
        questions: the questions.
    """

    name: Annotated[str, Field(max_length=200)]
    source: str | None = None
    networks: dict[Annotated[str, Field(max_length=100)], dict[str, Any]] = {}
    questions: Annotated[list[dict[str, Any]], Field(min_length=1)]


def several(words: str | list[str] | None) -> list[str]:
    """One word, or several, or none."""
    return [] if words is None else [words] if isinstance(words, str) else words
