"""Fully connected layers as PyTorch modules."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from cnncount.layers.base import LayerCosts
from cnncount.layers.fully_connected.linear import Linear
from cnncount.layers.fully_connected.rbf import Rbf
from cnncount.pytorch.builders import ranks


class RadialBasis(nn.Module):
    """y_j = Σ_i (x_i - w_ij)², with weights that are not trained."""

    weight: Tensor

    def __init__(self, features: int, classes: int) -> None:
        super().__init__()
        self.register_buffer("weight", torch.randn(classes, features).sign())

    def forward(self, x: Tensor) -> Tensor:
        """(N, features) to (N, classes)."""
        return (x.unsqueeze(1) - self.weight).pow(2).sum(2)


def _on_vector(module: nn.Module, costs: LayerCosts) -> nn.Module:
    """The module, after a flattening if its input is a map of a single position."""
    return module if len(costs.inputs[0]) == 1 else nn.Sequential(nn.Flatten(), module)


def _linear(layer: Linear, costs: LayerCosts) -> nn.Module:
    linear = nn.Linear(costs.inputs[0][0], layer.out, bias=layer.bias)
    over_positions = layer.over == "channels" and len(costs.inputs[0]) > 1
    return ranks.ChannelsLast(linear) if over_positions else _on_vector(linear, costs)


def _rbf(layer: Rbf, costs: LayerCosts) -> nn.Module:
    return _on_vector(RadialBasis(costs.inputs[0][0], layer.out), costs)


BUILDERS = {"linear": _linear, "rbf": _rbf}
