"""Fully connected layers as PyTorch modules."""

from __future__ import annotations

from math import prod

import torch
from torch import Tensor, nn

from cnncount.layers.base import Facts
from cnncount.layers.fully_connected.linear import Linear
from cnncount.layers.fully_connected.rbf import Rbf


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
    features = prod(facts.inputs[0])
    return _on_vector(nn.Linear(features, layer.out, bias=layer.bias), facts)


def _rbf(layer: Rbf, facts: Facts) -> nn.Module:
    return _on_vector(RadialBasis(prod(facts.inputs[0]), layer.out), facts)


BUILDERS = {"linear": _linear, "rbf": _rbf}
