"""Normalisations."""

from __future__ import annotations

from cnncount.importing import axes
from cnncount.importing.aten.call import Call, Handler
from cnncount.importing.recorder import Recorder, Tensor, Unsupported


def _batch_norm(recorder: Recorder, call: Call) -> Tensor:
    if call.arguments["running_mean"] is None or call.arguments["training"]:
        raise Unsupported("batch normalisation by the batch's own statistics")
    affine = call.parameters("weight", "bias")
    arguments = {"affine": affine > 0}
    return recorder.layer("batch_norm", arguments, call.data, call.origin, affine)


def _instance_norm(recorder: Recorder, call: Call) -> Tensor:
    if not call.arguments["use_input_stats"]:
        raise Unsupported("instance normalisation by running statistics")
    affine = call.parameters("weight", "bias")
    arguments = {"affine": affine > 0}
    return recorder.layer("instance_norm", arguments, call.data, call.origin, affine)


def _group_norm(recorder: Recorder, call: Call) -> Tensor:
    affine = call.parameters("weight", "bias")
    arguments = {"groups": call.arguments["num_groups"], "affine": affine > 0}
    return recorder.layer("group_norm", arguments, call.data, call.origin, affine)


def _layer_norm(recorder: Recorder, call: Call) -> Tensor:
    x = recorder.settled(call.data, call.origin)
    affine = call.parameters("weight", "bias")
    shape = recorder.shape(x)
    last = [part for axis in x.layout[-len(call.arguments["normalized_shape"]) :] for part in axis]
    if tuple(last) == axes.whole(shape, 0):
        over = "channels"
    elif sorted(last) == sorted(axes.everything(shape)):
        over = "all"
    else:
        raise Unsupported("layer normalisation over other axes than the channels or all")
    arguments = {"over": over, "affine": affine > 0}
    return recorder.elementwise("layer_norm", arguments, x, call.origin, affine)


def _lrn(recorder: Recorder, call: Call) -> Tensor:
    return recorder.layer("lrn", {"size": call.arguments["size"]}, call.data, call.origin)


HANDLERS: dict[str, Handler] = {
    "batch_norm": _batch_norm,
    "instance_norm": _instance_norm,
    "group_norm": _group_norm,
    "layer_norm": _layer_norm,
    "lrn": _lrn,  # ONNX's; PyTorch has it as a module
}
