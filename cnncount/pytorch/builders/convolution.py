"""Convolutions as PyTorch modules."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from cnncount.layers.base import LayerCosts, per_axis
from cnncount.layers.convolution.conv import Conv
from cnncount.layers.convolution.transposed_conv import TransposedConv
from cnncount.layers.window import slide
from cnncount.pytorch.builders import ranks


class PartialConv(nn.Module):
    """A convolution with a connection table: for each output map, one over the maps that feed it.

    The convolutions are its children, numbered as the output maps are.

    Attributes:
        convs: the convolutions.
    """

    def __init__(self, convs: list[nn.Module], connect: list[list[int]]) -> None:
        super().__init__()
        self.convs = convs
        self._connect = connect
        for number, conv in enumerate(convs):
            self.add_module(str(number), conv)

    def forward(self, x: Tensor) -> Tensor:
        """(N, C_in, *spatial) to (N, maps, *out)."""
        fed = zip(self.convs, self._connect, strict=True)
        return torch.cat([conv(x[:, maps]) for conv, maps in fed], dim=1)


def _conv(layer: Conv, costs: LayerCosts) -> nn.Module:
    x, out = costs.inputs[0], costs.out
    make = ranks.CONV[ranks.rank(x) - 1]
    window = slide(x, layer.kernel, layer.stride, layer.padding, layer.dilation)
    pads: list[tuple[int, int]] = []
    padding: Any = [before for before, _ in window.pads]
    if layer.padding == "valid" or (layer.padding == "same" and layer.stride == 1):
        padding = layer.padding
    elif any(before != after for before, after in window.pads):
        pads, padding = window.pads, 0
    arguments: dict[str, Any] = {
        "kernel_size": window.kernel,
        "stride": per_axis(layer.stride, x, "stride"),
        "padding": padding,
        "dilation": per_axis(layer.dilation, x, "dilation"),
        "bias": layer.bias,
    }
    if layer.connect is None:
        conv: nn.Module = make(x[0], out[0], groups=layer.groups, **arguments)
    else:
        convs: list[nn.Module] = [make(len(maps), 1, **arguments) for maps in layer.connect]
        conv = PartialConv(convs, layer.connect)
    return nn.Sequential(ranks.pad(pads), conv) if pads else conv


def _transposed_conv(layer: TransposedConv, costs: LayerCosts) -> nn.Module:
    x = costs.inputs[0]
    geometry = ("stride", "padding", "output_padding", "dilation")
    arguments: dict[str, Any] = {key: per_axis(getattr(layer, key), x, key) for key in geometry}
    return ranks.TRANSPOSED_CONV[ranks.rank(x) - 1](
        x[0],
        layer.out,
        per_axis(layer.kernel, x, "kernel"),  # type: ignore[arg-type]
        groups=layer.groups,
        bias=layer.bias,
        **arguments,
    )


BUILDERS = {"conv": _conv, "transposed_conv": _transposed_conv}
