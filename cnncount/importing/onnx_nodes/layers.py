"""Convolutions, products, poolings, normalisations, activations."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from typing import Any

from cnncount.importing.aten.call import Parameter
from cnncount.importing.onnx_nodes.reading import Handler, Reading
from cnncount.importing.recorder import Tensor, Unsupported


def _weight(r: Reading, node: Any, place: int = 1) -> Parameter:
    """An input that must be a trained tensor."""
    value = r.data(node, place)
    if not isinstance(value, Parameter):
        raise Unsupported("its weights are computed")
    return value


def _window(a: Mapping[str, Any], x: Tensor, empty: float) -> Tensor:
    """The input with the padding of a window, where it is not the same on both sides."""
    auto = a.get("auto_pad", b"NOTSET")
    if auto not in (b"NOTSET", b"VALID"):
        raise Unsupported(f"padding {auto.decode()}")
    pads = list(a.get("pads", []))
    rank = len(x.layout) - 2
    pairs = tuple(zip(pads[:rank], pads[rank:], strict=False))
    if not any(map(any, pairs)):
        return x
    before = x.pads or ((0, 0),) * rank
    if x.pads and x.pad_value != empty:
        raise Unsupported(f"a window over padding with {x.pad_value}")
    summed = tuple((a + c, b + d) for (a, b), (c, d) in zip(before, pairs, strict=True))
    return x._replace(pads=summed, pad_value=empty)


def _conv(r: Reading, node: Any, a: Mapping[str, Any]) -> Any:
    x, weight = r.data(node), _weight(r, node)
    rank = len(weight.shape) - 2
    return r.call(
        f"conv{rank}d",
        node,
        input=_window(a, x, 0.0),
        weight=weight,
        bias=r.data(node, 2),
        stride=a.get("strides", [1] * rank),
        padding=[0] * rank,
        dilation=a.get("dilations", [1] * rank),
        groups=a.get("group", 1),
    )


def _conv_transpose(r: Reading, node: Any, a: Mapping[str, Any]) -> Any:
    weight = _weight(r, node)
    rank = len(weight.shape) - 2
    pads = a.get("pads", [0] * 2 * rank)
    automatic = a.get("auto_pad", b"NOTSET") != b"NOTSET"
    if pads[:rank] != pads[rank:] or "output_shape" in a or automatic:
        raise Unsupported("a transposed convolution with uneven padding")
    return r.call(
        f"conv_transpose{rank}d",
        node,
        input=r.data(node),
        weight=weight,
        bias=r.data(node, 2),
        stride=a.get("strides", [1] * rank),
        padding=pads[:rank],
        output_padding=a.get("output_padding", [0] * rank),
        dilation=a.get("dilations", [1] * rank),
        groups=a.get("group", 1),
    )


def _pool(r: Reading, node: Any, a: Mapping[str, Any]) -> Any:
    kernel = a["kernel_shape"]
    rank = len(kernel)
    is_max = node.op_type == "MaxPool"
    more: dict[str, Any] = {"dilation": a.get("dilations", [1] * rank)} if is_max else {}
    if not is_max and any(each != 1 for each in a.get("dilations", [])):
        raise Unsupported("a dilated mean")
    pooled = r.call(
        f"{'max' if is_max else 'avg'}_pool{rank}d",
        node,
        self=_window(a, r.data(node), -inf if is_max else 0.0),
        kernel_size=kernel,
        stride=a.get("strides", [1] * rank),
        padding=[0] * rank,
        ceil_mode=bool(a.get("ceil_mode", 0)),
        **more,
    )
    return [pooled]


def _global_pool(r: Reading, node: Any, a: Mapping[str, Any]) -> Any:
    x = r.data(node)
    rank = len(x.layout) - 2
    name = "avg" if node.op_type == "GlobalAveragePool" else "max"
    return r.call(f"adaptive_{name}_pool{rank}d", node, self=x, output_size=[1] * rank)


def _reduce(r: Reading, node: Any, a: Mapping[str, Any]) -> Any:
    axes = a.get("axes") or r.numbers(node, 1) or []
    name = "mean" if node.op_type == "ReduceMean" else "amax"
    return r.call(name, node, self=r.data(node), dim=list(axes), keepdim=bool(a.get("keepdims", 1)))


def _batch_norm(r: Reading, node: Any, a: Mapping[str, Any]) -> Any:
    return r.call(
        "batch_norm",
        node,
        input=r.data(node),
        weight=_weight(r, node, 1),
        bias=_weight(r, node, 2),
        running_mean=_weight(r, node, 3),
        training=bool(a.get("training_mode", 0)),
    )


def _instance_norm(r: Reading, node: Any, a: Mapping[str, Any]) -> Any:
    weights = {"weight": _weight(r, node, 1), "bias": _weight(r, node, 2)}
    return r.call("instance_norm", node, input=r.data(node), use_input_stats=True, **weights)


def _group_norm(r: Reading, node: Any, a: Mapping[str, Any]) -> Any:
    weights = {"weight": _weight(r, node, 1), "bias": _weight(r, node, 2)}
    return r.call("group_norm", node, input=r.data(node), num_groups=a["num_groups"], **weights)


def _layer_norm(r: Reading, node: Any, a: Mapping[str, Any]) -> Any:
    x, weight = r.data(node), _weight(r, node, 1)
    rank = len(x.layout)
    normalised = [0] * (rank - a.get("axis", -1) % rank)
    given = {"weight": weight, "bias": r.data(node, 2), "normalized_shape": normalised}
    return r.call("layer_norm", node, input=x, **given)


def _lrn(r: Reading, node: Any, a: Mapping[str, Any]) -> Any:
    return r.call("lrn", node, self=r.data(node), size=a["size"])


def _gemm(r: Reading, node: Any, a: Mapping[str, Any]) -> Any:
    if a.get("alpha", 1.0) != 1.0 or a.get("beta", 1.0) != 1.0 or a.get("transA", 0):
        raise Unsupported("a scaled or transposed product")
    weight = _weight(r, node)
    shape = weight.shape if a.get("transB", 0) else weight.shape[::-1]
    turned = Parameter(weight.name, shape)
    return r.call("linear", node, input=r.data(node), weight=turned, bias=r.data(node, 2))


def _matmul(r: Reading, node: Any, a: Mapping[str, Any]) -> Any:
    """A product with weights, and the addition of a bias after it, are one linear layer."""
    x, weight = r.data(node), _weight(r, node)
    if not isinstance(x, Tensor) or len(weight.shape) != 2:
        raise Unsupported("a product that is no linear layer")
    turned = Parameter(weight.name, weight.shape[::-1])
    users = r.users.get(node.output[0], [])
    bias = None
    if len(users) == 1 and users[0].op_type == "Add":
        others = [r.values.get(name) for name in users[0].input if name != node.output[0]]
        if len(others) == 1 and isinstance(others[0], Parameter):
            bias = others[0] if others[0].shape == (weight.shape[1],) else None
    result = r.call("linear", node, input=x, weight=turned, bias=bias)
    if bias is not None:
        r.skipped.add(id(users[0]))
        r.values[users[0].output[0]] = result
    return result


def _activation(name: str) -> Handler:
    return lambda r, node, a: r.call(name, node, self=r.data(node))


def _clip(r: Reading, node: Any, a: Mapping[str, Any]) -> Any:
    low = a["min"] if "min" in a else (r.numbers(node, 1) or [None])[0]
    high = a["max"] if "max" in a else (r.numbers(node, 2) or [None])[0]
    return r.call("hardtanh", node, self=r.data(node), min_val=low, max_val=high)


def _prelu(r: Reading, node: Any, a: Mapping[str, Any]) -> Any:
    return r.call("prelu", node, self=r.data(node), weight=_weight(r, node))


def _softmax(r: Reading, node: Any, a: Mapping[str, Any]) -> Any:
    return r.call("softmax", node, self=r.data(node), dim=a.get("axis", -1))


def _arithmetic(name: str) -> Handler:
    return lambda r, node, a: r.call(name, node, self=r.data(node), other=r.data(node, 1))


NODES: dict[str, Handler] = {
    "Conv": _conv,
    "ConvTranspose": _conv_transpose,
    "MaxPool": _pool,
    "AveragePool": _pool,
    "GlobalAveragePool": _global_pool,
    "GlobalMaxPool": _global_pool,
    "ReduceMean": _reduce,
    "ReduceMax": _reduce,
    "BatchNormalization": _batch_norm,
    "InstanceNormalization": _instance_norm,
    "GroupNormalization": _group_norm,
    "LayerNormalization": _layer_norm,
    "LRN": _lrn,
    "Gemm": _gemm,
    "MatMul": _matmul,
    "Relu": _activation("relu"),
    "LeakyRelu": _activation("leaky_relu"),
    "Elu": _activation("elu"),
    "Gelu": _activation("gelu"),
    "Sigmoid": _activation("sigmoid"),
    "Tanh": _activation("tanh"),
    "Softplus": _activation("softplus"),
    "Mish": _activation("mish"),
    "HardSigmoid": _activation("hardsigmoid"),
    "HardSwish": _activation("hardswish"),
    "Clip": _clip,
    "PRelu": _prelu,
    "Softmax": _softmax,
    "Add": _arithmetic("add"),
    "Mul": _arithmetic("mul"),
}
