"""YAML text as a tree of values that know their places.

PyYAML's C parser reads the text; yamlcore says what a scalar means (YAML 1.2: `no` is a word). The
tree is built from events, without recursion, so that no nesting can exhaust the stack; anchors,
aliases and tags are refused, since a spec has no use for them and they make small files large.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import yaml
import yamlcore

from cnncount.errors import Place, Problem, Problems, Source, SpecError, refusal
from cnncount.formula.values import too_large
from cnncount.messages import Text, text
from cnncount.spec.files import Folder, text_of
from cnncount.spec.syntax import MAX_DEPTH, TOO_DEEP, syntax_problem
from cnncount.unknown import UNKNOWN

MAX_NODES = 40_000
MAX_KEYS = 1_000

_CONTROL = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
_TEXT = "tag:yaml.org,2002:str"
_SPELLINGS = {
    "": ".",
    "'": "''|.",
    '"': r"\\x..|\\u.{4}|\\U.{8}|\\.|.",
}
"""How one character of a scalar is spelled, by the scalar's quotes."""


@dataclass(slots=True, eq=False)
class Node:
    """A value of a document and its place.

    Attributes:
        value: a scalar; a list of nodes; or a dict of nodes by key. `UNKNOWN` where it is wrong.
        place: where it begins; for a mapping in block style, its first key.
        keys: for a dict, the place of each key.
        style: for a scalar in a single line its quotes, if it has any; None for other values.
        text: for a scalar, what was typed, before it was taken for a number or a word.
    """

    value: Any
    place: Place
    keys: dict[str, Place] = field(default_factory=dict)
    style: str | None = None
    text: str = ""

    def at(self, *path: str | int) -> Place:
        """The place of a part's key, or of the part; or of the nearest part that is there."""
        *around, last = path
        node = self.part(*around)
        if isinstance(node.value, dict) and last in node.value:
            return node.keys[str(last)]
        return self.part(*path).place

    def part(self, *path: Any) -> Node:
        """A part, or the nearest part around it that is there."""
        node = self
        for step in path:
            if (isinstance(node.value, dict) and step in node.value) or (
                isinstance(node.value, list) and isinstance(step, int) and step < len(node.value)
            ):
                node = node.value[step]
            else:
                break
        return node

    def within(self, index: int) -> Place:
        """The place of one of a scalar's characters; where it begins, if it has several lines."""
        if self.style is None:
            return self.place
        inside = self.place.moved(len(self.style))
        spelled = re.finditer(_SPELLINGS[self.style], self.place.text[inside.column - 1 :])
        before = sum(len(found[0]) for found in islice(spelled, index))
        return inside.moved(before)

    def bare(self) -> Any:
        """The value without places: scalars, lists and dicts."""
        if isinstance(self.value, dict):
            return {key: child.bare() for key, child in self.value.items()}
        if isinstance(self.value, list):
            return [child.bare() for child in self.value]
        return self.value


def read_file(path: str, problems: Problems | None = None) -> Node:
    """Read a file, or standard input for ``-``; arguments and errors as for `read_text`."""
    text, name = text_of(path)
    return read_text(text, name, problems)


def read_named(
    name: str, folder: Folder, keys: Collection[str], problems: Problems | None = None
) -> Node:
    """Read a file that another file names. Messages do not quote it unless it is of its kind.

    Args:
        name: as the other file writes it.
        folder: where it is looked for.
        keys: the keys that every file of its kind has.
        problems: as for `read_text`.

    Raises:
        SpecError: as for `read_text`; or it may not be read.
    """
    path = folder.file(name)
    content, _ = text_of(path)
    other = refusal("other-file", path=path, keys=keys)
    try:
        root = read_text(content, path, problems)
    except SpecError:
        if all(re.search(rf"^{key}:", content, re.MULTILINE) for key in keys):
            raise
        raise other from None
    if not isinstance(root.value, dict) or not root.value.keys() >= set(keys):
        raise other
    return root


def read_text(text: str, name: str, problems: Problems | None = None) -> Node:
    """Read a document from its text.

    Args:
        text: the YAML.
        name: what messages call it.
        problems: takes those that leave the rest of the document readable. Without it they raise.

    Raises:
        SpecError: it cannot be read, or is not a YAML document of the kind that specs are.
    """
    source = Source.of(name, text)
    for number, line in enumerate(source.lines, 1):
        if control := _control(line):
            place = Place(source, number, control.start() + 1)
            raise SpecError([Problem(_invisible(control[0]), place)])
    found = Problems() if problems is None else problems
    try:
        root = _Composer(source, found).compose(text)
    except yaml.MarkedYAMLError as error:
        raise SpecError([*found, syntax_problem(error, source)]) from None
    if root is None:
        raise refusal("file-empty", path=name)
    if found and problems is None:
        raise SpecError(found)
    return root


def _control(text: str) -> re.Match[str] | None:
    """The first character that no text may hold. Most texts need no search."""
    return None if text.isprintable() else re.search(_CONTROL, text)


def _invisible(character: str) -> Text:
    return text("control-character", name=f"U+{ord(character):04X}")


class _Composer:
    """Builds nodes from PyYAML's events."""

    def __init__(self, source: Source, problems: Problems) -> None:
        self.source = source
        self.problems = problems

    def compose(self, content: str) -> Node | None:
        loader = yamlcore.CCoreLoader(content)
        root: Node | None = None
        open_nodes: list[Node] = []
        waiting: list[Node | None] = []  # for each open mapping, the key that waits for its value
        documents = 0
        nodes = 0
        while loader.check_event():
            event = loader.get_event()
            if isinstance(event, yaml.NodeEvent):
                nodes += 1
                if nodes > MAX_NODES:
                    self._refuse(text("too-many-values", n=MAX_NODES), event)
                node = self._node(event, loader)
                if open_nodes:
                    self._attach(open_nodes[-1], waiting, node)
                else:
                    root = node
                if isinstance(event, yaml.CollectionStartEvent):
                    open_nodes.append(node)
                    waiting.append(None)
                    if len(open_nodes) > MAX_DEPTH:
                        self._refuse(TOO_DEEP, event)
            elif isinstance(event, yaml.CollectionEndEvent):
                open_nodes.pop()
                waiting.pop()
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(text("second-document"), event)
        return root

    def _node(self, event: yaml.NodeEvent, loader: Any) -> Node:
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            self._refuse(text("anchor"), event)
        if getattr(event, "tag", None) not in (None, "!"):
            self._refuse(text("tag"), event)
        place = self._place(event)
        if isinstance(event, yaml.MappingStartEvent):
            return Node({}, place)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node([], place)
        if not isinstance(event, yaml.ScalarEvent):
            raise AssertionError(f"unknown event {event!r}")
        style = event.style or ""
        start, end = event.start_mark, event.end_mark
        if style not in _SPELLINGS or not start or not end or start.line != end.line:
            return Node(event.value, place, text=event.value)
        return Node(self._scalar(event, loader, place), place, style=style, text=event.value)

    def _scalar(self, event: yaml.ScalarEvent, loader: Any, place: Place) -> Any:
        tag = loader.resolve(yaml.ScalarNode, event.value, event.implicit)
        if tag == _TEXT:
            # A quoted text can spell a forbidden character, such as an escape sequence.
            if control := _control(event.value):
                self.problems.add(Problem(_invisible(control[0]), place))
                return UNKNOWN
            return event.value
        try:
            value = loader.construct_object(yaml.ScalarNode(tag, event.value))
            if not isinstance(value, int) or not too_large(value):
                return value
        except ValueError:  # Python reads no more than some thousands of digits.
            pass
        self.problems.add(Problem(text("number-too-large"), place))
        return UNKNOWN

    def _attach(self, parent: Node, waiting: list[Node | None], node: Node) -> None:
        if isinstance(parent.value, list):
            parent.value.append(node)
            return
        key, waiting[-1] = waiting[-1], node
        if key is None:
            return
        waiting[-1] = None
        if key.value is UNKNOWN:
            return
        if not isinstance(key.value, str | int) or isinstance(key.value, bool):
            self.problems.add(Problem(text("key-not-string"), key.place))
            return
        name = str(key.value)
        if name in parent.keys:
            first = parent.keys[name].line
            self.problems.add(Problem(text("duplicate-key", key=name, line=first), key.place))
            return
        if len(parent.keys) == MAX_KEYS:
            raise SpecError([*self.problems, Problem(text("too-many-keys", n=MAX_KEYS), key.place)])
        parent.value[name] = node
        parent.keys[name] = key.place

    def _place(self, event: yaml.Event) -> Place:
        mark: Any = event.start_mark
        return Place(self.source, mark.line + 1, mark.column + 1)

    def _refuse(self, message: Text, event: yaml.Event) -> None:
        raise SpecError([*self.problems, Problem(message, self._place(event))])
