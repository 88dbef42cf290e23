"""Which front end reads a model, and files of models as networks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

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


@runtime_checkable
class Module(Protocol):
    """A `torch.nn.Module`, as far as it is told from other things that name networks."""

    def named_parameters(self) -> Any:
        """Its trained tensors."""

    def named_buffers(self) -> Any:
        """Its other tensors."""


def of_module(module: Module, input: Sequence[int] | None) -> Choice:
    """A model in PyTorch as a network.

    Raises:
        SpecError: there is no input, or as for `as_choice`.
    """
    name = type(module).__name__
    if input is None:
        raise refusal("module-needs-input", source=name)
    return _proved(_front_end(CODE).from_module(module, tuple(input)), name)


def as_choice(source: str) -> Choice:
    """A file of a model as a network.

    Raises:
        SpecError: as for `read`, and where the spec does not count what the file has.
    """
    return _proved(read(source), source)


def _proved(program: Program, source: str) -> Choice:
    from cnncount.importing.imported import imported, proof

    found = imported(program)
    proved = proof(found)
    if proved.difference:
        raise refusal("import-differs", source=source, difference=proved.difference)
    return found.choice
