"""Joins as PyTorch modules."""

from __future__ import annotations

from functools import reduce
from operator import add, mul

import torch
from torch import Tensor, nn

from cnncount.layers.base import Facts, Layer


class Add(nn.Module):
    """The sum of its inputs."""

    def forward(self, *inputs: Tensor) -> Tensor:
        """Any number of (N, *shape) to one."""
        return reduce(add, inputs)


class Multiply(nn.Module):
    """The product of its inputs; one of a single position scales whole maps."""

    def forward(self, *inputs: Tensor) -> Tensor:
        """(N, C, *spatial) and (N, C) or (N, C, 1, …), to the largest of them."""
        axes = max(x.dim() for x in inputs)
        return reduce(mul, [x[(..., *(None,) * (axes - x.dim()))] for x in inputs])


class Concat(nn.Module):
    """Its inputs one behind the other along the channels."""

    def forward(self, *inputs: Tensor) -> Tensor:
        """Any number of (N, C, *spatial) to (N, ΣC, *spatial)."""
        return torch.cat(inputs, dim=1)


def _add(layer: Layer, facts: Facts) -> nn.Module:
    return Add()


def _multiply(layer: Layer, facts: Facts) -> nn.Module:
    return Multiply()


def _concat(layer: Layer, facts: Facts) -> nn.Module:
    return Concat()


BUILDERS = {"add": _add, "multiply": _multiply, "concat": _concat}
