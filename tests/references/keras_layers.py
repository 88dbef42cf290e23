"""Layers of ours, and how Keras writes each: what TensorFlow's profiler is asked about.

A layer of Keras is made by a function of `tensorflow`, which need not be there to read this. Shapes
are ours, channels first and without the batch.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from cnncount.shapes import Shape

Make = Callable[[Any], Callable[..., Any]]
M, L, B = (4, 8, 6), (4, 8), (4, 4, 4, 4)


class Case(NamedTuple):
    """A layer of ours, and the function that makes Keras's."""

    kind: str
    arguments: dict[str, Any]
    inputs: tuple[Shape, ...]
    make: Make

    @property
    def key(self) -> str:
        """What the record calls it."""
        given = ", ".join(f"{name}={value!r}" for name, value in self.arguments.items())
        inputs = ", ".join("×".join(map(str, shape)) for shape in self.inputs)
        return f"{self.kind}({given}) of {inputs}"


def attention(**arguments: Any) -> Make:
    """Attention of a sequence to itself."""

    def make(tf: Any) -> Callable[..., Any]:
        layer = tf.keras.layers.MultiHeadAttention(**arguments)
        return lambda x: layer(x, x)

    return make


def position_embedding(tf: Any) -> Any:
    """Keras itself has no layer for a vector that is added at each position."""

    class Embedding(tf.keras.layers.Layer):
        def build(self, shape: Any) -> None:
            self.table = self.add_weight(shape=shape[1:])

        def call(self, x: Any) -> Any:
            return x + self.table

    return Embedding()


def layer_scale(tf: Any) -> Any:
    """The layer that Keras's ConvNeXt has."""
    from keras.src.applications.convnext import LayerScale

    return LayerScale(1e-6, 4)


def layer(name: str, *given: Any, **arguments: Any) -> Make:
    """A layer of Keras, by its name."""
    return lambda tf: getattr(tf.keras.layers, name)(*given, **arguments)


def joined(name: str) -> Make:
    """A layer of Keras that takes its inputs as a list."""

    def make(tf: Any) -> Callable[..., Any]:
        join = getattr(tf.keras.layers, name)()
        return lambda *inputs: join(list(inputs))

    return make


def activation(kind: str, name: str | None = None) -> Case:
    return Case(kind, {}, (M,), layer("Activation", name or kind))


def case(kind: str, arguments: dict[str, Any], shape: Shape, make: Make) -> Case:
    return Case(kind, arguments, (shape,), make)


NO_BIAS: dict[str, Any] = {"bias": False}
NOT_AFFINE: dict[str, Any] = {"affine": False}
UNSCALED: dict[str, Any] = {"scale": False, "center": False}
TWICE: dict[str, Any] = {"kernel": 3, "stride": 2}

CASES: list[Case] = [
    case(
        "conv",
        {"out": 6, "kernel": 3, "padding": "same"},
        M,
        layer("Conv2D", 6, 3, padding="same"),
    ),
    case("conv", {"out": 6, "kernel": 3, **NO_BIAS}, M, layer("Conv2D", 6, 3, use_bias=False)),
    case("conv", {"out": 6, "kernel": 3, "groups": 2}, M, layer("Conv2D", 6, 3, groups=2)),
    case("conv", {"out": 4, "kernel": 3, "groups": 4}, M, layer("DepthwiseConv2D", 3)),
    case(
        "conv",
        {"out": 8, "kernel": 3, "groups": 4, **NO_BIAS},
        M,
        layer("DepthwiseConv2D", 3, depth_multiplier=2, use_bias=False),
    ),
    case("conv", {"out": 6, "kernel": 3}, L, layer("Conv1D", 6, 3)),
    case("conv", {"out": 6, "kernel": 3, "groups": 2}, L, layer("Conv1D", 6, 3, groups=2)),
    case("conv", {"out": 6, "kernel": 3}, (4, 5, 5, 5), layer("Conv3D", 6, 3)),
    case("transposed_conv", {"out": 6, **TWICE}, M, layer("Conv2DTranspose", 6, 3, 2)),
    case(
        "transposed_conv",
        {"out": 6, "kernel": 4, "stride": 2, "padding": 1, **NO_BIAS},
        M,
        layer("Conv2DTranspose", 6, 4, 2, padding="same", use_bias=False),
    ),
    case("transposed_conv", {"out": 6, **TWICE}, L, layer("Conv1DTranspose", 6, 3, 2)),
    case("transposed_conv", {"out": 6, **TWICE}, B, layer("Conv3DTranspose", 6, 3, 2)),
    case("linear", {"out": 5}, (7,), layer("Dense", 5)),
    case("linear", {"out": 5, **NO_BIAS}, (7,), layer("Dense", 5, use_bias=False)),
    case("linear", {"out": 5, "over": "channels"}, M, layer("Dense", 5)),
    case("linear", {"out": 5, "over": "channels", **NO_BIAS}, M, layer("Dense", 5, use_bias=False)),
    case("linear", {"out": 5, "over": "channels"}, (4, 9), layer("Dense", 5)),
    case("attention", {"heads": 2}, (4, 9), attention(num_heads=2, key_dim=2)),
    case("attention", {"heads": 1}, (4, 9), attention(num_heads=1, key_dim=4)),
    case(
        "attention",
        {"heads": 2, **NO_BIAS},
        (4, 9),
        attention(num_heads=2, key_dim=2, use_bias=False),
    ),
    case("attention", {"heads": 4}, (8, 9), attention(num_heads=4, key_dim=2)),
    case("layer_scale", {}, M, layer_scale),
    case("position_embedding", {}, (4, 9), position_embedding),
    case("batch_norm", {}, M, layer("BatchNormalization")),
    case("batch_norm", NOT_AFFINE, M, layer("BatchNormalization", **UNSCALED)),
    case("batch_norm", {}, (7,), layer("BatchNormalization")),
    case("layer_norm", {}, M, layer("LayerNormalization")),
    case("layer_norm", NOT_AFFINE, M, layer("LayerNormalization", **UNSCALED)),
    case("layer_norm", {"over": "all"}, M, layer("LayerNormalization", axis=[1, 2, 3])),
    case("group_norm", {"groups": 2}, M, layer("GroupNormalization", 2)),
    case("group_norm", {"groups": 2, **NOT_AFFINE}, M, layer("GroupNormalization", 2, **UNSCALED)),
    case("instance_norm", {"affine": True}, M, layer("GroupNormalization", -1)),
    case("instance_norm", {}, M, layer("GroupNormalization", -1, **UNSCALED)),
    case("prelu", {}, M, layer("PReLU", shared_axes=[1, 2])),
    case("prelu", {"shared": True}, M, layer("PReLU", shared_axes=[1, 2, 3])),
    activation("softmax"),
    activation("gelu"),
    activation("silu"),
    activation("hardsigmoid", "hard_sigmoid"),
    activation("hardswish", "hard_swish"),
    activation("mish"),
    activation("relu"),
    activation("relu6"),
    activation("leaky_relu"),
    activation("sigmoid"),
    activation("tanh"),
    activation("elu"),
    activation("softplus"),
    case("max_pool", TWICE, M, layer("MaxPooling2D", 3, 2)),
    case("avg_pool", TWICE, M, layer("AveragePooling2D", 3, 2)),
    case("avg_pool", {"kernel": 2}, L, layer("AveragePooling1D", 2)),
    case("max_pool", {"kernel": 2}, (2, 4, 4, 4), layer("MaxPooling3D", 2)),
    case("global_avg_pool", {}, M, layer("GlobalAveragePooling2D")),
    case("global_max_pool", {}, M, layer("GlobalMaxPooling2D")),
    case("upsample", {"scale": 2}, M, layer("UpSampling2D", 2)),
    case("upsample", {"scale": 2}, L, layer("UpSampling1D", 2)),
    case(
        "upsample",
        {"scale": 2, "mode": "linear"},
        M,
        layer("UpSampling2D", 2, interpolation="bilinear"),
    ),
    case("lrn", {"size": 5}, M, lambda tf: tf.nn.local_response_normalization),
    case("pixel_shuffle", {"scale": 2}, M, lambda tf: lambda x: tf.nn.depth_to_space(x, 2)),
    case("flatten", {}, M, layer("Flatten")),
    Case("add", {}, (M, M), joined("Add")),
    Case("add", {}, (M, M, M), joined("Add")),
    Case("multiply", {}, (M, M), joined("Multiply")),
    Case("multiply", {}, (M, (4, 1, 1)), joined("Multiply")),
    Case("concat", {}, (M, M), joined("Concatenate")),
]
