"""Pooling as PyTorch modules."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

from cnncount.layers.base import Layer, LayerCosts, per_axis
from cnncount.layers.pooling import AdaptivePool, WindowPool
from cnncount.layers.pooling.max_pool import MaxPool
from cnncount.layers.window import Window, slide
from cnncount.pytorch.builders import ranks
from cnncount.shapes import Shape


class Subsample(nn.Module):
    """LeNet's subsampling: the sum of each window, times a gain, plus a bias."""

    def __init__(self, channels: int, kernel: Sequence[int], stride: Sequence[int]) -> None:
        super().__init__()
        self._windows = list(enumerate(zip(kernel, stride, strict=True), start=2))
        shape = (channels, *(1 for _ in kernel))
        self.weight = nn.Parameter(torch.ones(shape))
        self.bias = nn.Parameter(torch.zeros(shape))

    def forward(self, x: Tensor) -> Tensor:
        """(N, C, *spatial) to (N, C, *out)."""
        for axis, (kernel, stride) in self._windows:
            x = x.unfold(axis, kernel, stride)
        sums = x.sum([-1 - axis for axis in range(len(self._windows))])
        return torch.addcmul(self.bias, self.weight, sums)


class _OverMap(nn.Module):
    """What works on each map as a whole, over so many axes."""

    def __init__(self, axes: int) -> None:
        super().__init__()
        self._spatial = tuple(range(2, 2 + axes))


class Mean(_OverMap):
    """The mean of each map over its axes, as functional code writes it."""

    def forward(self, x: Tensor) -> Tensor:
        """(N, C, *spatial) to (N, C, 1, …)."""
        return x.mean(self._spatial, keepdim=True)


class Maximum(_OverMap):
    """The maximum of each map over its axes, as functional code writes it."""

    def forward(self, x: Tensor) -> Tensor:
        """(N, C, *spatial) to (N, C, 1, …)."""
        return x.amax(self._spatial, keepdim=True)


def _max_pool(layer: MaxPool, costs: LayerCosts) -> nn.Module:
    dilation = per_axis(layer.dilation, costs.inputs[0], "dilation")
    slid = _slide(layer, costs, dilation)
    return _windowed(ranks.MAX_POOL, slid, layer.ceil_mode, -inf, {"dilation": dilation})


def _avg_pool(layer: WindowPool, costs: LayerCosts) -> nn.Module:
    return _windowed(ranks.AVG_POOL, _slide(layer, costs), layer.ceil_mode, 0.0, {})


def _subsample(layer: WindowPool, costs: LayerCosts) -> nn.Module:
    slid = _slide(layer, costs)
    subsample = Subsample(costs.inputs[0][0], slid.window.kernel, slid.steps)
    pads = slid.exact_pads()
    return nn.Sequential(ranks.pad(pads), subsample) if any(map(any, pads)) else subsample


class _Slid(NamedTuple):
    """A window with its steps and its dilation, slid over a map."""

    x: Shape
    window: Window
    steps: tuple[int, ...]
    dilation: tuple[int, ...]

    def exact_pads(self) -> list[tuple[int, int]]:
        """The padding with which the last window ends where the map does, axis by axis.

        It is negative after a map that the windows do not cover completely.
        """
        w = self.window
        axes = zip(self.x[1:], w.pads, w.out, self.steps, w.kernel, self.dilation, strict=True)
        return [
            (before, max((o - 1) * s + d * (k - 1) + 1 - i - before, -i))
            for i, (before, _), o, s, k, d in axes
        ]

    def as_pytorch_pads(self) -> bool:
        """Whether PyTorch's poolings take the padding: alike on both sides, half a window at most.

        Those of volumes also want a window that fits into the map without.
        """
        volume = ranks.rank(self.x) == 3
        axes = zip(self.x[1:], self.window.pads, self.window.kernel, strict=True)
        return all(
            before == after and before <= k // 2 and not (volume and k > i)
            for i, (before, after), k in axes
        )


def _slide(layer: WindowPool, costs: LayerCosts, dilation: int | tuple[int, ...] = 1) -> _Slid:
    x = costs.inputs[0]
    stride = layer.kernel if layer.stride is None else layer.stride
    window = slide(x, layer.kernel, stride, layer.padding, dilation, ceil_mode=layer.ceil_mode)
    return _Slid(x, window, per_axis(stride, x, "stride"), per_axis(dilation, x, "dilation"))


def _windowed(
    makes: Sequence[Any], slid: _Slid, ceil_mode: bool, empty: float, more: dict[str, Any]
) -> nn.Module:
    make, kernel = makes[ranks.rank(slid.x) - 1], slid.window.kernel
    if slid.as_pytorch_pads():
        padding = [before for before, _ in slid.window.pads]
        pool: nn.Module = make(kernel, slid.steps, padding, ceil_mode=ceil_mode, **more)
        return pool
    return nn.Sequential(ranks.pad(slid.exact_pads(), empty), make(kernel, slid.steps, **more))


def _adaptive_avg_pool(layer: AdaptivePool, costs: LayerCosts) -> nn.Module:
    return _to_size(ranks.ADAPTIVE_AVG_POOL, costs)


def _adaptive_max_pool(layer: AdaptivePool, costs: LayerCosts) -> nn.Module:
    return _to_size(ranks.ADAPTIVE_MAX_POOL, costs)


def _global_avg_pool(layer: Layer, costs: LayerCosts) -> nn.Module:
    if layer.form == "operator":
        return Mean(ranks.rank(costs.inputs[0]))
    return _to_size(ranks.ADAPTIVE_AVG_POOL, costs)


def _global_max_pool(layer: Layer, costs: LayerCosts) -> nn.Module:
    if layer.form == "operator":
        return Maximum(ranks.rank(costs.inputs[0]))
    return _to_size(ranks.ADAPTIVE_MAX_POOL, costs)


def _to_size(makes: Sequence[Any], costs: LayerCosts) -> nn.Module:
    size = costs.out[1:]
    pool: nn.Module = makes[len(size) - 1](size)
    return pool


BUILDERS = {
    "max_pool": _max_pool,
    "avg_pool": _avg_pool,
    "subsample": _subsample,
    "adaptive_avg_pool": _adaptive_avg_pool,
    "adaptive_max_pool": _adaptive_max_pool,
    "global_avg_pool": _global_avg_pool,
    "global_max_pool": _global_max_pool,
}
