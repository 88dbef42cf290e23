"""Sums, products and concatenations."""

from __future__ import annotations

from math import prod
from typing import Any

from cnncount.importing import axes
from cnncount.importing.aten.call import Call, Handler, Parameter
from cnncount.importing.recorder import Recorder, Tensor, Unsupported


def _add(recorder: Recorder, call: Call) -> Tensor:
    if call.arguments.get("alpha", 1) != 1:
        raise Unsupported("an addition with a factor")
    return _combined(recorder, call, "add", "position_embedding")


def _multiply(recorder: Recorder, call: Call) -> Tensor:
    return _combined(recorder, call, "multiply", "layer_scale")


def _combined(recorder: Recorder, call: Call, kind: str, trained: str) -> Tensor:
    pair = [call.arguments["self"], call.arguments["other"]]
    if all(isinstance(each, Tensor) for each in pair):
        return recorder.join(kind, pair, call.origin)
    parameter = next((each for each in pair if isinstance(each, Parameter)), None)
    x = next((each for each in pair if isinstance(each, Tensor)), None)
    if parameter is None or x is None:
        raise Unsupported(f"{kind} of {' and '.join(map(_named, pair))}")
    x = recorder.settled(x, call.origin)
    shape, layout = recorder.shape(x), x.layout
    sizes = (1,) * (len(layout) - len(parameter.shape)) + parameter.shape
    over = [part for size, axis in zip(sizes, layout, strict=False) if size > 1 for part in axis]
    wanted = axes.whole(shape, 0) if trained == "layer_scale" else axes.everything(shape)
    if len(sizes) != len(layout) or sorted(over) != sorted(wanted):
        raise Unsupported(f"{kind} of data and a parameter of {list(parameter.shape)}")
    return recorder.elementwise(trained, {}, x, call.origin, prod(parameter.shape))


def _named(value: Any) -> str:
    return "data" if isinstance(value, Tensor) else repr(value)


def _cat(recorder: Recorder, call: Call) -> Tensor:
    tensors = call.arguments["tensors"]
    if len(tensors) == 2 and isinstance(tensors[0], Parameter) and isinstance(tensors[1], Tensor):
        return _class_token(recorder, call, *tensors)
    if not all(isinstance(each, Tensor) for each in tensors):
        raise Unsupported("concat of data and a parameter")
    return recorder.concat(tensors, call.arguments["dim"], call.origin)


def _class_token(recorder: Recorder, call: Call, token: Parameter, x: Tensor) -> Tensor:
    """A trained vector in front of a sequence."""
    x = recorder.settled(x, call.origin)
    shape, dim = recorder.shape(x), call.arguments["dim"] % len(x.layout)
    positions = axes.everything((1, *shape[1:]))
    rest = [axis for place, axis in enumerate(x.layout) if place != dim]
    one_vector = prod(token.shape) == shape[0] == max(token.shape)
    if x.layout[dim] != positions or sorted(rest) != [(), axes.whole(shape, 0)] or not one_vector:
        raise Unsupported("concat of data and a parameter that is no class token")
    number = x.data
    if len(shape) > 2:
        number = recorder.record("tokens", {}, [number], call.origin)
    number = recorder.record("class_token", {}, [number], call.origin, shape[0])
    along = axes.whole(recorder.shapes[number], 1)
    return Tensor(number, (*x.layout[:dim], along, *x.layout[dim + 1 :]))


HANDLERS: dict[str, Handler] = {
    "add": _add,
    "mul": _multiply,
    "cat": _cat,
    "concat": _cat,
}
