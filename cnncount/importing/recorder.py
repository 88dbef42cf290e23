"""Records operations: from tensors with a layout, which front ends speak of, to layers and data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod
from typing import Any, NamedTuple

from pydantic import ValidationError

from cnncount.importing import axes
from cnncount.importing.axes import Layout
from cnncount.importing.operation import Operation, Origin
from cnncount.layers.base import Layer
from cnncount.registry import kind_class
from cnncount.shapes import Shape, ShapeError, is_vector


class Unsupported(Exception):
    """An operation that the language cannot express; its text says which and why."""


class Tensor(NamedTuple):
    """A tensor of the model.

    Attributes:
        data: the number of the data that it holds.
        layout: what its axes are.
        pads: zeros (or other values) around it that the next window takes as its padding: for each
            spatial axis how many before and behind; and with which value.
    """

    data: int
    layout: Layout
    pads: tuple[tuple[int, int], ...] = ()
    pad_value: float = 0.0


class Recorder:
    """The operations so far.

    Attributes:
        operations: in the order in which they run.
        shapes: of the data, by number.
    """

    def __init__(self, input: Shape) -> None:
        self.operations: list[Operation] = []
        self.shapes: list[Shape] = [input]
        self._done: dict[tuple[str, str, int], int] = {}

    def start(self) -> Tensor:
        """The model's input."""
        return Tensor(0, axes.plain(self.shapes[0]))

    def shape(self, x: Tensor) -> Shape:
        """The shape of a tensor's data."""
        return self.shapes[x.data]

    def sizes(self, x: Tensor) -> tuple[int, ...]:
        """The sizes of a tensor's axes, batch included."""
        return tuple(prod(part.size for part in axis) for axis in x.layout)

    def record(
        self,
        kind: str,
        arguments: Mapping[str, Any],
        inputs: Sequence[int],
        origin: Origin,
        parameters: int = 0,
    ) -> int:
        """Add a layer for which the model holds so many parameters. The number of its output.

        Raises:
            Unsupported: the layer cannot take such inputs, or has other parameters than the model.
        """
        step = kind_class(kind)
        assert step is not None and issubclass(step, Layer)
        given = {"form": origin.form, **arguments} if origin.form != "module" else arguments
        try:
            layer = step(**_without_defaults(step, given))
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            raise Unsupported(f"{kind}: {first['loc']}: {first['msg']}") from None
        shapes = tuple(self.shapes[number] for number in inputs)
        try:
            costs = layer.costs(*shapes)
        except ShapeError as error:
            raise Unsupported(f"{kind}: {error.message}") from None
        if costs.value("params") != parameters:
            held = f"{costs.value('params'):,} parameters, the model has {parameters:,}"
            raise Unsupported(f"{kind} has {held}")
        self.operations.append(
            Operation(layer, tuple(inputs), shapes, costs.out, parameters, origin)
        )
        self.shapes.append(costs.out)
        return len(self.operations)

    def settled(self, x: Tensor, origin: Origin) -> Tensor:
        """The same tensor with no padding left that a window would take.

        Raises:
            Unsupported: the padding is none that a layer of its own can say.
        """
        if not x.pads:
            return x
        if x.pad_value != 0 or any(a != b or a < 0 for a, b in x.pads):
            raise Unsupported("an uneven padding that no window takes")
        sides = [before for before, _ in x.pads]
        number = self._once("zero_pad", {"padding": per_axis(sides)}, x.data, origin)
        return Tensor(number, axes.plain(self.shapes[number], len(x.layout)))

    def _once(self, kind: str, arguments: Mapping[str, Any], data: int, origin: Origin) -> int:
        """A layer that is recorded once for all that take its output."""
        key = (kind, str(arguments), data)
        if key not in self._done:
            self._done[key] = self.record(kind, arguments, [data], origin)
        return self._done[key]

    def as_map(self, x: Tensor, origin: Origin) -> Tensor:
        """The tensor as (batch, channels, *positions).

        Raises:
            Unsupported: its axes are something else.
        """
        x = self.settled(x, origin)
        shape = self.shape(x)
        if x.layout != axes.plain(shape, len(x.layout)):
            raise Unsupported("its input's axes are not batch, channels, positions")
        return x

    def over_channels(self, x: Tensor, origin: Origin) -> tuple[Tensor, bool]:
        """The tensor for a layer along its last axis, and whether that is the channels alone.

        If not, the last axis is all of the data: a vector, flattened.

        Raises:
            Unsupported: the last axis is something else.
        """
        x = self.settled(x, origin)
        shape = self.shape(x)
        last = x.layout[-1]
        if last == axes.whole(shape, 0):
            return x, True
        if sorted(last) == sorted(axes.everything(shape)):
            quiet = origin._replace(path=origin.group, is_module=False, form="module")
            number = self._once("flatten", {}, x.data, quiet)
            vector = axes.whole(self.shapes[number], 0)
            return Tensor(number, (*x.layout[:-1], vector)), True
        return x, False

    def layer(
        self,
        kind: str,
        arguments: Mapping[str, Any],
        x: Tensor,
        origin: Origin,
        parameters: int = 0,
    ) -> Tensor:
        """A layer on a feature map or vector that gives one of the model's own axes."""
        x = self.as_map(x, origin)
        number = self.record(kind, arguments, [x.data], origin, parameters)
        return Tensor(number, axes.plain(self.shapes[number], len(x.layout)))

    def elementwise(
        self,
        kind: str,
        arguments: Mapping[str, Any],
        x: Tensor,
        origin: Origin,
        parameters: int = 0,
    ) -> Tensor:
        """A layer that keeps the shape and does not care for the order of the axes."""
        x = self.settled(x, origin)
        number = self.record(kind, arguments, [x.data], origin, parameters)
        return Tensor(number, x.layout)

    def join(self, kind: str, inputs: Sequence[Tensor], origin: Origin) -> Tensor:
        """The sum or product of tensors.

        Raises:
            Unsupported: their axes do not correspond.
        """
        settled = [self.settled(x, origin) for x in inputs]
        rank = max(len(x.layout) for x in settled)
        layouts = [((),) * (rank - len(x.layout)) + x.layout for x in settled]
        widest = max(range(len(settled)), key=lambda i: prod(self.shape(settled[i])))
        for x, layout in zip(settled, layouts, strict=True):
            same = layout == layouts[widest] and self.shape(x) == self.shape(settled[widest])
            scales = (
                kind == "multiply"
                and is_vector(self.shape(x))
                and self.shape(x)[0] == self.shape(settled[widest])[0]
                and all(not a or a == b for a, b in zip(layout, layouts[widest], strict=True))
            )
            if not same and not scales:
                raise Unsupported(f"{kind}: the axes of its inputs do not correspond")
        number = self.record(kind, {}, [x.data for x in settled], origin)
        return Tensor(number, layouts[widest])

    def concat(self, inputs: Sequence[Tensor], dim: int, origin: Origin) -> Tensor:
        """Tensors one behind the other along their channels."""
        if len(inputs) == 1:
            return inputs[0]
        maps = [self.settled(x, origin) for x in inputs]
        dim %= len(maps[0].layout)
        for x in maps:
            rest = [axis for i, axis in enumerate(x.layout) if i != dim]
            first = [axis for i, axis in enumerate(maps[0].layout) if i != dim]
            if x.layout[dim] != axes.whole(self.shape(x), 0) or rest != first:
                raise Unsupported("concat along another axis than the channels")
        number = self.record("concat", {}, [x.data for x in maps], origin)
        layout = list(maps[0].layout)
        layout[dim] = axes.whole(self.shapes[number], 0)
        return Tensor(number, tuple(layout))

    def sliced(self, x: Tensor, dim: int, start: int, size: int, origin: Origin) -> Tensor:
        """Some of the channels."""
        x = self.settled(x, origin)
        dim %= len(x.layout)
        shape = self.shape(x)
        if x.layout[dim] != axes.whole(shape, 0):
            raise Unsupported("a slice of another axis than the channels")
        if size == shape[0]:
            return x
        arguments = {"start": start, "out": size}
        number = self.record("channel_slice", arguments, [x.data], origin)
        layout = list(x.layout)
        layout[dim] = axes.whole(self.shapes[number], 0)
        return Tensor(number, tuple(layout))

    def reshaped(self, x: Tensor, sizes: Sequence[int], origin: Origin) -> Tensor:
        """The tensor as a view of these sizes, the first of them the batch.

        Raises:
            Unsupported: an axis would be cut unevenly.
        """
        x = x if not x.pads else self.settled(x, origin)
        layout = axes.viewed(x.layout, sizes)
        if layout is None:
            raise Unsupported(f"a view as {list(sizes)} that cuts an axis unevenly")
        shuffles = [(place, axes.shuffled(axis)) for place, axis in enumerate(layout)]
        for place, groups in shuffles:
            if groups is not None:
                number = self.record("channel_shuffle", {"groups": groups}, [x.data], origin)
                channels = axes.whole(self.shapes[number], 0)
                return Tensor(number, (*layout[:place], channels, *layout[place + 1 :]))
        return x._replace(layout=layout)


def _without_defaults(step: type[Layer], arguments: Mapping[str, Any]) -> dict[str, Any]:
    fields = step.model_fields
    return {
        key: value
        for key, value in arguments.items()
        if fields[key].is_required() or fields[key].default != value
    }


def per_axis(values: Sequence[Any]) -> Any:
    """An argument with a value for each axis as the spec writes it: one if they are alike."""
    return values[0] if len(set(map(str, values))) == 1 else list(values)
