"""Text from elsewhere, made harmless: what a terminal or a log would obey is written out."""

from __future__ import annotations

import re
import unicodedata


def visible(text: str, keep: str = "") -> str:
    r"""Text in which every character can be seen.

    Control characters, escape sequences, marks that turn the direction of writing, characters
    without width and line separators become escapes, as Python writes them: ``\x1b``, ``\u202e``.

    Args:
        text: any text.
        keep: control characters that stay, such as ``"\n"``.
    """
    if text.isprintable():
        return text
    return "".join(c if is_visible(c) or c in keep else _escaped(c) for c in text)


def is_visible(character: str) -> bool:
    """Whether a character has a form of its own, or is a space."""
    return character.isprintable() or unicodedata.category(character) == "Zs"


def _escaped(character: str) -> str:
    return repr(character)[1:-1]


def one_line(text: str) -> str:
    """Text on one line: line breaks and other white space become one space, the rest is visible."""
    return visible(" ".join(text.split()))


def without_commands(text: str) -> str:
    r"""Lines of which GitHub's runner takes none for a command.

    It takes a line for a command that begins with ``::`` after white space, and one that has
    ``##[`` anywhere. Both get a backslash. Source: `ActionCommand.cs` in
    https://github.com/actions/runner.
    """
    return _MARK.sub(r"##\\[", _COMMAND.sub(r"\1\\::", text))


_COMMAND = re.compile("(\\A\\s*|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\\s*)::")
_MARK = re.compile(r"##\[")
