"""The errors of a user's file: problems with their places, collected and shown together."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from cnncount.messages import Text, text
from cnncount.printable import visible
from cnncount.wording import closest

MAX_PROBLEMS = 100

_EXCERPT = 96

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


@dataclass(slots=True, eq=False)
class Source:
    """A text under the name by which messages call it."""

    name: str
    lines: Sequence[str] = field(repr=False)

    @staticmethod
    def of(name: str, text: str) -> Source:
        """A text cut into lines where YAML breaks them."""
        return Source(name, _BREAK.split(text))


class Place(NamedTuple):
    """A position in a source; line and column count from 1."""

    source: Source
    line: int
    column: int

    def __str__(self) -> str:
        return f"{visible(self.source.name)}:{self.line}:{self.column}"

    @property
    def text(self) -> str:
        """The line."""
        lines = self.source.lines
        return lines[self.line - 1] if self.line <= len(lines) else ""

    def moved(self, columns: int) -> Place:
        """The place so many columns further right."""
        return Place(self.source, self.line, self.column + columns)

    def excerpt(self) -> str:
        """The line with a caret under the place, cut to what fits a terminal."""
        at = min(self.column - 1, len(self.text))
        start = max(0, at - _EXCERPT // 2) if len(self.text) > _EXCERPT else 0
        before = "…" * (start > 0) + self.text[start:at]
        after = self.text[at : start + _EXCERPT] + "…" * (len(self.text) > start + _EXCERPT)
        number = f"{self.line:5} | "
        shown = "".join(c if c.isprintable() else " " for c in before + after)
        caret = " " * sum(map(_width, before)) + "^"
        return f"{number}{shown}".rstrip() + f"\n{' ' * (len(number) - 2)}| {caret}"


def _width(character: str) -> int:
    """The columns of a terminal that a character takes."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


class Problem(NamedTuple):
    """One thing that is wrong.

    Attributes:
        text: what is wrong, as a message of the catalogue with its parameters.
        place: where; None for a file as a whole.
        also: other places that matter, each with what is there.
        severity: an error stops the count, and a warning does not.
    """

    text: Text | str
    place: Place | None = None
    also: tuple[tuple[Text | str, Place], ...] = ()
    severity: Literal["error", "warning"] = "error"

    @property
    def code(self) -> str | None:
        """The code of the message in the catalogue; of its reason, where it only names a key."""
        if not isinstance(self.text, Text):
            return None
        reason = dict(self.text.parameters).get("reason")
        return reason.code if isinstance(reason, Text) else self.text.code

    @property
    def message(self) -> str:
        """What is wrong, in a sentence without its place."""
        return str(self.text)

    def __str__(self) -> str:
        kind = "warning: " if self.severity == "warning" else ""
        message = kind + visible(self.message, keep="\n")
        if self.place is None:
            return message
        code = f" [{self.code}]" if self.code else ""
        lines = [f"{self.place}: {message}{code}", self.place.excerpt()]
        for note, place in self.also:
            lines += [f"{place}: {visible(str(note))}", place.excerpt()]
        return "\n".join(lines)


class SpecError(Exception):
    """A file that cannot be counted. Its text shows every problem with its line and a caret."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(dict.fromkeys(problems), key=_position)
        shown = [str(problem) for problem in self.problems[:MAX_PROBLEMS]]
        if len(self.problems) >= MAX_PROBLEMS:
            shown.append(str(text("more-problems", n=MAX_PROBLEMS)))
        super().__init__("\n".join(shown))


def _position(problem: Problem) -> tuple[int, int]:
    return (problem.place.line, problem.place.column) if problem.place else (0, 0)


class Problems(list[Problem]):
    """Problems as they are found, each once. With `MAX_PROBLEMS` of them the search ends."""

    def add(self, problem: Problem) -> None:
        """Note a problem.

        Raises:
            SpecError: these are enough.
        """
        if problem not in self:
            self.append(problem)
        if len(self) >= MAX_PROBLEMS:
            raise SpecError(self)


def no_such(what: str, word: str, known: Iterable[object]) -> Problem:
    """The problem of a word that is none of those known.

    Args:
        what: what it should be the name of: a dtype, a format.
        word: as the user wrote it.
        known: the words that there are.
    """
    choices = [str(k) for k in known]
    guess = closest(word, choices)
    if guess is None:
        return Problem(text("no-such-choices", what=what, word=word, choices=choices))
    return Problem(text("no-such", what=what, word=word, guess=guess))


def refusal(code: str, /, **parameters: Any) -> SpecError:
    """The error of one problem that has no place in a file."""
    return SpecError([Problem(text(code, **parameters))])
