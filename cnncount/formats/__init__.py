"""Output formats, a file each: they lay out a document and compute nothing."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from cnncount.errors import SpecError, no_such
from cnncount.formats.document import Document

_NOT_FORMATS = {"document", "encoding", "terminal"}


def formats() -> list[str]:
    """The formats, by name. A file in this folder is found by being there."""
    return sorted(m.name for m in pkgutil.iter_modules(__path__) if m.name not in _NOT_FORMATS)


def render(document: Document, format: str) -> str:
    """The document in one of `formats`, as text that ends in a line break.

    Raises:
        SpecError: there is no such format.
    """
    known_format(format, formats())
    return str(import_module(f"cnncount.formats.{format}").write(document))


def known_format(format: str, known: list[str]) -> None:
    """Refuse a format that is not there.

    Raises:
        SpecError: it is not.
    """
    if format not in known:
        raise SpecError([no_such("format", format, known)])
