"""Upsampling as a PyTorch module."""

from __future__ import annotations

from torch import nn

from cnncount.layers.base import LayerCosts, per_axis
from cnncount.layers.upsample.upsample import Upsample
from cnncount.pytorch.builders import ranks

_LINEAR = "linear", "bilinear", "trilinear"


def _upsample(layer: Upsample, costs: LayerCosts) -> nn.Module:
    x = costs.inputs[0]
    scales = tuple(map(float, per_axis(layer.scale, x, "scale")))
    # One number if the axes agree, as code writes it: calflops reads only that.
    scale = scales[0] if len(set(scales)) == 1 else scales
    own = {"linear": _LINEAR[ranks.rank(x) - 1], "cubic": "bicubic"}
    return nn.Upsample(scale_factor=scale, mode=own.get(layer.mode, layer.mode))


BUILDERS = {"upsample": _upsample}
