"""What a front end gives: a model as layers at work, in an order in which they can run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from cnncount.layers.base import Layer
from cnncount.shapes import Shape


class Origin(NamedTuple):
    """Where in the model an operation comes from.

    Attributes:
        path: the module that runs it: ``("layer1", "0", "conv1")``.
        is_module: whether that module is this one layer, and not code around several.
        form: as `Step.form`.
        place: the source line, for messages; empty where there is none.
    """

    path: tuple[str, ...] = ()
    is_module: bool = False
    form: str = "module"
    place: str = ""

    @property
    def group(self) -> tuple[str, ...]:
        """The module that the layer belongs to, without the layer's own name."""
        return self.path[:-1] if self.is_module else self.path


class Operation(NamedTuple):
    """One layer at work.

    Attributes:
        layer: the layer and its arguments.
        inputs: which data it takes: 0 is the model's input, n the output of operation n, from 1.
        in_shapes: the shapes of its inputs, channels first, without the batch.
        out: the shape of its output, as the model gives it.
        parameters: how many trained values the model holds for it.
        origin: where it comes from.
    """

    layer: Layer
    inputs: tuple[int, ...]
    in_shapes: tuple[Shape, ...]
    out: Shape
    parameters: int
    origin: Origin


@dataclass(frozen=True)
class Program:
    """A model as operations.

    Attributes:
        name: what the model is called.
        input: the shape of its input, channels first, without the batch.
        operations: in an order in which they can run.
        outputs: the data that the model gives.
        classes: the class of each module, by its path.
        parameters: the trained values that the model holds.
        unused: those that no operation uses, by the parameter's name.
        flops: the count of PyTorch's own counter; None where there is no such witness.
        notes: what the user must know of the import, a sentence each.
    """

    name: str
    input: Shape
    operations: list[Operation]
    outputs: list[int]
    classes: Mapping[tuple[str, ...], str]
    parameters: int
    unused: Mapping[str, int] = field(default_factory=dict)
    flops: Callable[[], int] | None = None
    notes: tuple[str, ...] = ()

    def with_operations(self, operations: list[Operation]) -> Program:
        """The same with other operations."""
        return replace(self, operations=operations)
