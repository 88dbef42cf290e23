"""Files of models are taken wherever a network is; what reads them is loaded for one of them."""

from __future__ import annotations

import pkgutil
from typing import TYPE_CHECKING

from cnncount.importing import frontends
from cnncount.spec.arch import file_readers

if TYPE_CHECKING:
    from cnncount.spec.library import Choice

CODE = "torch"
"""The front end that reads code, and no file."""


def suffixes() -> list[str]:
    """The endings of the files that are read as models."""
    names = (module.name for module in pkgutil.iter_modules(frontends.__path__))
    return sorted(f".{name}" for name in names if name != CODE)


def register() -> None:
    """Let files of models be taken wherever a network is."""
    for suffix in suffixes():
        file_readers[suffix] = _as_choice


def _as_choice(source: str) -> Choice:
    from cnncount.importing.reading import as_choice

    return as_choice(source)
