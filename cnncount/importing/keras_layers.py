"""Keras's layers as layers of a spec."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import prod
from typing import Any, NamedTuple

from cnncount.importing.operation import Origin
from cnncount.importing.recorder import Recorder, Unsupported, per_axis
from cnncount.shapes import is_vector


class Layer(NamedTuple):
    """A layer of the model.

    Attributes:
        kind: its class.
        name: its name.
        config: its arguments.
        inputs: the names of the layers whose output it takes.
        shapes: the shapes of these, batch first and channels last, where the file gives them.
    """

    kind: str
    name: str
    config: Mapping[str, Any]
    inputs: list[str]
    shapes: Mapping[str, tuple[Any, ...]] = {}


Record = Callable[[Recorder, Layer, Sequence[int]], int]

_ORIGIN = Origin()
_ACTIVATIONS = {
    "relu": "relu", "relu6": "relu6", "sigmoid": "sigmoid", "tanh": "tanh", "softmax": "softmax",
    "silu": "silu", "swish": "silu", "gelu": "gelu", "elu": "elu", "softplus": "softplus",
    "leaky_relu": "leaky_relu", "hard_sigmoid": "hardsigmoid", "hard_silu": "hardswish",
    "hard_swish": "hardswish", "mish": "mish",
}  # fmt: skip


def _activated(recorder: Recorder, layer: Layer, x: int) -> int:
    """What follows a layer with an activation of its own."""
    name = layer.config.get("activation")
    if name in (None, "linear"):
        return x
    if name not in _ACTIVATIONS:
        raise Unsupported(f"the activation {name}")
    return recorder.record(_ACTIVATIONS[name], {}, [x], _ORIGIN)


def _window(layer: Layer) -> dict[str, Any]:
    c = layer.config
    padding: Any = c["padding"]
    if isinstance(padding, str):
        if padding not in ("same", "valid"):
            raise Unsupported(f"padding {padding!r}")
        padding = {"same": "same", "valid": 0}[padding]
    return {
        "kernel": per_axis(c["kernel_size"]),
        "stride": per_axis(c["strides"]),
        "padding": padding,
        "dilation": per_axis(c["dilation_rate"]),
    }


def _convolved(
    recorder: Recorder, x: int, window: dict[str, Any], out: int, groups: int, bias: bool
) -> int:
    channels, *positions = recorder.shapes[x]
    kernel = window["kernel"]
    cells = kernel ** len(positions) if isinstance(kernel, int) else prod(kernel)
    parameters = cells * (channels // groups) * out + (out if bias else 0)
    arguments = {"out": out, **window, "groups": groups, "bias": bias}
    return recorder.record("conv", arguments, [x], _ORIGIN, parameters)


def _conv(recorder: Recorder, layer: Layer, inputs: Sequence[int]) -> int:
    c = layer.config
    x = _convolved(
        recorder, inputs[0], _window(layer), c["filters"], c.get("groups", 1), c["use_bias"]
    )
    return _activated(recorder, layer, x)


def _depthwise(recorder: Recorder, layer: Layer, inputs: Sequence[int]) -> int:
    c, channels = layer.config, recorder.shapes[inputs[0]][0]
    out = channels * c["depth_multiplier"]
    x = _convolved(recorder, inputs[0], _window(layer), out, channels, c["use_bias"])
    return _activated(recorder, layer, x)


def _separable(recorder: Recorder, layer: Layer, inputs: Sequence[int]) -> int:
    c, channels = layer.config, recorder.shapes[inputs[0]][0]
    out = channels * c["depth_multiplier"]
    x = _convolved(recorder, inputs[0], _window(layer), out, channels, False)
    x = _convolved(recorder, x, {"kernel": 1}, c["filters"], 1, c["use_bias"])
    return _activated(recorder, layer, x)


def _transposed(recorder: Recorder, layer: Layer, inputs: Sequence[int]) -> int:
    c = layer.config
    if c.get("output_padding") is not None or set(c["dilation_rate"]) != {1}:
        raise Unsupported("a transposed convolution with output padding or dilation")
    kernel, stride = c["kernel_size"], c["strides"]
    same = c["padding"] == "same"
    crops = [k - s if same else 0 for k, s in zip(kernel, stride, strict=True)]
    more = [0 if same else max(s - k, 0) for k, s in zip(kernel, stride, strict=True)]
    if min(crops) < 0:
        raise Unsupported("a transposed convolution with a kernel smaller than its stride")
    arguments = {
        "out": c["filters"],
        "kernel": per_axis(kernel),
        "stride": per_axis(stride),
        "padding": per_axis([-(-crop // 2) for crop in crops]),
        "output_padding": per_axis([crop % 2 + m for crop, m in zip(crops, more, strict=True)]),
        "bias": c["use_bias"],
    }
    weights = prod(kernel) * recorder.shapes[inputs[0]][0] * c["filters"]
    parameters = weights + (c["filters"] if c["use_bias"] else 0)
    x = recorder.record("transposed_conv", arguments, inputs[:1], _ORIGIN, parameters)
    return _activated(recorder, layer, x)


def _dense(recorder: Recorder, layer: Layer, inputs: Sequence[int]) -> int:
    c, shape = layer.config, recorder.shapes[inputs[0]]
    arguments = {"out": c["units"], "bias": c["use_bias"]}
    if len(shape) > 1 and not is_vector(shape):
        arguments["over"] = "channels"
    parameters = (shape[0] + (1 if c["use_bias"] else 0)) * c["units"]
    x = recorder.record("linear", arguments, inputs[:1], _ORIGIN, parameters)
    return _activated(recorder, layer, x)


def _batch_norm(recorder: Recorder, layer: Layer, inputs: Sequence[int]) -> int:
    c, shape = layer.config, recorder.shapes[inputs[0]]
    _last_axis(c, len(shape))
    if c["center"] != c["scale"]:
        raise Unsupported("normalisation with a shift and no scale, or a scale and no shift")
    parameters = 2 * shape[0] if c["scale"] else 0
    return recorder.record("batch_norm", {"affine": c["scale"]}, inputs[:1], _ORIGIN, parameters)


def _layer_norm(recorder: Recorder, layer: Layer, inputs: Sequence[int]) -> int:
    c, shape = layer.config, recorder.shapes[inputs[0]]
    _last_axis(c, len(shape))
    if c["center"] != c["scale"]:
        raise Unsupported("normalisation with a shift and no scale, or a scale and no shift")
    parameters = 2 * shape[0] if c["scale"] else 0
    return recorder.record("layer_norm", {"affine": c["scale"]}, inputs[:1], _ORIGIN, parameters)


def _last_axis(config: Mapping[str, Any], rank: int) -> None:
    axis = config.get("axis", -1)
    axis = axis[0] if isinstance(axis, list) and len(axis) == 1 else axis
    if axis not in (-1, rank):
        raise Unsupported(f"the axis {axis}, which is not the channels")


def _activation(recorder: Recorder, layer: Layer, inputs: Sequence[int]) -> int:
    return _activated(recorder, layer, inputs[0])


def _relu(recorder: Recorder, layer: Layer, inputs: Sequence[int]) -> int:
    c = layer.config
    if c.get("threshold") or c.get("max_value") not in (None, 6):
        raise Unsupported("a ReLU with a threshold or a maximum")
    bounded = "relu6" if c.get("max_value") else "relu"
    kind = "leaky_relu" if c.get("negative_slope") else bounded
    return recorder.record(kind, {}, inputs[:1], _ORIGIN)


def _plain(kind: str) -> Record:
    return lambda recorder, layer, inputs: recorder.record(kind, {}, inputs[:1], _ORIGIN)


def _softmax(recorder: Recorder, layer: Layer, inputs: Sequence[int]) -> int:
    _last_axis(layer.config, len(recorder.shapes[inputs[0]]))
    return recorder.record("softmax", {}, inputs[:1], _ORIGIN)


def _pool(kind: str) -> Record:
    def record(recorder: Recorder, layer: Layer, inputs: Sequence[int]) -> int:
        c = layer.config
        arguments = {
            "kernel": per_axis(c["pool_size"]),
            "stride": per_axis(c["strides"]),
            "padding": "same" if c["padding"] == "same" else 0,
        }
        if arguments["stride"] == arguments["kernel"]:
            del arguments["stride"]
        return recorder.record(kind, arguments, inputs[:1], _ORIGIN)

    return record


def uneven(layer: Layer) -> list[list[int]] | None:
    """The padding of each axis, if the layer pads one side more than the other; else None."""
    if not layer.kind.startswith("ZeroPadding"):
        return None
    pairs = _pads(layer)
    return pairs if any(before != after for before, after in pairs) else None


def padded(layer: Layer, pads: list[list[int]]) -> Layer:
    """A convolution with the padding of the layer before it for its own.

    Raises:
        Unsupported: it is no convolution, or pads by itself.
    """
    if LAYERS.get(layer.kind) not in (_conv, _depthwise) or layer.config["padding"] != "valid":
        raise Unsupported("an uneven padding before something else than a convolution")
    return layer._replace(config={**layer.config, "padding": pads})


def _pads(layer: Layer) -> list[list[int]]:
    pads = layer.config["padding"]
    if layer.kind == "ZeroPadding1D":
        return [list(pads)] if isinstance(pads, list) else [[pads, pads]]
    return [pair if isinstance(pair, list) else [pair, pair] for pair in pads]


def _zero_pad(recorder: Recorder, layer: Layer, inputs: Sequence[int]) -> int:
    pairs = _pads(layer)
    arguments = {"padding": per_axis([before for before, _ in pairs])}
    return recorder.record("zero_pad", arguments, inputs[:1], _ORIGIN)


def _upsample(recorder: Recorder, layer: Layer, inputs: Sequence[int]) -> int:
    size = layer.config["size"]
    mode = {"nearest": "nearest", "bilinear": "linear", "bicubic": "cubic"}
    how = layer.config.get("interpolation", "nearest")
    if how not in mode:
        raise Unsupported(f"interpolation {how}")
    scale = size if isinstance(size, int) else per_axis(size)
    return recorder.record("upsample", {"scale": scale, "mode": mode[how]}, inputs[:1], _ORIGIN)


def _join(kind: str) -> Record:
    def record(recorder: Recorder, layer: Layer, inputs: Sequence[int]) -> int:
        if len(inputs) < 2:
            raise Unsupported("a join of one input")
        if kind == "concat":
            _last_axis(layer.config, len(recorder.shapes[inputs[0]]))
        return recorder.record(kind, {}, inputs, _ORIGIN)

    return record


def _reshape(recorder: Recorder, layer: Layer, inputs: Sequence[int]) -> int:
    """Nothing, where a vector becomes a map of one position or back."""
    shape = recorder.shapes[inputs[0]]
    *positions, channels = layer.config["target_shape"]
    if not is_vector(shape) or set(positions) - {1} or channels not in (shape[0], -1):
        raise Unsupported(f"a reshape to {layer.config['target_shape']}")
    return inputs[0]


def _dropout(recorder: Recorder, layer: Layer, inputs: Sequence[int]) -> int:
    if not layer.config.get("rate"):
        return inputs[0]
    return recorder.record("dropout", {}, inputs[:1], _ORIGIN)


LAYERS: dict[str, Record] = {
    **dict.fromkeys(("Conv1D", "Conv2D", "Conv3D"), _conv),
    **dict.fromkeys(("DepthwiseConv1D", "DepthwiseConv2D"), _depthwise),
    **dict.fromkeys(("SeparableConv1D", "SeparableConv2D"), _separable),
    **dict.fromkeys(("Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose"), _transposed),
    **{f"MaxPooling{rank}D": _pool("max_pool") for rank in (1, 2, 3)},
    **{f"AveragePooling{rank}D": _pool("avg_pool") for rank in (1, 2, 3)},
    **{f"GlobalAveragePooling{rank}D": _plain("global_avg_pool") for rank in (1, 2, 3)},
    **{f"GlobalMaxPooling{rank}D": _plain("global_max_pool") for rank in (1, 2, 3)},
    **{f"ZeroPadding{rank}D": _zero_pad for rank in (1, 2, 3)},
    **{f"UpSampling{rank}D": _upsample for rank in (1, 2, 3)},
    **{f"SpatialDropout{rank}D": _dropout for rank in (1, 2, 3)},
    "Dense": _dense,
    "BatchNormalization": _batch_norm,
    "LayerNormalization": _layer_norm,
    "Activation": _activation,
    "ReLU": _relu,
    "LeakyReLU": _plain("leaky_relu"),
    "ELU": _plain("elu"),
    "Softmax": _softmax,
    "Add": _join("add"),
    "Multiply": _join("multiply"),
    "Concatenate": _join("concat"),
    "Flatten": _plain("flatten"),
    "Reshape": _reshape,
    "Dropout": _dropout,
}
