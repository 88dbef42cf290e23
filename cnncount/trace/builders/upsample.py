"""Upsampling as a PyTorch module."""

from __future__ import annotations

from torch import nn

from cnncount.layers.base import Facts, per_axis
from cnncount.layers.upsample.upsample import Upsample
from cnncount.trace.builders import ranks

_LINEAR = "linear", "bilinear", "trilinear"


def _upsample(layer: Upsample, facts: Facts) -> nn.Module:
    x = facts.inputs[0]
    scale = tuple(map(float, per_axis(layer.scale, x, "scale")))
    own = {"linear": _LINEAR[ranks.rank(x) - 1], "cubic": "bicubic"}
    return nn.Upsample(scale_factor=scale, mode=own.get(layer.mode, layer.mode))


BUILDERS = {"upsample": _upsample}
