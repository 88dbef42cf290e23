"""The kinds of input: for each a function that prepares, and gives another that makes a case."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.fuzz.case import Case
from tests.fuzz.inputs import commands, conventions, keys, printed, specs, submissions

Maker = Callable[[Random], Case]

KINDS: dict[str, Callable[[], Maker]] = {
    "specs": specs.maker,
    "keys": keys.maker,
    "conventions": conventions.maker,
    "submissions": submissions.maker,
    "printed": printed.maker,
    "commands": commands.maker,
}
