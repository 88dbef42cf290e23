"""PyTorch's modules by the number of spatial axes."""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor, nn

from cnncount.shapes import Shape

CONV = nn.Conv1d, nn.Conv2d, nn.Conv3d
TRANSPOSED_CONV = nn.ConvTranspose1d, nn.ConvTranspose2d, nn.ConvTranspose3d
MAX_POOL = nn.MaxPool1d, nn.MaxPool2d, nn.MaxPool3d
AVG_POOL = nn.AvgPool1d, nn.AvgPool2d, nn.AvgPool3d
ADAPTIVE_AVG_POOL = nn.AdaptiveAvgPool1d, nn.AdaptiveAvgPool2d, nn.AdaptiveAvgPool3d
ADAPTIVE_MAX_POOL = nn.AdaptiveMaxPool1d, nn.AdaptiveMaxPool2d, nn.AdaptiveMaxPool3d
BATCH_NORM = nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d
INSTANCE_NORM = nn.InstanceNorm1d, nn.InstanceNorm2d, nn.InstanceNorm3d
CONSTANT_PAD = nn.ConstantPad1d, nn.ConstantPad2d, nn.ConstantPad3d


def rank(x: Shape) -> int:
    """The number of spatial axes of a shape (C, *spatial)."""
    return len(x) - 1


def pad(pads: Sequence[tuple[int, int]], value: float = 0.0) -> nn.Module:
    """Pads each axis before and after; PyTorch wants the last axis first."""
    flat = [number for pair in reversed(pads) for number in pair]
    module: nn.Module = CONSTANT_PAD[len(pads) - 1](flat, value)  # type: ignore[arg-type]
    return module


class ChannelsLast(nn.Module):
    """Applies a module to (N, *spatial, C), for a module that works along the last axis."""

    def __init__(self, inner: nn.Module) -> None:
        super().__init__()
        self.inner = inner

    def forward(self, x: Tensor) -> Tensor:
        """(N, C, *spatial) to (N, C', *spatial)."""
        out: Tensor = self.inner(x.movedim(1, -1).contiguous())
        return out.movedim(-1, 1)
