"""Activation functions as PyTorch modules."""

from __future__ import annotations

from collections.abc import Callable

from torch import nn

from cnncount.layers.activation.prelu import Prelu
from cnncount.layers.base import Layer, LayerCosts


def _plain(module: Callable[[], nn.Module]) -> Callable[[Layer, LayerCosts], nn.Module]:
    return lambda layer, costs: module()


def _prelu(layer: Prelu, costs: LayerCosts) -> nn.Module:
    return nn.PReLU(1 if layer.shared else costs.inputs[0][0])


def _softmax(layer: Layer, costs: LayerCosts) -> nn.Module:
    return nn.Softmax(dim=1)


BUILDERS = {
    "relu": _plain(nn.ReLU),
    "relu6": _plain(nn.ReLU6),
    "leaky_relu": _plain(nn.LeakyReLU),
    "elu": _plain(nn.ELU),
    "gelu": _plain(nn.GELU),
    "silu": _plain(nn.SiLU),
    "mish": _plain(nn.Mish),
    "softplus": _plain(nn.Softplus),
    "sigmoid": _plain(nn.Sigmoid),
    "tanh": _plain(nn.Tanh),
    "hardsigmoid": _plain(nn.Hardsigmoid),
    "hardswish": _plain(nn.Hardswish),
    "prelu": _prelu,
    "softmax": _softmax,
}
