"""One call of an operator, and what records it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import prod
from typing import Any, NamedTuple

from cnncount.importing.operation import Origin
from cnncount.importing.recorder import Recorder, Tensor, Unsupported


class Parameter(NamedTuple):
    """A trained tensor of the model."""

    name: str
    shape: tuple[int, ...]


class Call(NamedTuple):
    """One call of an operator.

    Attributes:
        name: the operator, without its overload: ``conv2d``; in-place forms as the others.
        arguments: all by name; a `Tensor`, a `Parameter`, a plain value, or a list of these.
        origin: where it comes from.
        sizes: of its output, batch first.
    """

    name: str
    arguments: Mapping[str, Any]
    origin: Origin
    sizes: tuple[int, ...]

    @property
    def data(self) -> Tensor:
        """The first argument, which must be data."""
        value = next(iter(self.arguments.values()))
        if isinstance(value, Tensor):
            return value
        what = "a parameter" if isinstance(value, Parameter) else repr(value)
        raise Unsupported(f"its input is {what}, not data")

    def parameters(self, *names: str) -> int:
        """The number of trained values in these arguments."""
        total = 0
        for name in names:
            value = self.arguments.get(name)
            if value is None:
                continue
            if not isinstance(value, Parameter):
                raise Unsupported(f"its {name} is computed, not a parameter of the model")
            total += prod(value.shape)
        return total


Handler = Callable[[Recorder, Call], Any]
