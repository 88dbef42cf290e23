"""Attention as a PyTorch module."""

from __future__ import annotations

from torch import Tensor, nn

from cnncount.layers.attention.attention import Attention
from cnncount.layers.base import LayerCosts
from cnncount.pytorch.builders import ranks


class SelfAttention(nn.Module):
    """nn.MultiheadAttention of a sequence to itself, as torchvision's transformers call it."""

    def __init__(self, channels: int, heads: int, bias: bool) -> None:
        super().__init__()
        self.attention = nn.MultiheadAttention(channels, heads, bias=bias, batch_first=True)

    def forward(self, x: Tensor) -> Tensor:
        """(N, *spatial, C), unchanged in shape."""
        sequence = x.flatten(1, -2)
        out: Tensor = self.attention(sequence, sequence, sequence, need_weights=False)[0]
        return out.reshape(x.shape)


def _attention(layer: Attention, costs: LayerCosts) -> nn.Module:
    return ranks.ChannelsLast(SelfAttention(costs.inputs[0][0], layer.heads, layer.bias))


BUILDERS = {"attention": _attention}
