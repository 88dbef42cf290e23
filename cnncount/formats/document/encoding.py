"""Text in the letters that an output has: what its encoding lacks is escaped, or the nearest."""

from __future__ import annotations

import codecs
import json
import unicodedata
from collections.abc import Sequence

from cnncount.formats.document import Amount, Cell, Document, shown
from cnncount.formula import Expression


def encoded(text: str, encoding: str, format: str = "text") -> str:
    """Text without what an encoding lacks: that is written as the format escapes it.

    Text without escapes gets the nearest letters: an x for a ×, and a ? where there is none.
    """
    return text.encode(encoding, _ESCAPES.get(format, _NEAREST)).decode(encoding)


def encode_document(document: Document, encoding: str) -> Document:
    """A document in the letters of an encoding, so that its columns stay aligned."""

    def text(known: str) -> str:
        return encoded(known, encoding)

    def cell(known: Cell) -> Cell:
        if isinstance(known, Amount):
            return known._replace(text=text(known.text))
        return text(shown(known)) if isinstance(known, str | Expression) else known

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
