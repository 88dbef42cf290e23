"""Output formats: each file in this folder is one, and writes a document as text."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from types import ModuleType

from cnncount.errors import SpecError, no_such, refusal
from cnncount.formats.document import Document
from cnncount.formats.document.safety import safe_document


def formats() -> list[str]:
    """The formats, by name: the files of this folder. Its sub-folders are what they share."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.ispkg)


def render(document: Document, format: str) -> str:
    """The document in one of `formats`, as text that ends in a line break.

    Raises:
        SpecError: there is no such format, or it has no meaning for this document.
    """
    known_format(format, formats())
    module = _module(format)
    if document.suites is None and _cases_only(module):
        known = [each for each in formats() if not _cases_only(_module(each))]
        raise refusal("format-without-meaning", format=format, known=known)
    return str(module.write(safe_document(document)))


def _module(format: str) -> ModuleType:
    return import_module(f"cnncount.formats.{format}")


def _cases_only(module: ModuleType) -> bool:
    """Whether a format writes checked answers and nothing else."""
    return getattr(module, "CASES_ONLY", False)


def known_format(format: str, known: list[str]) -> None:
    """Refuse a format that is not there.

    Raises:
        SpecError: it is not.
    """
    if format not in known:
        raise SpecError([no_such("format", format, known)])
