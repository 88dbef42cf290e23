"""A command as typer has it, but faster to start, and without options that are ignored."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any, ClassVar

import typer.core
from typer._coercion import RuntimeParam, TypeDescriptor, build_runtime_param
from typer.models import OptionInfo

from cnncount.errors import refusal
from cnncount.spec.files import is_folder

FORMATS = {
    ".json": "json",
    ".csv": "csv",
    ".md": "markdown",
    ".tex": "latex",
    ".html": "html",
    ".htm": "html",
    ".xml": "junit",
}
"""The format of an output file, by its suffix."""

_OUTPUT = "output_file"


class QuickStart:
    """A command whose parameters load pydantic only for a value that has to be converted.

    Typer builds a pydantic adapter for every parameter, also for texts and for defaults. Without
    them a command such as `list` does not load pydantic at all.
    """

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters, with the option --help."""
        params: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for param in params:
            if param._runtime_param is None:
                kind = param.type_descriptor
                param._runtime_param = _OnDemand(kind.parameter_info, kind.annotation, kind)
        return params


class Command(QuickStart, typer.core.TyperCommand):
    """A command that refuses a repeated option, where typer takes the last one."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments.

        Raises:
            SpecError: an option is given twice that takes one value.
        """
        _, _, order = self.make_parser(ctx).parse_args(args=list(args))
        for param in order:
            single = param.param_type_name == "option" and not param.multiple
            if single and order.count(param) > 1:
                raise refusal("option-twice", option=param.opts[0])
        return super().parse_args(ctx, args)


class Printing(Command):
    """A command whose result goes to a file with ``-o FILE``.

    Attributes:
        formats: the format of the file, by its suffix.
    """

    formats: ClassVar[Mapping[str, str]] = FORMATS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_suffix = " Its suffix chooses the format, unless --format does."
        has_format = any(param.name == "format" for param in self.params)
        self.params.append(
            typer.core.TyperOption(
                param_decls=[_OUTPUT, "-o", "--output"],
                type_descriptor=TypeDescriptor(str, OptionInfo(), None),
                metavar="FILE",
                help=f"Write the result to a file.{by_suffix if has_format else ''}",
            )
        )

    def invoke(self, ctx: Any) -> Any:
        """Run the command.

        Raises:
            SpecError: the file cannot be written.
        """
        name = ctx.params.pop(_OUTPUT)
        if name is None:
            return super().invoke(ctx)
        file = Path(name)
        _refuse_unwritable(file)
        if "format" in ctx.params and ctx.get_parameter_source("format").name == "DEFAULT":
            ctx.params["format"] = self.formats.get(file.suffix.lower(), ctx.params["format"])
        result = StringIO()
        try:
            with redirect_stdout(result):
                return super().invoke(ctx)
        finally:
            if result.getvalue():
                _write(file, result.getvalue())


def _refuse_unwritable(file: Path) -> None:
    """Say that a file cannot be written before the work is done for it."""
    if is_folder(file):
        raise refusal("not-written", file=file, reason="it is a folder")
    if not is_folder(file.parent):
        raise refusal("not-written", file=file, reason=f"there is no folder {file.parent}")


def _write(file: Path, content: str) -> None:
    try:
        file.write_text(content, encoding="utf-8")
    except OSError as error:
        raise refusal("not-written", file=file, reason=error.strerror) from None


class Drawing(Printing):
    """A command whose result is a picture."""

    formats: ClassVar[Mapping[str, str]] = {
        ".svg": "svg",
        ".tex": "tikz",
        ".mmd": "mermaid",
        ".dot": "dot",
        ".gv": "dot",
    }


class OneNetwork(Printing):
    """A command that takes one network, and suggests `compare` for several."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments.

        Raises:
            SpecError: there are several networks.
        """
        values, left, _ = self.make_parser(ctx).parse_args(args=list(args))
        if left:
            networks = [values["arch"], *left]
            raise refusal("several-networks", n=len(networks), networks=" ".join(networks))
        return super().parse_args(ctx, args)


@dataclass(frozen=True)
class _OnDemand(RuntimeParam):
    """Converts a value through pydantic if it does not have its type already."""

    descriptor: TypeDescriptor

    def _coerce_value(self, value: Any, param: Any, ctx: Any) -> Any:
        if isinstance(self.annotation, type) and isinstance(value, self.annotation):
            return value
        return build_runtime_param(self.descriptor)._coerce_value(value, param, ctx)
