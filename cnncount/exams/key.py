"""An answer key as a file: its questions, and what each asks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from cnncount.errors import Place, Problem, SpecError
from cnncount.figures.figure import AmbiguousFigure, FigureError
from cnncount.figures.notation import Answer, parse, parse_shape
from cnncount.layers.base import FIGURES
from cnncount.registry import layer_kinds
from cnncount.spec.aliases import KINDS, resolve_alias
from cnncount.spec.document import Node, read_file
from cnncount.spec.family import Spec, Variable, Word
from cnncount.spec.load import load as load_spec
from cnncount.spec.validation import document, validated
from cnncount.wording import suggested

SHAPES = ("output_shape", "input_shape", "output_size")
QUANTITIES = (*FIGURES, "flops", *SHAPES, "channels", "receptive_field", "stride", "layers")
"""What can be asked: the figures; `flops` under a convention; shapes, and the size of an output's
maps without their number; that number; receptive field and stride; and the number of layers, of
certain kinds if they are named."""

Quantity = Literal[QUANTITIES]  # type: ignore[valid-type]


class _Written(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)


class Asked(_Written):
    """A question, or several that share what they have in common.

    Attributes:
        id: a name for it, for messages and grading; by default its number, 3 or 3b.
        text: the question as it is printed in the exam.
        arch: the network: a bundled name, or a file beside the key; or
        network: a small network, written right here: its input and its layers.
        set: values for the network's vars.
        input: another input than the network's own.
        batch: how many examples are counted.
        layer: the path of the layer or group that is asked for; by default the whole network.
        quantity: what is asked.
        kind: for `layers`, the kinds that are counted.
        over: the network, or the layer of this network, that the quantity is divided by.
        convention: what `flops` counts.
        dtype: the type of elements, for an answer in bytes or bits.
        answer: the answer as its author prints it; its digits say how exact it claims to be.
        tolerance: how far off it may be, `1%` or `500`.
        rounding: `truncated` if the digits were cut off and not rounded.
        decimal: the decimal mark, where the answer could be read with either.
        kilo: 1000 or 1024, where the answer is in KB, MB or GB.
        points: what a right answer earns.
        expect: `differs` for a figure that is known not to be reproduced.
        reason: why it differs.
        parts: questions that share all of the above, unless they say otherwise.
    """

    id: str | None = None
    text: str | None = None
    arch: str | None = None
    network: dict[str, Any] | None = None
    set: dict[Word, Variable] = {}
    input: list[Annotated[int, Field(ge=1)]] | None = None
    batch: Annotated[int, Field(ge=1)] = 1
    layer: str | None = None
    quantity: Quantity | None = None
    kind: str | list[str] | None = None
    over: str | None = None
    convention: str = "lecture"
    dtype: str | None = None
    answer: str | int | float | None = None
    tolerance: str | int | float | None = None
    rounding: Literal["rounded", "truncated"] = "rounded"
    decimal: Literal[".", ","] | None = None
    kilo: Literal[1000, 1024] | None = None
    points: Annotated[int | float, Field(ge=0)] = 1
    expect: Literal["right", "differs"] = "right"
    reason: str | None = None
    parts: list[dict[str, Any]] | None = None


class Written(_Written):
    """An answer key's file.

    Attributes:
        name: what the key is for.
        source: where the questions are from.
        questions: the questions.
    """

    name: str
    source: str | None = None
    questions: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its answer read.

    Attributes:
        id: its name or number.
        asked: what it asks, with what it shares with others filled in.
        answer: the answer.
        typed: the answer as it stands in the key.
        place: where the answer stands.
        spec: the network, where it is written in the key.
        folder: where files that it names are looked for.
    """

    id: str
    asked: Asked
    answer: Answer
    typed: str
    place: Place
    spec: Spec | None
    folder: Path


@dataclass(frozen=True, slots=True)
class Key:
    """A loaded key."""

    name: str
    source: str | None
    questions: list[Question]


def read_key(path: str) -> Key:
    """Read a key's file.

    Raises:
        SpecError: with everything that is wrong with it.
    """
    return load(read_file(path), Path(path).parent)


def load(node: Node, folder: Path) -> Key:
    """Read a key out of a document; files that it names are looked for in `folder` too."""
    refusal = "an answer key is a mapping: name, questions"
    written = document(Written, node, "an answer key", refusal)
    reader = _Reader(folder)
    for number, question in enumerate(node.value["questions"].value, start=1):
        reader.read(question, {}, str(number))
    if reader.problems:
        raise SpecError(reader.problems)
    return Key(written.name, written.source, reader.questions)


_SHARED = "name", "parts", "id", "answer", "text"


class _Reader:
    """Reads questions, each with what it inherits from those around it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.questions: list[Question] = []
        self._networks: dict[int, Spec] = {}
        self._ids: dict[str, Place] = {}

    def read(self, node: Node, inherited: dict[str, Node], number: str) -> None:
        """A question, or the parts that it consists of."""
        if not isinstance(node.value, dict):
            self.problems.append(
                Problem("a question is a mapping: arch, quantity, answer, …", node.place)
            )
            return
        own = dict(node.value)
        merged = Node({**inherited, **own}, node.place, dict(node.keys))
        merged.keys.update({key: child.place for key, child in inherited.items() if key not in own})
        asked, problems = validated(Asked, merged.bare(), "a question", merged, node.place)
        if asked is None:
            self.problems += [p for p in problems if p not in self.problems]
            return
        if asked.parts is not None:
            shared = {key: child for key, child in merged.value.items() if key not in _SHARED}
            for letter, part in zip(_letters(), own["parts"].value, strict=False):
                self.read(part, shared, f"{asked.id or number}{letter}")
            return
        self._question(asked, merged, node, number)

    def _question(self, asked: Asked, merged: Node, node: Node, number: str) -> None:
        missing = [key for key in ("quantity", "answer") if getattr(asked, key) is None]
        if asked.arch is None and asked.network is None:
            missing.insert(0, "arch")
        if missing:
            named = ", ".join(map(repr, missing))
            self.problems.append(Problem(f"a question needs {named}", node.place))
            return
        if asked.expect == "differs" and asked.reason is None:
            self.problems.append(Problem("'expect: differs' needs a 'reason'", merged.at("expect")))
        self._kinds(asked, merged)
        spec = self._spec(merged.value["network"]) if asked.network is not None else None
        found = merged.value["answer"]
        typed = found.text
        try:
            answer = read_answer(asked, typed)
        except FigureError as error:
            self.problems.append(Problem(_why(error), found.place.moved(error.column)))
            return
        first = self._ids.setdefault(asked.id or number, node.place)
        if first is not node.place:
            message = f"there are two questions {asked.id or number!r} (first in line {first.line})"
            self.problems.append(Problem(message, merged.at("id")))
        self.questions.append(
            Question(asked.id or number, asked, answer, typed, found.place, spec, self.folder)
        )

    def _kinds(self, asked: Asked, merged: Node) -> None:
        """A kind that there is not would be counted as none, and elsewhere kinds say nothing."""
        if asked.kind is not None and asked.quantity != "layers":
            message = f"'kind' goes with 'quantity: layers', not {asked.quantity}"
            self.problems.append(Problem(message, merged.at("kind")))
        known = sorted(layer_kinds())
        single = isinstance(asked.kind, str)
        for number, kind in enumerate([asked.kind] if single else asked.kind or []):
            if kind not in known:
                place = merged.at("kind") if single else merged.at("kind", number)
                message = f"no layer kind {kind!r}{suggested(resolve_alias(kind, known, KINDS))}"
                self.problems.append(Problem(message, place))

    def _spec(self, node: Node) -> Spec | None:
        """The network of a question, loaded once for all its parts."""
        if id(node) not in self._networks:
            named = Node(
                {"name": Node("the question's network", node.place), **node.value},
                node.place,
                node.keys,
            )
            try:
                self._networks[id(node)] = load_spec(named)
            except SpecError as error:
                self.problems += [p for p in error.problems if p not in self.problems]
                return None
        return self._networks[id(node)]


def read_answer(asked: Asked, typed: str) -> Answer:
    """Read an answer as its question says that it is written.

    Raises:
        FigureError: it cannot be read.
    """
    if asked.tolerance is not None:
        typed = f"{typed} ± {asked.tolerance}"
    if asked.quantity in SHAPES:
        return parse_shape(typed)
    return parse(typed, decimal=asked.decimal, kilo=asked.kilo)


def _why(error: FigureError) -> str:
    """Why an answer cannot be read, with its readings where there are several."""
    if isinstance(error, AmbiguousFigure):
        return f"{error.why}: {' or '.join(error.readings)}; say which with 'decimal' or 'kilo'"
    return error.why


def _letters() -> list[str]:
    alphabet = "abcdefghijklmnopqrstuvwxyz"
    return [*alphabet, *(a + b for a in alphabet for b in alphabet)]
