"""Which front end reads a model, and files of models as networks."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from cnncount.errors import refusal
from cnncount.importing import frontends
from cnncount.importing.files import CODE, suffixes
from cnncount.importing.operation import Program
from cnncount.shapes import Shape
from cnncount.spec.files import is_regular
from cnncount.spec.library import Choice

_EXTRAS = {"torch": "trace", "numpy": "trace", "onnx": "onnx"}
_PICKLES = (".pt", ".pth", ".ckpt", ".bin", ".pkl", ".h5")


def read(source: str, input: Shape | None = None, arguments: Mapping[str, Any] = {}) -> Program:
    """A model as operations.

    Args:
        source: a file, or ``module:Name`` or ``file.py:Name``, which runs that code.
        input: the shape of the input, channels first, without the batch; code needs it.
        arguments: for the class or function that is named.

    Raises:
        SpecError: there is no such model, its front end is not installed, or the spec language
            cannot express it.
    """
    suffix = Path(source).suffix
    if suffix in suffixes():
        if input is not None or arguments:
            raise refusal("import-says-input", source=source)
        if not is_regular(source):
            raise refusal("no-such-file", source=source)
        program: Program = _front_end(suffix[1:]).read(source)
        return program
    if suffix in _PICKLES:
        raise refusal("pickle", source=source, kinds=["module:Name", *suffixes()])
    if ":" not in source:
        raise refusal("not-a-model", source=source, kinds=["module:Name", *suffixes()])
    from_code: Program = _front_end(CODE).read(source, input, arguments)
    return from_code


def _front_end(name: str) -> Any:
    try:
        return import_module(f"{frontends.__name__}.{name}")
    except ModuleNotFoundError as error:
        extra = _EXTRAS.get(str(error.name))
        if extra is None:
            raise
        raise refusal("not-installed", package=str(error.name), extra=extra) from None


def as_choice(source: str) -> Choice:
    """A file of a model as a network.

    Raises:
        SpecError: as for `read`, and where the spec does not count what the file has.
    """
    from cnncount.importing.imported import imported, proof

    found = imported(read(source))
    proved = proof(found)
    if proved.difference:
        raise refusal("import-differs", source=source, difference=proved.difference)
    return found.choice
