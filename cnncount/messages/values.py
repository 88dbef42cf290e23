"""How messages call a value of the wrong type, and the type that was expected."""

from __future__ import annotations

from typing import Any

from cnncount.messages import Message, Text, text

_PART = "This is a part of other messages."
_LONG = 40

MESSAGES = {
    "nothing": Message("nothing", _PART),
    "true": Message("true", _PART),
    "false": Message("false", _PART),
    "the-string": Message("the string {value:quoted}", _PART),
    "a-long-string": Message("a long string", _PART),
    "a-list": Message("a list", _PART),
    "a-mapping": Message("a mapping", _PART),
    "an-array": Message("an array of {dtype}", _PART),
    "a-huge-number": Message("a number of 2^100 or more", _PART),
    "an-integer": Message("an integer", _PART),
    "a-number": Message("a number", _PART),
    "a-string": Message("a string", _PART),
    "a-layer-list": Message("a list of layers", _PART),
    "a-truth-value": Message("true or false", _PART),
}


def describe(value: Any) -> Text | str:
    """A value as a message calls it: ``the string 'same'``, ``a list``, ``true``, ``7``."""
    if value is None:
        return text("nothing")
    if isinstance(value, bool):
        return text("true") if value else text("false")
    if isinstance(value, str):
        return text("the-string", value=value) if len(value) <= _LONG else text("a-long-string")
    if isinstance(value, dict):
        return text("a-mapping")
    if isinstance(value, list | tuple):
        return text("a-list")
    if isinstance(value, int):
        return text("a-huge-number") if abs(value) >= 2**100 else str(value)
    if getattr(value, "shape", ()):
        return text("an-array", dtype=value.dtype)
    return str(value)
