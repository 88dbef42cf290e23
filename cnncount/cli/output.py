"""Where results go: standard output, laid out for what it is."""

from __future__ import annotations

import codecs
import json
import os
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from cnncount.render import formats, known_format, render
from cnncount.render.document import Amount, Cell, Document, Maths

Item = TypeVar("Item")


def show(document: Document, format: str) -> None:
    """Print a document: through rich on a terminal, else as plain text or in another format."""
    known_format(format, formats())
    if format == "table":
        document = _in_its_letters(document)  # before its columns are laid out
    if format == "table" and sys.stdout.isatty():
        from cnncount.render import terminal

        write(terminal.write(document))
    else:
        write(render(document, format), format)


def in_colour() -> bool:
    """Whether standard output is a terminal whose user wants colours."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def write(text: str, format: str = "text") -> None:
    """Print text as it is; what the output's encoding lacks is written as the format escapes it.

    Text without escapes gets the nearest letters: an x for a ×, and a ? where there is none.
    """
    encoding = sys.stdout.encoding or "utf-8"
    escaped = _ESCAPES.get(format, _NEAREST)
    sys.stdout.write(text.encode(encoding, escaped).decode(encoding))


def knows_unicode() -> bool:
    """Whether standard output can show every letter."""
    return (sys.stdout.encoding or "utf-8").lower().startswith("utf")


def watched(items: Sequence[Item], done: str) -> Iterator[Item]:
    """The items one after another; how far that is, on standard error if that is a terminal."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    hidden = not console.is_terminal
    yield from track(items, done, console=console, transient=True, disable=hidden)


@contextmanager
def progress() -> Iterator[Callable[[int], None] | None]:
    """While a long walk runs, how far it is, on standard error if that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    shown = False

    def show_layers(layers: int) -> None:
        nonlocal shown
        shown = True
        sys.stderr.write(f"\r{layers:,} layers counted…")
        sys.stderr.flush()

    try:
        yield show_layers
    finally:
        if shown:
            sys.stderr.write("\r" + " " * 40 + "\r")


def _in_its_letters(document: Document) -> Document:
    """The document in the letters that standard output has, so that its columns stay aligned."""
    if knows_unicode():
        return document
    encoding = sys.stdout.encoding

    def text(known: str) -> str:
        return known.encode(encoding, _NEAREST).decode(encoding)

    def cell(known: Cell) -> Cell:
        if isinstance(known, Maths | Amount):
            return known._replace(text=text(known.text))
        return text(known) if isinstance(known, str) else known

    def row(known: Sequence[Cell]) -> list[Cell]:
        return [cell(each) for each in known]

    tables = [
        table._replace(
            title=text(table.title),
            columns=[each._replace(title=text(each.title)) for each in table.columns],
            rows=[row(each) for each in table.rows],
            total=None if table.total is None else row(table.total),
            notes=[text(note) for note in table.notes],
        )
        for table in document.tables
    ]
    return document._replace(tables=tables)


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """In place of letters that an encoding lacks: the like in ASCII, without accents, or a ?."""
    letters, end = _lacking(error)
    return "".join(map(_like, letters)), end


def _like(letter: str) -> str:
    if letter in _ASCII:
        return _ASCII[letter]
    bare = unicodedata.normalize("NFKD", letter)
    return "".join(each for each in bare if each.isascii()) or "?"


def _as_json(error: UnicodeError) -> tuple[str, int]:
    """In place of letters that an encoding lacks: the escapes that JSON has for them."""
    letters, end = _lacking(error)
    return json.dumps(letters)[1:-1], end


def _lacking(error: UnicodeError) -> tuple[str, int]:
    """The letters, and where the text goes on behind them."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return error.object[error.start : error.end], error.end


_NEAREST, _AS_JSON = "cnncount.nearest", "cnncount.json"
codecs.register_error(_NEAREST, _nearest)
codecs.register_error(_AS_JSON, _as_json)

_ESCAPES = {"json": _AS_JSON, "html": "xmlcharrefreplace", "junit": "xmlcharrefreplace"}
"""How a format writes letters that an encoding lacks: the name of a handler of errors."""

_ASCII = {
    "·": "*",
    "×": "x",
    "⌊": "floor(",
    "⌋": ")",
    "⌈": "ceil(",
    "⌉": ")",
    "√": "sqrt ",
    "²": "^2",
    "→": "->",
    "÷": "/",
    "±": "+/-",
    "≈": "~",
    "≠": "!=",
    "✓": "+",
    "✗": "x",
    "µ": "u",
    "–": "-",
    "—": "-",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
}
