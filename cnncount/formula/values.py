"""The values that formulas compute with, and the error that says what is wrong with one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

MAX_NUMBER = 2**100
"""No formula contains or results in such a number; on the way to a result one may be larger."""

Value = Any
"""An int, a bool, a word, a list of values, or an integer array (anything with numpy's `dtype`)."""

Env = Mapping[str, Value]
"""What the names of a formula stand for."""

Elements = Mapping[str, Sequence[str]]
"""How the items of a list are written: ``{"O": ["H_out", "W_out"]}``."""


class FormulaError(ValueError):
    """What is wrong with a formula, and where: `column` counts characters of its text from 0."""

    def __init__(self, message: str, column: int = 0) -> None:
        super().__init__(message, column)
        self.message = message
        self.column = column

    def __str__(self) -> str:
        return self.message


class UnknownName(FormulaError):
    """A formula names what is not there; `name` is the missing name."""

    def __init__(self, name: str, column: int = 0) -> None:
        super().__init__(f"unknown name {name!r}", column)
        self.args = (name, column)  # what pickle calls this class with
        self.name = name


def too_large(number: int) -> bool:
    """Whether a number is out of the language's bounds."""
    return not -MAX_NUMBER < number < MAX_NUMBER


class TooLarge(FormulaError):
    """A number of 2^100 or more."""

    def __init__(self, column: int = 0) -> None:
        super().__init__("the number is too large (2^100 or more)", column)


def describe(value: Value) -> str:
    """A value as an error message calls it: ``the word 'same'``, ``a list``, ``true``."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"the word {value!r}"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, int):
        return "a number of 2^100 or more" if too_large(value) else str(value)
    if getattr(value, "shape", ()):
        return f"an array of {value.dtype}"
    return str(value)
