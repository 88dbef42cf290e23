"""Trained tensors that meet the data element by element, as PyTorch modules."""

from __future__ import annotations

from operator import add, mul

import torch
from torch import Tensor, nn

from cnncount.layers.base import Layer, LayerCosts
from cnncount.shapes import Shape


class Scale(nn.Module):
    """A trained factor for each channel."""

    def __init__(self, x: Shape, functional: bool) -> None:
        super().__init__()
        self.factors = nn.Parameter(torch.ones(x[0], *(1 for _ in x[1:])))
        self._multiply = torch.mul if functional else mul

    def forward(self, x: Tensor) -> Tensor:
        """(N, C, *spatial), unchanged in shape."""
        out: Tensor = self._multiply(x, self.factors)
        return out


class Embedding(nn.Module):
    """A trained vector for each position, added."""

    def __init__(self, x: Shape, functional: bool) -> None:
        super().__init__()
        self.vectors = nn.Parameter(torch.zeros(x))
        self._add = torch.add if functional else add

    def forward(self, x: Tensor) -> Tensor:
        """(N, C, *spatial), unchanged in shape."""
        out: Tensor = self._add(x, self.vectors)
        return out


class Token(nn.Module):
    """A trained vector in front of a sequence."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.vector = nn.Parameter(torch.zeros(channels, 1))

    def forward(self, x: Tensor) -> Tensor:
        """(N, C, L) to (N, C, L + 1)."""
        return torch.cat([self.vector.expand(x.shape[0], -1, -1), x], dim=2)


def _layer_scale(layer: Layer, costs: LayerCosts) -> nn.Module:
    return Scale(costs.inputs[0], layer.form == "functional")


def _position_embedding(layer: Layer, costs: LayerCosts) -> nn.Module:
    return Embedding(costs.inputs[0], layer.form == "functional")


def _class_token(layer: Layer, costs: LayerCosts) -> nn.Module:
    return Token(costs.inputs[0][0])


BUILDERS = {
    "layer_scale": _layer_scale,
    "position_embedding": _position_embedding,
    "class_token": _class_token,
}
