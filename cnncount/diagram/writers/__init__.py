"""The formats of pictures, a file each. A file that defines `write` is a format."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from cnncount.diagram.drawing import Drawing
from cnncount.errors import SpecError, no_such


def picture_formats() -> list[str]:
    """The formats of pictures, by name."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


def draw(drawing: Drawing, format: str) -> str:
    """The picture of a network in one of `picture_formats`, as text.

    Raises:
        SpecError: there is no such format.
    """
    if format not in picture_formats():
        raise SpecError([no_such("picture format", format, picture_formats())])
    return str(import_module(f"{__name__}.{format}").write(drawing))
