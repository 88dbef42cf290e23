"""How a network is asked for: ``resnet50``, ``mine.yaml:wide``, ``resnet50:downsample_at=3x3``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from cnncount.errors import Problem
from cnncount.messages import text
from cnncount.spec.bundled import families
from cnncount.spec.files import is_regular
from cnncount.spec.index import index, names
from cnncount.wording import closest

_SETTINGS = re.compile(r":(?=[A-Za-z_]\w*=)")
_NEXT = re.compile(r",(?=[A-Za-z_]\w*=)")
_SHOWN = 4

file_readers: dict[str, Callable[[str], Any]] = {}
"""What reads files other than YAML as a network, a `Choice`, by their suffix."""


class Arch(NamedTuple):
    """What was asked for, in parts.

    Attributes:
        file: the path of a spec, ``-`` for standard input, or None for a bundled network.
        name: the bundled network or family; or the variant of the file, None if none was asked for.
        settings: ``VAR=VALUE`` for each variable that was set.
    """

    file: str | None
    name: str | None
    settings: Sequence[str] = ()


def parse_arch(arch: str) -> Arch:
    """Take apart ``NAME``, ``FILE``, ``FILE:VARIANT`` or ``-``, each also with settings after it.

    Settings follow a colon, with commas between them: ``resnet50:downsample_at=3x3,width=64``. A
    comma that no ``VAR=`` follows belongs to a value, as in ``depths=[2,2]``. A bundled name may
    be written in capital or small letters.
    """
    if ":" in arch and is_file(arch) and is_regular(arch):
        return Arch(arch, None)
    network, *given = _SETTINGS.split(arch, maxsplit=1)
    settings = tuple(_NEXT.split(given[0])) if given else ()
    path, colon, variant = network.rpartition(":")
    if colon and is_file(path) and "/" not in variant:
        return Arch(path, variant, settings)
    if is_file(network):
        return Arch(network, None, settings)
    return Arch(None, _spelled(network), settings)


def is_file(name: str) -> bool:
    """Whether this has the form of a file's name: it has a slash or a suffix of a spec."""
    return "/" in name or name == "-" or name.endswith((".yaml", ".yml", *file_readers))


def is_known(arch: str) -> bool:
    """Whether ARCH is a bundled network or family, or has the form of a file's name."""
    asked = parse_arch(arch)
    return asked.file is not None or asked.name in index() or asked.name in _stems()


def _spelled(name: str) -> str:
    """A bundled name as the package spells it, where it differs in capital letters alone."""
    known = [*index(), *_stems()]
    if name in known:
        return name
    return next((each for each in known if each.lower() == name.lower()), name)


def _stems() -> list[str]:
    return [path.stem for path in families()]


def unknown_network(word: str, commands: Iterable[str] = ()) -> Problem:
    """The problem of a word that is no network, nor one of the commands that it may also be."""
    if is_regular(word):
        return Problem(text("not-a-spec", file=word))
    what = "command or network" if commands else "network"
    guesses = similar_names(word, [*commands, *names()])
    if not guesses:
        return Problem(text("no-network", what=what, word=word))
    return Problem(text("no-such-network", what=what, word=word, guesses=guesses))


def similar_names(word: str, known: Iterable[str]) -> list[str]:
    """The known names that a mistyped one may be: those that begin so, or else the closest.

    A name that differs in its numbers alone is the closest: ``resnet51`` is ``resnet50``.
    """
    every = list(known)
    begun = [name for name in every if len(word) > 2 and name.lower().startswith(word.lower())]
    if begun:
        return begun[:_SHOWN]
    numbers, frame = _numbers(word)
    alike = [name for name in every if numbers and _numbers(name)[1] == frame]
    if alike:
        return [min(alike, key=lambda name: _distance(_numbers(name)[0], numbers))]
    guess = closest(word, every)
    return [] if guess is None else [guess]


def _numbers(name: str) -> tuple[list[int], str]:
    """The numbers in a name, and the name with a mark in the place of each."""
    return [int(digits) for digits in re.findall(r"\d{1,9}", name)], re.sub(
        r"\d{1,9}", "#", name.lower()
    )


def _distance(one: list[int], other: list[int]) -> int:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))
