"""What is wrong with a file that a user wrote, and where: problems are collected, and shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

MAX_PROBLEMS = 100

_EXCERPT = 96
_WORD = 60
_LISTED = 20
_KNOWN = 300

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


class Unknown:
    """A value that nobody knows, because what should give it is wrong or is yet to be evaluated.

    It makes no further problems: whatever depends on it is unknown too.
    """


UNKNOWN = Unknown()
"""A value whose problem is reported already."""


@dataclass(slots=True, eq=False)
class Source:
    """A text under the name by which messages call it."""

    name: str
    lines: Sequence[str]

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
        return f"{self.source.name}:{self.line}:{self.column}"

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
        message: what, in a sentence without its place.
        place: where; None for a file as a whole.
        also: other places that matter, each with what is there.
    """

    message: str
    place: Place | None = None
    also: tuple[tuple[str, Place], ...] = ()

    def __str__(self) -> str:
        if self.place is None:
            return self.message
        lines = [f"{self.place}: {self.message}", self.place.excerpt()]
        for note, place in self.also:
            lines += [f"{place}: {note}", place.excerpt()]
        return "\n".join(lines)


class SpecError(Exception):
    """A file that cannot be counted. Its text shows every problem with its line and a caret."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(dict.fromkeys(problems), key=_position)
        shown = [str(problem) for problem in self.problems[:MAX_PROBLEMS]]
        if len(self.problems) >= MAX_PROBLEMS:
            shown.append(f"These are the first {MAX_PROBLEMS} problems; there may be more.")
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


def quoted(word: object) -> str:
    """A user's word as messages show it: in quotes, and not too much of it."""
    text = str(word)
    return repr(text if len(text) <= _WORD else f"{text[: _WORD - 1]}…")


def listed(words: Iterable[object]) -> str:
    """The first of many words: ``a, b, c, …``."""
    shown = [str(word) for word in islice(words, _LISTED + 1)]
    return ", ".join([*shown[:_LISTED], "…"] if len(shown) > _LISTED else shown)


def chained(words: Sequence[str]) -> str:
    """Words each of which leads to the next: ``a → b → … → a``."""
    shown = words if len(words) <= _LISTED else [*words[: _LISTED - 1], "…", words[-1]]
    return " → ".join(shown)


def all_of(words: Iterable[str]) -> str:
    """Words as a sentence enumerates them: ``a, b and c``."""
    return _enumerated(words, "and")


def one_of(words: Iterable[str]) -> str:
    """Words as a sentence offers them: ``a, b or c``."""
    return _enumerated(words, "or")


def _enumerated(words: Iterable[str], conjunction: str) -> str:
    *most, last = words
    return f"{', '.join(most)} {conjunction} {last}" if most else last


def closest(word: object, known: Iterable[object]) -> str | None:
    """The known word that a mistyped one is most like, if there is one."""
    return _closest(str(word)[:_WORD], tuple(str(k) for k in islice(known, _KNOWN)))


@lru_cache(maxsize=1024)
def _closest(word: str, known: tuple[str, ...]) -> str | None:
    from difflib import get_close_matches

    lower = {k.lower(): k for k in reversed(known)}
    begun = [k for k in lower if len(word) > 2 and k.startswith(word.lower())]
    close = begun[-1:] or get_close_matches(word.lower(), lower, n=1, cutoff=0.6)
    return lower[close[0]] if close else None


def did_you_mean(word: object, known: Iterable[object]) -> str:
    """A suggestion to append to a message: ``; did you mean 'kernel'?``, or nothing."""
    return suggested(closest(word, known))


def suggested(word: str | None) -> str:
    """A word as a message suggests it; nothing for None."""
    return f"; did you mean {word!r}?" if word is not None else ""


def no_such(what: str, word: str, known: Iterable[object]) -> Problem:
    """Of a word that is none of a few: ``no dtype 'int3'; …``, and which is meant, or all of them.

    Args:
        what: what it should be the name of.
        word: as the user wrote it.
        known: the words there are.
    """
    choices = [str(k) for k in known]
    hint = did_you_mean(word, choices) or f"; there are {', '.join(choices)}"
    return Problem(f"no {what} {word!r}{hint}")
