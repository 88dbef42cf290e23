"""The words in which devices, types and tools are asked for; judged before PyTorch is loaded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from cnncount.errors import Problem, SpecError, no_such
from cnncount.pytorch.tools import tool_names

DEVICES = ("auto", "cpu", "cuda")
"""Where models run; `auto` is the GPU where there is one."""

Float = Literal["float32", "bfloat16", "float16"]
FLOATS: tuple[str, ...] = get_args(Float)
"""The types of elements that a network is timed with."""


def known_device(word: str) -> None:
    """Refuse a word that is none of `DEVICES`, by a `SpecError`."""
    if word not in DEVICES:  # without a suggestion, which for `gpu` would be `cpu`
        raise SpecError([Problem(f"no device {word!r}; there are {', '.join(DEVICES)}")])


def known_floats(words: Sequence[str]) -> None:
    """Refuse words that are not of `FLOATS`, by a `SpecError`."""
    _known("type", words, FLOATS)


def known_tools(words: Sequence[str]) -> None:
    """Refuse words that are no tool's name, by a `SpecError`."""
    _known("tool", words, tool_names())


def _known(what: str, words: Sequence[str], known: Sequence[str]) -> None:
    unknown = [no_such(what, word, known) for word in words if word not in known]
    if unknown:
        raise SpecError(unknown)
