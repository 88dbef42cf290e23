"""Activations, and what else keeps every element in its place."""

from __future__ import annotations

from cnncount.importing import axes
from cnncount.importing.aten.call import Call, Handler
from cnncount.importing.recorder import Recorder, Tensor, Unsupported


def _activation(recorder: Recorder, call: Call) -> Tensor:
    return recorder.elementwise(call.name, {}, call.data, call.origin)


def _hardtanh(recorder: Recorder, call: Call) -> Tensor:
    if (call.arguments["min_val"], call.arguments["max_val"]) != (0, 6):
        raise Unsupported("a hardtanh that is no ReLU6")
    return recorder.elementwise("relu6", {}, call.data, call.origin)


def _prelu(recorder: Recorder, call: Call) -> Tensor:
    weights = call.parameters("weight")
    arguments = {"shared": weights == 1}
    return recorder.layer("prelu", arguments, call.data, call.origin, weights)


def _softmax(recorder: Recorder, call: Call) -> Tensor:
    x = call.data
    if x.layout[call.arguments["dim"]] != axes.whole(recorder.shape(x), 0):
        raise Unsupported("a softmax over another axis than the channels")
    return recorder.elementwise("softmax", {}, x, call.origin)


def _dropout(recorder: Recorder, call: Call) -> Tensor:
    x = call.data
    if call.arguments["train"]:
        raise Unsupported("dropout in training mode")
    if not call.origin.is_module or not call.arguments["p"]:
        return x
    return recorder.elementwise("dropout", {}, x, call.origin)


def _identity(recorder: Recorder, call: Call) -> Tensor:
    return call.data


_ACTIVATIONS = (
    "relu", "relu6", "leaky_relu", "elu", "gelu", "silu", "mish", "softplus", "sigmoid", "tanh",
    "hardsigmoid", "hardswish",
)  # fmt: skip
_IDENTITIES = ("contiguous", "clone", "detach", "alias", "lift_fresh_copy", "expand_as")
_DROPOUTS = ("dropout", "feature_dropout", "alpha_dropout", "feature_alpha_dropout")

HANDLERS: dict[str, Handler] = {
    **dict.fromkeys(_ACTIVATIONS, _activation),
    **dict.fromkeys(_IDENTITIES, _identity),
    **dict.fromkeys(_DROPOUTS, _dropout),
    "hardtanh": _hardtanh,
    "prelu": _prelu,
    "softmax": _softmax,
}
