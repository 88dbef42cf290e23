"""Layers as specs write them, each with the PyTorch module that code would have in its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import torch
import torch.nn.functional as F
from torch import nn

from cnncount.shapes import Shape


class Case(NamedTuple):
    """A layer.

    Attributes:
        kind: its kind.
        arguments: its arguments.
        inputs: the shapes of its inputs; the module takes the first.
        module: makes the module.
    """

    kind: str
    arguments: dict[str, Any]
    inputs: tuple[Shape, ...]
    module: Callable[[], Any]

    def __str__(self) -> str:
        arguments = ",".join(f"{key}={value}" for key, value in self.arguments.items())
        return f"{self.kind}({arguments})@{'x'.join(map(str, self.inputs[0]))}"


class Code(nn.Module):
    """Code without a module of its own: a function of the data and of constants."""

    def __init__(self, function: Callable[..., Any], *shapes: tuple[int, ...]) -> None:
        super().__init__()
        self.function = function
        self.names = [f"constant{number}" for number in range(len(shapes))]
        for name, shape in zip(self.names, shapes, strict=True):
            self.register_buffer(name, torch.ones(shape))

    def forward(self, x: Any) -> Any:
        return self.function(x, *(getattr(self, name) for name in self.names))


class OverChannels(nn.Module):
    """A module that works on the last axis, given the channels there, as in models."""

    def __init__(self, module: Any) -> None:
        super().__init__()
        self.module = module

    def forward(self, x: Any) -> Any:
        return self.module(x.movedim(1, -1).contiguous()).movedim(-1, 1)


class SelfAttention(nn.Module):
    """Attention as torchvision's VisionTransformer calls it."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__()
        self.attention = nn.MultiheadAttention(*arguments, **options, batch_first=True)

    def forward(self, x: Any) -> Any:
        return self.attention(x, x, x, need_weights=False)[0]


class Trained(nn.Module):
    """A parameter, and a function of the data and of it."""

    def __init__(self, function: Callable[..., Any], *shape: int) -> None:
        super().__init__()
        self.function = function
        self.gamma = nn.Parameter(torch.ones(shape))

    def forward(self, x: Any) -> Any:
        return self.function(x, self.gamma)


BATCH = 2
M = (4, 8, 6)  # a map
V = (12,)  # a vector
L, B = (4, 9), (4, 5, 4, 6)  # one axis, three axes
FUNCTIONAL, OPERATOR = {"form": "functional"}, {"form": "operator"}


def layer(kind: str, x: Shape, module: Callable[[], Any], **arguments: Any) -> Case:
    return Case(kind, arguments, (x,), module)


def code(
    kind: str, x: Shape, function: Callable[..., Any], *shapes: Shape, **arguments: Any
) -> Case:
    return Case(kind, arguments, (x,), lambda: Code(function, *shapes))


CONVOLUTIONS = [
    layer("conv", M, lambda: nn.Conv2d(4, 6, 3), out=6, kernel=3),
    layer("conv", M, lambda: nn.Conv2d(4, 6, 3, bias=False), out=6, kernel=3, bias=False),
    layer(
        "conv",
        M,
        lambda: nn.Conv2d(4, 6, (3, 5), 2, 2, 2, 2),
        out=6,
        kernel=[3, 5],
        stride=2,
        padding=2,
        dilation=2,
        groups=2,
    ),
    layer("conv", M, lambda: nn.Conv2d(4, 8, 3, groups=4), out=8, kernel=3, groups=4),
    layer("conv", M, lambda: nn.Conv2d(4, 6, 3, padding="same"), out=6, kernel=3, padding="same"),
    layer("conv", M, lambda: nn.Conv2d(4, 6, 2, padding="same"), out=6, kernel=2, padding="same"),
    layer("conv", M, lambda: nn.Conv2d(4, 6, 3, padding="valid"), out=6, kernel=3, padding="valid"),
    layer("conv", L, lambda: nn.Conv1d(4, 6, 3), out=6, kernel=3),
    layer("conv", B, lambda: nn.Conv3d(4, 6, 3), out=6, kernel=3),
    code(
        "conv", M, lambda *a: F.conv2d(*a), (6, 4, 3, 3), out=6, kernel=3, bias=False, **FUNCTIONAL
    ),
    code("conv", M, lambda *a: F.conv2d(*a), (6, 4, 3, 3), (6,), out=6, kernel=3, **FUNCTIONAL),
    layer("transposed_conv", M, lambda: nn.ConvTranspose2d(4, 6, 3), out=6, kernel=3),
    layer(
        "transposed_conv",
        M,
        lambda: nn.ConvTranspose2d(4, 6, 4, 2, 1, bias=False),
        out=6,
        kernel=4,
        stride=2,
        padding=1,
        bias=False,
    ),
    layer(
        "transposed_conv",
        M,
        lambda: nn.ConvTranspose2d(4, 4, (3, 5), (2, 3), 1, 1, 2, dilation=1),
        out=4,
        kernel=[3, 5],
        stride=[2, 3],
        padding=1,
        output_padding=1,
        groups=2,
    ),
    layer("transposed_conv", L, lambda: nn.ConvTranspose1d(4, 6, 3, 2), out=6, kernel=3, stride=2),
    layer("transposed_conv", B, lambda: nn.ConvTranspose3d(4, 6, 3, 2), out=6, kernel=3, stride=2),
    code(
        "transposed_conv",
        M,
        lambda *a: F.conv_transpose2d(*a),
        (4, 6, 3, 3),
        (6,),
        out=6,
        kernel=3,
        **FUNCTIONAL,
    ),
    layer("linear", V, lambda: nn.Linear(12, 5), out=5),
    layer("linear", V, lambda: nn.Linear(12, 5, bias=False), out=5, bias=False),
    code("linear", V, lambda *a: F.linear(*a), (5, 12), (5,), out=5, **FUNCTIONAL),
    code("linear", V, lambda x, w, b: x @ w + b, (12, 5), (5,), out=5, **OPERATOR),
]
NORMALIZATIONS = [
    layer("batch_norm", M, lambda: nn.BatchNorm2d(4)),
    layer("batch_norm", M, lambda: nn.BatchNorm2d(4, affine=False), affine=False),
    layer("batch_norm", V, lambda: nn.BatchNorm1d(12)),
    layer("batch_norm", L, lambda: nn.BatchNorm1d(4)),
    layer("batch_norm", B, lambda: nn.BatchNorm3d(4)),
    code("batch_norm", M, lambda *a: F.batch_norm(*a), (4,), (4,), (4,), (4,), **FUNCTIONAL),
    layer("layer_norm", M, lambda: nn.LayerNorm([4, 8, 6]), over="all"),
    layer("layer_norm", V, lambda: nn.LayerNorm(12)),
    layer("layer_norm", V, lambda: nn.LayerNorm(12, elementwise_affine=False), affine=False),
    layer("group_norm", M, lambda: nn.GroupNorm(2, 4), groups=2),
    layer("group_norm", M, lambda: nn.GroupNorm(2, 4, affine=False), groups=2, affine=False),
    layer("instance_norm", M, lambda: nn.InstanceNorm2d(4)),
    layer("instance_norm", M, lambda: nn.InstanceNorm2d(4, affine=True), affine=True),
    layer("lrn", M, lambda: nn.LocalResponseNorm(3), size=3),
    layer("lrn", L, lambda: nn.LocalResponseNorm(2), size=2),
]
POOLINGS = [
    layer("max_pool", M, lambda: nn.MaxPool2d(3, 2, 1), kernel=3, stride=2, padding=1),
    layer("max_pool", L, lambda: nn.MaxPool1d(2), kernel=2),
    layer("max_pool", B, lambda: nn.MaxPool3d(2), kernel=2),
    code("max_pool", M, lambda x: F.max_pool2d(x, 2), kernel=2, **FUNCTIONAL),
    layer("avg_pool", M, lambda: nn.AvgPool2d(2), kernel=2),
    layer("avg_pool", L, lambda: nn.AvgPool1d(2), kernel=2),
    layer("avg_pool", B, lambda: nn.AvgPool3d(2), kernel=2),
    code("avg_pool", M, lambda x: F.avg_pool2d(x, 2), kernel=2, **FUNCTIONAL),
    layer("adaptive_avg_pool", M, lambda: nn.AdaptiveAvgPool2d((4, 3)), out=[4, 3]),
    layer("adaptive_avg_pool", M, lambda: nn.AdaptiveAvgPool2d((4, 4)), out=4),
    layer("adaptive_avg_pool", L, lambda: nn.AdaptiveAvgPool1d(3), out=3),
    layer("adaptive_avg_pool", B, lambda: nn.AdaptiveAvgPool3d(2), out=2),
    code("adaptive_avg_pool", M, lambda x: F.adaptive_avg_pool2d(x, 2), out=2, **FUNCTIONAL),
    layer("adaptive_max_pool", M, lambda: nn.AdaptiveMaxPool2d(2), out=2),
    layer("global_avg_pool", M, lambda: nn.AdaptiveAvgPool2d(1)),
    layer("global_avg_pool", L, lambda: nn.AdaptiveAvgPool1d(1)),
    code("global_avg_pool", M, lambda x: F.adaptive_avg_pool2d(x, 1), **FUNCTIONAL),
    code("global_avg_pool", M, lambda x: x.mean((2, 3)), **OPERATOR),
    layer("global_max_pool", M, lambda: nn.AdaptiveMaxPool2d(1)),
    code("global_max_pool", M, lambda x: x.amax((2, 3)), **OPERATOR),
]
ACTIVATIONS = [
    layer("relu", M, nn.ReLU),
    code("relu", M, lambda x: F.relu(x), **FUNCTIONAL),
    code("relu", M, lambda x: x.relu(), **OPERATOR),
    layer("relu6", M, nn.ReLU6),
    code("relu6", M, lambda x: F.relu6(x), **FUNCTIONAL),
    layer("leaky_relu", M, nn.LeakyReLU),
    code("leaky_relu", M, lambda x: F.leaky_relu(x), **FUNCTIONAL),
    layer("prelu", M, lambda: nn.PReLU(4)),
    layer("prelu", M, nn.PReLU, shared=True),
    layer("elu", M, nn.ELU),
    code("elu", M, lambda x: F.elu(x), **FUNCTIONAL),
    layer("gelu", M, nn.GELU),
    code("gelu", M, lambda x: F.gelu(x), **FUNCTIONAL),
    layer("silu", M, nn.SiLU),
    code("silu", M, lambda x: F.silu(x), **FUNCTIONAL),
    layer("sigmoid", M, nn.Sigmoid),
    layer("tanh", M, nn.Tanh),
    layer("hardsigmoid", M, nn.Hardsigmoid),
    layer("hardswish", M, nn.Hardswish),
    layer("mish", M, nn.Mish),
    layer("softplus", M, nn.Softplus),
    layer("softmax", M, lambda: nn.Softmax(1)),
    layer("softmax", V, lambda: nn.Softmax(1)),
    code("softmax", V, lambda x: F.softmax(x, 1), **FUNCTIONAL),
    code("softmax", V, lambda x: x.softmax(1), **OPERATOR),
]
OTHERS = [
    layer("upsample", M, lambda: nn.Upsample(scale_factor=2), scale=2),
    layer("upsample", L, lambda: nn.Upsample(scale_factor=2), scale=2),
    layer("upsample", B, lambda: nn.Upsample(scale_factor=2), scale=2),
    layer(
        "upsample", M, lambda: nn.Upsample(scale_factor=3, mode="bilinear"), scale=3, mode="linear"
    ),
    layer(
        "upsample", L, lambda: nn.Upsample(scale_factor=2, mode="linear"), scale=2, mode="linear"
    ),
    layer(
        "upsample", B, lambda: nn.Upsample(scale_factor=2, mode="trilinear"), scale=2, mode="linear"
    ),
    layer(
        "upsample", M, lambda: nn.Upsample(scale_factor=2, mode="bicubic"), scale=2, mode="cubic"
    ),
    code("upsample", M, lambda x: F.interpolate(x, scale_factor=2.0), scale=2, **FUNCTIONAL),
    Case("add", {}, (M, M), lambda: Code(lambda x, y: x + y, (1, *M))),
    Case("add", OPERATOR, (M, M), lambda: Code(lambda x, y: x + y, (1, *M))),
    Case("add", FUNCTIONAL, (M, M), lambda: Code(lambda x, y: torch.add(x, y), (1, *M))),
    Case("multiply", {}, (M, (4, 1, 1)), lambda: Code(lambda x, y: x * y, (1, 4, 1, 1))),
    Case(
        "multiply",
        FUNCTIONAL,
        (M, (4, 1, 1)),
        lambda: Code(lambda x, y: torch.mul(x, y), (1, 4, 1, 1)),
    ),
    Case("concat", {}, (M, M), lambda: Code(lambda x: torch.cat([x, x], 1))),
    layer("flatten", M, nn.Flatten),
    layer("dropout", M, nn.Dropout),
    layer("pixel_shuffle", M, lambda: nn.PixelShuffle(2), scale=2),
    layer("zero_pad", M, lambda: nn.ZeroPad2d(1), padding=1),
    code("crop", M, lambda x: x[:, :, 2:6, 1:5], size=4),
    code(
        "padded_identity",
        M,
        lambda x: F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, 0, 2)),
        out=6,
        stride=2,
    ),
    layer("channel_shuffle", M, lambda: nn.ChannelShuffle(2), groups=2),
    code("channel_slice", M, lambda x: x[:, 1:3], start=1, out=2),
    code("channel_slice", M, lambda x: x.chunk(2, 1)[0], out=2, **OPERATOR),
]


def attention(channels: int, length: int, heads: int, **options: Any) -> Case:
    return layer(
        "attention",
        (channels, length),
        lambda: OverChannels(SelfAttention(channels, heads, **options)),
        heads=heads,
        **options,
    )


def trained(kind: str, x: Shape, function: Callable[..., Any], *shape: int, **form: Any) -> Case:
    return layer(kind, x, lambda: Trained(function, *shape), **form)


SEQUENCES = [
    layer("linear", M, lambda: OverChannels(nn.Linear(4, 5)), out=5, over="channels"),
    layer("linear", L, lambda: OverChannels(nn.Linear(4, 5)), out=5, over="channels"),
    layer(
        "linear",
        L,
        lambda: OverChannels(nn.Linear(4, 5, bias=False)),
        out=5,
        over="channels",
        bias=False,
    ),
    code(
        "linear",
        L,
        lambda x, w, b: F.linear(x.movedim(1, -1).contiguous(), w, b),
        (5, 4),
        (5,),
        out=5,
        over="channels",
        **FUNCTIONAL,
    ),
    layer("layer_norm", M, lambda: OverChannels(nn.LayerNorm(4))),
    layer(
        "layer_norm",
        L,
        lambda: OverChannels(nn.LayerNorm(4, elementwise_affine=False)),
        affine=False,
    ),
    attention(4, 9, 2),
    attention(4, 9, 1),
    attention(12, 7, 3),
    attention(8, 5, 4, bias=False),
    trained("layer_scale", M, lambda x, gamma: x * gamma, 4, 1, 1),
    trained("layer_scale", M, lambda x, gamma: x * gamma, 4, 1, 1, **OPERATOR),
    trained("layer_scale", M, lambda x, gamma: torch.mul(x, gamma), 1, 4, 1, 1, **FUNCTIONAL),
    trained("position_embedding", L, lambda x, gamma: x + gamma, 1, 4, 9),
    trained("position_embedding", L, lambda x, gamma: torch.add(x, gamma), 1, 4, 9, **FUNCTIONAL),
    trained(
        "class_token",
        L,
        lambda x, gamma: torch.cat([gamma.expand(x.shape[0], -1, -1), x], 2),
        *(1, 4, 1),
    ),
    code("tokens", M, lambda x: x.flatten(2)),
    code("first_token", L, lambda x: x[:, :, 0]),
]
NO_MODULES = {"subsample", "rbf"}
"""LeNet's own, for which PyTorch has no module that a tool could have a rule for."""
CASES = [*CONVOLUTIONS, *NORMALIZATIONS, *POOLINGS, *ACTIVATIONS, *OTHERS, *SEQUENCES]
