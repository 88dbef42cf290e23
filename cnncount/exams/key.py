"""An answer key as a file: its questions, each with its answer read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count, product
from pathlib import Path

from cnncount.errors import Place, Problem, SpecError
from cnncount.exams.answers import read_answer
from cnncount.exams.choices import letter_of
from cnncount.exams.fields import QUANTITIES, SUMMED, Asked, KeyFile, Term, several
from cnncount.exams.formulas import read_formula
from cnncount.exams.typed.parts import Typed
from cnncount.figures.refusal import AmbiguousFigure, FigureError
from cnncount.formula import Formula
from cnncount.registry import layer_kinds
from cnncount.spec.aliases import KINDS, resolve_alias
from cnncount.spec.document import Node, read_file
from cnncount.spec.family import Spec
from cnncount.spec.files import Folder
from cnncount.spec.load import load as load_spec
from cnncount.spec.validation import document, validated
from cnncount.wording import did_you_mean, suggested

Answer = Typed | Formula | str
"""A figure, a shape or a calculation; a formula in `symbols`; or the letter of one of `choices`."""

MAX_QUESTIONS = 2_000


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its answer read.

    Attributes:
        id: its name or number.
        asked: what it asks, with what it shares with others filled in.
        answer: the answer; None where it can be read in more than one way.
        typed: the answer as it stands in the key.
        place: where the answer stands.
        folder: the folder of the key, for the files that the question names.
        spec: the network that is written in the key, if there is one.
        other: the network that `over` writes out, or names among `networks`.
        accepted: other right answers.
        unread: why the answer cannot be read; None where it was.
        keys: the places of the question's keys.
    """

    id: str
    asked: Asked
    answer: Answer | None
    typed: str
    place: Place
    folder: Folder
    spec: Spec | None = None
    other: Spec | None = None
    accepted: tuple[Answer, ...] = ()
    unread: Problem | None = None
    keys: Mapping[str, Place] = field(default_factory=dict)

    def at(self, *keys: str) -> Place:
        """The place of the first of these keys that the question has; else of its answer."""
        return next((self.keys[key] for key in keys if key in self.keys), self.place)


@dataclass(frozen=True, slots=True)
class Key:
    """An answer key.

    Attributes:
        name: what it is for.
        source: where its questions are from.
        questions: every question, parts one by one.
    """

    name: str
    source: str | None
    questions: list[Question]


def read_key(path: str, *, allow_outside: bool = False) -> Key:
    """Read a key's file, or standard input for ``-``.

    Args:
        path: the file.
        allow_outside: whether it may name files outside its folder.

    Raises:
        SpecError: with everything that is wrong with it.
    """
    folder = Path() if path == "-" else Path(path).parent
    return load(read_file(path), Folder(folder, allow_outside))


def load(node: Node, folder: Folder) -> Key:
    """Read a key out of a document; errors as in `read_key`."""
    refusal = "an answer key is a mapping: name, questions"
    written = document(KeyFile, node, "an answer key", refusal)
    reader = _Reader(folder, node.value.get("networks"))
    for number, question in enumerate(node.value["questions"].value, start=1):
        reader.read(question, {}, str(number))
    if reader.problems:
        raise SpecError(reader.problems)
    return Key(written.name, written.source, reader.questions)


_SHARED = "name", "parts", "id", "answer", "text", "accept", "choices"


class _Reader:
    """Reads questions, each with what it inherits from those around it."""

    def __init__(self, folder: Folder, networks: Node | None) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.questions: list[Question] = []
        self._named: dict[str, Node] = networks.value if networks else {}
        self._networks: dict[int, Spec] = {}
        self._ids: dict[str, Place] = {}

    def read(self, node: Node, inherited: dict[str, Node], number: str) -> None:
        """A question, or the parts that it consists of."""
        if not isinstance(node.value, dict):
            self._add(Problem("a question is a mapping: arch, quantity, answer, …", node.place))
            return
        own = dict(node.value)
        merged = Node({**inherited, **own}, node.place, dict(node.keys))
        merged.keys.update({key: child.place for key, child in inherited.items() if key not in own})
        asked, problems = validated(Asked, merged.bare(), "a question", merged, node.place)
        if asked is None:
            for problem in problems:
                self._add(problem)
            return
        if asked.parts is not None:
            shared = {key: child for key, child in merged.value.items() if key not in _SHARED}
            for letter, part in zip(letters(), own["parts"].value, strict=False):
                self.read(part, shared, f"{asked.id or number}{letter}")
            return
        self._question(asked, merged, node, number)

    def _add(self, problem: Problem) -> None:
        if problem not in self.problems:
            self.problems.append(problem)

    def _question(self, asked: Asked, merged: Node, node: Node, number: str) -> None:
        if missing := _missing(asked):
            self._add(Problem(f"a question needs {', '.join(map(repr, missing))}", node.place))
            return
        for problem in _unfitting(asked, merged):
            self._add(problem)
        if len(self.questions) >= MAX_QUESTIONS:
            self._add(Problem(f"more than {MAX_QUESTIONS:,} questions", node.place))
            return
        spec = self._network(merged, "network", "arch")
        other = self._network(merged, "over", "over")
        found = merged.value["answer"]
        answer, unread = self._answer(asked, found, number)
        accepted = [
            self._answer(asked, each, number)[0]
            for each in (merged.value["accept"].value if "accept" in merged.value else ())
        ]
        first = self._ids.setdefault(asked.id or number, node.place)
        if first is not node.place:
            message = f"there are two questions {asked.id or number!r} (first in line {first.line})"
            self._add(Problem(message, merged.at("id")))
        self.questions.append(
            Question(
                asked.id or number,
                asked,
                answer,
                found.text,
                found.place,
                self.folder,
                spec,
                other,
                tuple(each for each in accepted if each is not None),
                unread,
                merged.keys,
            )
        )

    def _answer(
        self, asked: Asked, node: Node, number: str
    ) -> tuple[Answer | None, Problem | None]:
        """An answer, or why it cannot be read; which keeps no other question from being judged."""
        typed = node.text
        if asked.tolerance is not None and node.text:
            typed = f"{typed} ± {asked.tolerance}"
        try:
            if asked.choices is not None:
                return letter_of(asked, node.text), None
            if asked.symbols is not None:
                return read_formula(node.text, asked.symbols), None
            return read_answer(asked, typed), None
        except FigureError as error:
            return None, Problem(_why(error), node.place.moved(min(error.column, len(node.text))))

    def _network(self, merged: Node, written: str, named: str) -> Spec | None:
        """The network that a question writes out, or names among the key's."""
        node = merged.value.get(written)
        if node is None or not isinstance(node.value, dict):
            name = merged.value.get(named)
            node = self._named.get(str(name.value)) if name is not None else None
        return None if node is None else self._spec(node)

    def _spec(self, node: Node) -> Spec | None:
        """A network in the key, loaded once for all questions."""
        if id(node) not in self._networks:
            name = Node("the question's network", node.place)
            whole = Node({"name": name, **node.value}, node.place, node.keys)
            try:
                self._networks[id(node)] = load_spec(whole)
            except SpecError as error:
                for problem in error.problems:
                    self._add(problem)
                return None
        return self._networks[id(node)]


def _missing(asked: Asked) -> list[str]:
    missing = [key for key in ("quantity", "answer") if getattr(asked, key) is None]
    if asked.solve is not None and "quantity" in missing:
        missing.remove("quantity")
    if asked.arch is None and asked.network is None:
        missing.insert(0, "arch")
    return missing


def _unfitting(asked: Asked, merged: Node) -> Iterator[Problem]:
    """What does not go together in a question."""
    if asked.expect == "differs" and asked.reason is None:
        yield Problem("'expect: differs' needs a 'reason'", merged.at("expect"))
    yield from _unknown_quantities(asked, asked.terms, merged)
    for number, term in enumerate(asked.plus):
        yield from _unknown_quantities(term, [term.quantity], merged)
        yield from _unknown_kinds(term.kind, merged.part("plus", number))
    yield from _unknown_kinds(asked.kind, merged)
    counted = asked.terms == ["layers"] or all(term in SUMMED for term in asked.terms)
    for key in ("kind", "layers", "share"):
        if getattr(asked, key) and not counted:
            yield Problem(f"{key!r} does not go with 'quantity: {asked.quantity}'", merged.at(key))
    if asked.solve is not None:
        for key in ("layer", "output"):
            if getattr(asked, key) is None:
                yield Problem(f"'solve' needs {key!r}", merged.at("solve"))


def _unknown_quantities(term: Asked | Term, names: list[str], merged: Node) -> Iterator[Problem]:
    if term.quantity is None:
        return
    for name in names:
        if name not in QUANTITIES:
            hint = did_you_mean(name, QUANTITIES) or f"; there are {', '.join(QUANTITIES)}"
            yield Problem(f"no quantity {name!r}{hint}", merged.part("quantity").place)
        elif len(names) > 1 and name not in SUMMED:
            yield Problem(f"{name} cannot be added up", merged.part("quantity").place)


def _unknown_kinds(kind: str | list[str] | None, node: Node) -> Iterator[Problem]:
    """A kind that there is not would be counted as none."""
    known = sorted(layer_kinds())
    for number, name in enumerate(several(kind)):
        if name not in known:
            place = node.at("kind") if isinstance(kind, str) else node.at("kind", number)
            hint = suggested(resolve_alias(name, known, KINDS))
            yield Problem(f"no layer kind {name!r}{hint}", place)


def _why(error: FigureError) -> str:
    """Why an answer cannot be read, with its readings where there are several."""
    if isinstance(error, AmbiguousFigure):
        return f"{error.why}: {' or '.join(error.readings)}; say which with 'decimal' or 'kilo'"
    return error.why


def letters() -> Iterator[str]:
    """The names of parts: a to z, aa to zz, and so on."""
    for length in count(1):
        for chosen in product("abcdefghijklmnopqrstuvwxyz", repeat=length):
            yield "".join(chosen)
