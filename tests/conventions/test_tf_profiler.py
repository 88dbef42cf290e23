"""The convention of TensorFlow's profiler against figures that were measured with it.

Keras 3.15.1 on TensorFlow 2.21.0: a model of one layer at inference with a batch of one, frozen
into a graph, `ProfileOptionBuilder.float_operation`. The sums are the operators that it lists.
TensorFlow is too large to be installed for the tests.
"""

from __future__ import annotations

from typing import Any

import pytest

from cnncount.conventions import convention
from cnncount.kinds import kinds
from cnncount.network import Leaf
from cnncount.problems import Place, Source
from cnncount.shapes import Reach, Shape

M, L, B = (4, 8, 6), (4, 8), (4, 4, 4, 4)
E = 4 * 8 * 6

MEASURED: list[tuple[str, dict[str, Any], Shape, int]] = [
    ("conv", {"out": 6, "kernel": 3, "padding": "same"}, M, 20736 + 288),  # Conv2D, BiasAdd
    ("conv", {"out": 6, "kernel": 3, "bias": False}, M, 10368),
    ("conv", {"out": 6, "kernel": 3, "groups": 2}, M, 0 + 144),  # BiasAdd alone
    ("conv", {"out": 4, "kernel": 3, "groups": 4}, M, 1728 + 96),  # DepthwiseConv2dNative
    ("conv", {"out": 8, "kernel": 3, "groups": 4, "bias": False}, M, 3456),
    ("conv", {"out": 6, "kernel": 3}, L, 864 + 36),
    ("conv", {"out": 6, "kernel": 3, "groups": 2}, L, 0 + 36),
    ("conv", {"out": 6, "kernel": 3}, (4, 5, 5, 5), 34992 + 162),
    ("transposed_conv", {"out": 6, "kernel": 3, "stride": 2}, M, 23868 + 1326),
    (
        "transposed_conv",
        {"out": 6, "kernel": 4, "stride": 2, "padding": 1, "bias": False},
        M,
        36864,
    ),
    ("transposed_conv", {"out": 6, "kernel": 3, "stride": 2}, L, 1224 + 102),
    ("transposed_conv", {"out": 6, "kernel": 3, "stride": 2}, B, 0 + 4374),
    ("linear", {"out": 5}, (7,), 70 + 5),  # MatMul, BiasAdd
    ("linear", {"out": 5, "bias": False}, (7,), 70),
    ("linear", {"out": 5, "over": "channels"}, M, 1920 + 240),  # Tensordot's MatMul, BiasAdd
    ("linear", {"out": 5, "over": "channels", "bias": False}, M, 1920),
    ("linear", {"out": 5, "over": "channels"}, (4, 9), 360 + 45),
    # MultiHeadAttention: MatMul, then BiasAdd or Add, four times; Mul and Softmax of the scores.
    ("attention", {"heads": 2}, (4, 9), 4 * (288 + 36) + 162 + 810),
    ("attention", {"heads": 1}, (4, 9), 4 * (288 + 36) + 81 + 405),
    ("attention", {"heads": 2, "bias": False}, (4, 9), 4 * 288 + 162 + 810),
    ("attention", {"heads": 4}, (8, 9), 4 * (1152 + 72) + 324 + 1620),
    ("layer_scale", {}, M, E),
    ("position_embedding", {}, (4, 9), 36),
    ("batch_norm", {}, M, 4 + 8 + 4 + E + 4 + 4 + E),
    ("batch_norm", {"affine": False}, M, 4 + 4 + 8 + E + 4 + E),
    ("batch_norm", {}, (7,), 7 + 14 + 7 + 7 + 7 + 7 + 7),
    ("layer_norm", {}, M, E + 48 + 2 * E + E + 48 + 96 + 3 * E + 2 * E),
    ("layer_norm", {"affine": False}, M, E + 48 + 2 * E + E + 48 + 96 + 48 + E + E),
    ("layer_norm", {"over": "all"}, M, E + 1 + 2 * E + E + 1 + 2 + 3 * E + 2 * E),
    ("group_norm", {"groups": 2}, M, E + 2 + 2 * E + E + 2 + 4 + 4 + 4 + E + 4 + E),
    ("group_norm", {"groups": 2, "affine": False}, M, E + 2 + 2 * E + E + 2 + 4 + 2 + E + E),
    ("instance_norm", {"affine": True}, M, E + 4 + 2 * E + E + 4 + 8 + 4 + 4 + E + 4 + E),
    ("instance_norm", {}, M, E + 4 + 2 * E + E + 4 + 8 + 4 + E + E),
    ("prelu", {}, M, E + 4 + E + E),
    ("prelu", {"shared": True}, M, E + 1 + E + E),
    ("softmax", {}, M, 5 * E),
    ("gelu", {}, M, E + 3 * E),
    ("silu", {}, M, 2 * E),
    ("hardsigmoid", {}, M, E + E),
    ("hardswish", {}, M, E + E + E),
    ("mish", {}, M, E),
    *[(kind, {}, M, 0) for kind in ("relu", "relu6", "leaky_relu", "sigmoid", "tanh", "elu")],
    ("softplus", {}, M, 0),
    ("max_pool", {"kernel": 3, "stride": 2}, M, 216),
    ("avg_pool", {"kernel": 3, "stride": 2}, M, 216),
    ("avg_pool", {"kernel": 2}, L, 32),
    ("max_pool", {"kernel": 2}, (2, 4, 4, 4), 0),
    ("global_avg_pool", {}, M, E),  # Mean
    ("global_max_pool", {}, M, 0),
    ("upsample", {"scale": 2}, M, 2),  # Mul of the two sizes
    ("upsample", {"scale": 2}, L, 1),
    ("upsample", {"scale": 2, "mode": "linear"}, M, 0),
    ("lrn", {"size": 5}, M, 0),
    ("pixel_shuffle", {"scale": 2}, M, 0),
    ("flatten", {}, M, 0),
]


def price(kind: str, arguments: dict[str, Any], *inputs: Shape) -> int:
    layer = kinds()[kind](**arguments)
    place = Place(Source.of("case", ""), 1, 1)
    leaf = Leaf("layer", layer, layer.facts(*inputs), Reach((), ()), place)
    return convention("tf_profiler_keras3").price(leaf)


@pytest.mark.parametrize(("kind", "arguments", "shape", "measured"), MEASURED)
def test_a_layer(kind: str, arguments: dict[str, Any], shape: Shape, measured: int) -> None:
    assert price(kind, arguments, shape) == measured


@pytest.mark.parametrize(
    ("kind", "inputs", "measured"),
    [
        ("add", (M, M), E),
        ("add", (M, M, M), 2 * E),
        ("multiply", (M, M), E),
        ("multiply", (M, (4, 1, 1)), E),
        ("concat", (M, M), 0),
    ],
)
def test_a_join(kind: str, inputs: tuple[Shape, ...], measured: int) -> None:
    assert price(kind, {}, *inputs) == measured
