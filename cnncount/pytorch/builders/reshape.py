"""Layers that move or copy elements, as PyTorch modules."""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional as F

from cnncount.layers.base import Layer, LayerCosts, per_axis
from cnncount.layers.reshape.channel_shuffle import ChannelShuffle
from cnncount.layers.reshape.channel_slice import ChannelSlice
from cnncount.layers.reshape.padded_identity import PaddedIdentity
from cnncount.layers.reshape.pixel_shuffle import PixelShuffle
from cnncount.layers.reshape.zero_pad import ZeroPad
from cnncount.pytorch.builders import ranks


class Crop(nn.Module):
    """The middle of each map of a size, `kept` of it; a second input only says how much."""

    def __init__(self, size: tuple[int, ...], kept: tuple[int, ...]) -> None:
        super().__init__()
        self._parts = [(i - o) // 2 for i, o in zip(size, kept, strict=True)], kept

    def forward(self, x: Tensor, like: Tensor | None = None) -> Tensor:
        """(N, C, *size) to (N, C, *kept)."""
        for axis, (start, kept) in enumerate(zip(*self._parts, strict=True), start=2):
            x = x.narrow(axis, start, kept)
        return x


class EveryNth(nn.Module):
    """Every stride-th position of each map, and zero maps after the existing ones (option A)."""

    def __init__(self, stride: tuple[int, ...], more: int) -> None:
        super().__init__()
        self._stride = stride
        self._more = more

    def forward(self, x: Tensor) -> Tensor:
        """(N, C, *spatial) to (N, C + more, *out)."""
        for axis, stride in enumerate(self._stride, start=2):
            x = x[(slice(None),) * axis + (slice(None, None, stride),)]
        return F.pad(x, [0, 0] * len(self._stride) + [0, self._more])


class Slice(nn.Module):
    """A range of the channels."""

    def __init__(self, start: int, end: int) -> None:
        super().__init__()
        self._start = start
        self._end = end

    def forward(self, x: Tensor) -> Tensor:
        """(N, C, *spatial) to (N, end - start, *spatial)."""
        return x[:, self._start : self._end]


class First(nn.Module):
    """The first position of a sequence."""

    def forward(self, x: Tensor) -> Tensor:
        """(N, C, L) to (N, C)."""
        return x[:, :, 0]


class Shuffle(nn.Module):
    """Channels become resolution, on any number of axes."""

    def __init__(self, scale: int, axes: int) -> None:
        super().__init__()
        self._scale = scale
        self._axes = axes

    def forward(self, x: Tensor) -> Tensor:
        """(N, C·r^d, *spatial) to (N, C, *(r·spatial)) on d axes."""
        r, d = self._scale, self._axes
        sizes = [x.shape[axis] for axis in range(2, 2 + d)]
        split = x.reshape(x.shape[0], -1, *(r,) * d, *sizes)
        cells, positions = range(2, 2 + d), range(2 + d, 2 + 2 * d)
        order = [axis for pair in zip(positions, cells, strict=True) for axis in pair]
        mixed = split.permute(0, 1, *order)
        return mixed.reshape(x.shape[0], split.shape[1], *(r * size for size in sizes))


def _crop(layer: Layer, costs: LayerCosts) -> nn.Module:
    return Crop(costs.inputs[0][1:], costs.out[1:])


def _padded_identity(layer: PaddedIdentity, costs: LayerCosts) -> nn.Module:
    x = costs.inputs[0]
    return EveryNth(per_axis(layer.stride, x, "stride"), costs.out[0] - x[0])


def _pixel_shuffle(layer: PixelShuffle, costs: LayerCosts) -> nn.Module:
    axes = ranks.rank(costs.inputs[0])
    return nn.PixelShuffle(layer.scale) if axes == 2 else Shuffle(layer.scale, axes)


def _zero_pad(layer: ZeroPad, costs: LayerCosts) -> nn.Module:
    return ranks.pad([(p, p) for p in per_axis(layer.padding, costs.inputs[0], "padding")])


def _channel_shuffle(layer: ChannelShuffle, costs: LayerCosts) -> nn.Module:
    return nn.ChannelShuffle(layer.groups)


def _channel_slice(layer: ChannelSlice, costs: LayerCosts) -> nn.Module:
    return Slice(layer.start, layer.start + layer.out)


def _tokens(layer: Layer, costs: LayerCosts) -> nn.Module:
    return nn.Flatten(2)


def _first_token(layer: Layer, costs: LayerCosts) -> nn.Module:
    return First()


def _flatten(layer: Layer, costs: LayerCosts) -> nn.Module:
    return nn.Flatten()


def _dropout(layer: Layer, costs: LayerCosts) -> nn.Module:
    return nn.Dropout()


BUILDERS = {
    "crop": _crop,
    "padded_identity": _padded_identity,
    "pixel_shuffle": _pixel_shuffle,
    "zero_pad": _zero_pad,
    "channel_shuffle": _channel_shuffle,
    "channel_slice": _channel_slice,
    "tokens": _tokens,
    "first_token": _first_token,
    "flatten": _flatten,
    "dropout": _dropout,
}
