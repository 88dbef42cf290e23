"""Joins as PyTorch modules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from operator import add, mul

import torch
from torch import Tensor, nn

from cnncount.layers.base import Layer, LayerCosts
from cnncount.shapes import Shape


class Fold(nn.Module):
    """The sum or product of inputs of these shapes; a vector meets whole maps."""

    def __init__(
        self, operation: Callable[[Tensor, Tensor], Tensor], shapes: Sequence[Shape]
    ) -> None:
        super().__init__()
        self._operation = operation
        axes = max(map(len, shapes))
        self._missing = [axes - len(shape) for shape in shapes]

    def forward(self, *inputs: Tensor) -> Tensor:
        """(N, C, *spatial) and (N, C) or (N, C, 1, …), to the largest of them."""
        aligned = [
            x[(..., *(None,) * missing)] if missing else x
            for x, missing in zip(inputs, self._missing, strict=True)
        ]
        return reduce(self._operation, aligned)


class Concat(nn.Module):
    """Its inputs one after the other along the channels."""

    def forward(self, *inputs: Tensor) -> Tensor:
        """Any number of (N, C, *spatial) to (N, ΣC, *spatial)."""
        return torch.cat(inputs, dim=1)


def _add(layer: Layer, costs: LayerCosts) -> nn.Module:
    return Fold(torch.add if layer.form == "functional" else add, costs.inputs)


def _multiply(layer: Layer, costs: LayerCosts) -> nn.Module:
    return Fold(torch.mul if layer.form == "functional" else mul, costs.inputs)


def _concat(layer: Layer, costs: LayerCosts) -> nn.Module:
    return Concat()


BUILDERS = {"add": _add, "multiply": _multiply, "concat": _concat}
