"""Formats in which checked keys are reported, a file each: they word results and judge nothing."""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from importlib import import_module

from cnncount.exams.checked import Checked
from cnncount.reporters.options import Telling

_NOT_FORMATS = {"options"}


def formats() -> list[str]:
    """The formats, by name. A file in this folder is found by being there."""
    return sorted(m.name for m in pkgutil.iter_modules(__path__) if m.name not in _NOT_FORMATS)


def report(files: Sequence[Checked], format: str, telling: Telling) -> str:
    """The results in one of `formats`, as text.

    Raises:
        SpecError: the format needs a library that is not installed.
    """
    return str(import_module(f"cnncount.reporters.{format}").write(files, telling))
