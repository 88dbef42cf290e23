"""Convolutions and linear layers."""

from __future__ import annotations

from typing import Any

from cnncount.importing import axes
from cnncount.importing.aten.call import Call, Handler
from cnncount.importing.aten.windows import as_axes, as_padding, check_rank
from cnncount.importing.recorder import Recorder, Tensor, Unsupported, per_axis


def _conv(recorder: Recorder, call: Call) -> Tensor:
    x, given = call.data, call.arguments
    weights = call.parameters("weight", "bias")
    shape = given["weight"].shape
    rank = len(shape) - 2
    padding: Any = given["padding"]
    if not isinstance(padding, str):
        padding = as_padding(x, padding, rank, 0.0)
        x = x._replace(pads=())
    arguments = {
        "out": shape[0],
        "kernel": per_axis(shape[2:]),
        "stride": as_axes(given["stride"], rank),
        "padding": padding,
        "dilation": as_axes(given["dilation"], rank),
        "groups": given["groups"],
        "bias": given["bias"] is not None,
    }
    check_rank(recorder, x, rank)
    return recorder.layer("conv", arguments, x, call.origin, weights)


def _transposed_conv(recorder: Recorder, call: Call) -> Tensor:
    x, given = call.data, call.arguments
    weights = call.parameters("weight", "bias")
    shape = given["weight"].shape
    rank = len(shape) - 2
    arguments = {
        "out": shape[1] * given["groups"],
        "kernel": per_axis(shape[2:]),
        **{
            key: as_axes(given[key], rank)
            for key in ("stride", "padding", "output_padding", "dilation")
        },
        "groups": given["groups"],
        "bias": given["bias"] is not None,
    }
    check_rank(recorder, x, rank)
    return recorder.layer("transposed_conv", arguments, x, call.origin, weights)


def _linear(recorder: Recorder, call: Call) -> Tensor:
    weights = call.parameters("weight", "bias")
    x, fits = recorder.over_channels(call.data, call.origin)
    if not fits:
        raise Unsupported("linear over another axis than the channels")
    bias = call.arguments["bias"] is not None
    arguments = {"out": call.arguments["weight"].shape[0], "bias": bias}
    if len(x.layout) > 2 and len(recorder.shape(x)) > 1:
        arguments["over"] = "channels"
    number = recorder.record("linear", arguments, [x.data], call.origin, weights)
    channels = axes.whole(recorder.shapes[number], 0)
    return Tensor(number, (*x.layout[:-1], channels))


HANDLERS: dict[str, Handler] = {
    **{f"conv{rank}d": _conv for rank in (1, 2, 3)},
    **{f"conv_transpose{rank}d": _transposed_conv for rank in (1, 2, 3)},
    "linear": _linear,
}
