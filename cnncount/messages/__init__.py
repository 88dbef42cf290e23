"""The catalogue of messages: every sentence about a problem, under a code, with its parameters.

Each file of this folder that defines `MESSAGES` is a part of the catalogue. A problem holds a
`Text`: a code and parameters. The words are looked up when the text is shown.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple


class Message(NamedTuple):
    """An entry of the catalogue.

    Attributes:
        text: the sentence. ``{name}`` stands for a parameter, ``{name:quoted}`` for a parameter in
            one of the styles of `cnncount.messages.style`.
        meaning: what the message means and what to do, for ``cnncount rule CODE``.
        bad: an example that causes it.
        good: the same example, corrected.
    """

    text: str
    meaning: str = ""
    bad: str = ""
    good: str = ""


class Text(NamedTuple):
    """A sentence before it has words.

    Attributes:
        code: the key of its entry in the catalogue.
        parameters: the values in it, by name. A value may be a `Text` itself.
    """

    code: str
    parameters: tuple[tuple[str, Any], ...] = ()

    def __str__(self) -> str:
        from cnncount.messages.style import styled

        return styled(catalogue()[self.code].text, dict(self.parameters))


def text(code: str, /, **parameters: Any) -> Text:
    """A sentence of the catalogue with its parameters; lists become tuples."""
    return Text(code, tuple((name, _frozen(value)) for name, value in parameters.items()))


def _frozen(value: Any) -> Any:
    """The value in a form that can be hashed and kept."""
    if isinstance(value, str | int | float | Text) or value is None:
        return value
    if isinstance(value, Mapping):
        return tuple(map(str, value))
    if isinstance(value, Iterable):
        return tuple(map(_frozen, value))
    return str(value)


@cache
def catalogue() -> dict[str, Message]:
    """Every message by its code.

    Raises:
        ValueError: two files define one code.
    """
    found: dict[str, Message] = {}
    for module in pkgutil.iter_modules(__path__):
        entries = getattr(import_module(f"{__name__}.{module.name}"), "MESSAGES", {})
        if twice := found.keys() & entries.keys():
            raise ValueError(f"defined twice: {', '.join(sorted(twice))}")
        found |= entries
    return found
