"""Fully connected layers as PyTorch modules."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from cnncount.layers.base import Facts
from cnncount.layers.fully_connected.linear import Linear
from cnncount.layers.fully_connected.rbf import Rbf
from cnncount.trace.builders import ranks


class RadialBasis(nn.Module):
    """y_j = Σ_i (x_i - w_ij)², with weights that are not trained."""

    weight: Tensor

    def __init__(self, features: int, classes: int) -> None:
        super().__init__()
        self.register_buffer("weight", torch.randn(classes, features).sign())

    def forward(self, x: Tensor) -> Tensor:
        """(N, features) to (N, classes)."""
        return (x.unsqueeze(1) - self.weight).pow(2).sum(2)


def _on_vector(module: nn.Module, facts: Facts) -> nn.Module:
    """The module, behind a flattening where its input is a map of a single position."""
    return module if len(facts.inputs[0]) == 1 else nn.Sequential(nn.Flatten(), module)


def _linear(layer: Linear, facts: Facts) -> nn.Module:
    linear = nn.Linear(facts.inputs[0][0], layer.out, bias=layer.bias)
    over_positions = layer.over == "channels" and len(facts.inputs[0]) > 1
    return ranks.ChannelsLast(linear) if over_positions else _on_vector(linear, facts)


def _rbf(layer: Rbf, facts: Facts) -> nn.Module:
    return _on_vector(RadialBasis(facts.inputs[0][0], layer.out), facts)


BUILDERS = {"linear": _linear, "rbf": _rbf}
