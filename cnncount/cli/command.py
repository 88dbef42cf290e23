"""A command as typer has it, but faster to start, and without options that are ignored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import typer.core
from typer._coercion import RuntimeParam, TypeDescriptor, build_runtime_param

from cnncount.errors import Problem, SpecError
from cnncount.messages import text


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
                raise SpecError([Problem(text("option-twice", option=param.opts[0]))])
        return super().parse_args(ctx, args)


class OneNetwork(Command):
    """A command that takes one network, and suggests `compare` for several."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments.

        Raises:
            SpecError: there are several networks.
        """
        values, left, _ = self.make_parser(ctx).parse_args(args=list(args))
        if left:
            networks = [values["arch"], *left]
            message = text("several-networks", n=len(networks), networks=" ".join(networks))
            raise SpecError([Problem(message)])
        return super().parse_args(ctx, args)


@dataclass(frozen=True)
class _OnDemand(RuntimeParam):
    """Converts a value through pydantic if it does not have its type already."""

    descriptor: TypeDescriptor

    def _coerce_value(self, value: Any, param: Any, ctx: Any) -> Any:
        if isinstance(self.annotation, type) and isinstance(value, self.annotation):
            return value
        return build_runtime_param(self.descriptor)._coerce_value(value, param, ctx)
