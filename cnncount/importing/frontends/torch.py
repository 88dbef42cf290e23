"""PyTorch: a module in Python code, named ``package.module:Name`` or ``file.py:Name``."""

from __future__ import annotations

import importlib
import importlib.util
import sys
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import torch
from torch import nn

from cnncount.errors import refusal
from cnncount.importing.frontends.pt2 import first_line, program_of
from cnncount.importing.operation import Program
from cnncount.shapes import Shape


def read(source: str, input: Shape | None, arguments: Mapping[str, Any]) -> Program:
    """Read a class, a function that gives a module, or a module; this runs the code.

    Args:
        source: what to read.
        input: the shape of the input, channels first, without the batch.
        arguments: for the class or function.

    Raises:
        SpecError: there is no such model, or it cannot be expressed as a spec.
    """
    if input is None:
        raise refusal("import-needs-input", source=source)
    return from_module(_made(source, arguments), input, source.rpartition(":")[2])


def from_module(module: nn.Module, input: Shape, name: str = "") -> Program:
    """A module as operations, in evaluation mode; its weights are not looked at.

    Raises:
        SpecError: it cannot be exported, or not be expressed as a spec.
    """
    was_training = module.training
    module.eval()
    try:
        exported = _exported(module, input)
    finally:
        module.train(was_training)
    return program_of(exported, name or type(module).__name__)


def _exported(module: nn.Module, input: Shape) -> torch.export.ExportedProgram:
    device = next((p.device for p in module.parameters()), torch.device("cpu"))
    x = torch.empty(1, *input, device=device)
    try:
        with warnings.catch_warnings(), torch.no_grad():
            warnings.simplefilter("ignore")
            return torch.export.export(module, (x,), strict=False)
    except Exception as error:  # whatever the user's code and PyTorch raise
        raise refusal("cannot-export", error=first_line(error)) from None


def _made(source: str, arguments: Mapping[str, Any]) -> nn.Module:
    where, _, name = source.rpartition(":")
    found: Any = _module(where)
    for part in name.split("."):
        if not hasattr(found, part):
            raise refusal("no-such-attribute", source=source, module=where, name=part)
        found = getattr(found, part)
    if isinstance(found, nn.Module):
        return found
    try:
        made = _on_meta(found, arguments)
    except TypeError as error:
        raise refusal("model-not-made", source=source, error=str(error)) from None
    if not isinstance(made, nn.Module):
        raise refusal("not-a-module", source=source, kind=type(made).__name__)
    return made


def _on_meta(make: Callable[..., Any], arguments: Mapping[str, Any]) -> Any:
    """The model without weights; with them where its making looks at their values."""
    try:
        with torch.device("meta"):
            return make(**arguments)
    except (RuntimeError, NotImplementedError):
        return make(**arguments)


def _module(where: str) -> Any:
    """The Python module of a dotted name or a file; importing it runs it."""
    try:
        if where.endswith(".py"):
            spec = importlib.util.spec_from_file_location(Path(where).stem, where)
            assert spec is not None and spec.loader is not None
            module = importlib.util.module_from_spec(spec)
            sys.modules[spec.name] = module
            try:
                spec.loader.exec_module(module)
            except BaseException:
                del sys.modules[spec.name]
                raise
            return module
        sys.path.insert(0, str(Path.cwd()))
        try:
            return importlib.import_module(where)
        finally:
            sys.path.pop(0)
    except Exception as error:  # whatever the user's code raises
        raise refusal("code-not-imported", source=where, error=first_line(error)) from None
