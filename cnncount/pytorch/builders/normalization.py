"""Normalisations as PyTorch modules."""

from __future__ import annotations

from typing import Any

from torch import Tensor, nn
from torch.nn import functional as F

from cnncount.layers.base import LayerCosts
from cnncount.layers.normalization.batch_norm import BatchNorm
from cnncount.layers.normalization.group_norm import GroupNorm
from cnncount.layers.normalization.instance_norm import InstanceNorm
from cnncount.layers.normalization.layer_norm import LayerNorm
from cnncount.layers.normalization.lrn import Lrn
from cnncount.pytorch.builders import as_function, ranks


def _batch_norm(layer: BatchNorm, costs: LayerCosts) -> nn.Module:
    x = costs.inputs[0]
    make = ranks.BATCH_NORM[max(ranks.rank(x), 1) - 1]  # vectors are normalised as sequences are
    module = make(x[0], affine=layer.affine)
    called = layer.form == "functional"
    return as_function(module, forward=_call_batch_norm) if called else module


def _call_batch_norm(m: Any, x: Tensor) -> Tensor:
    """What the module computes, without looking at the shape of its input first."""
    statistics = m.running_mean, m.running_var
    return F.batch_norm(x, *statistics, m.weight, m.bias, m.training, m.momentum, m.eps)


def _layer_norm(layer: LayerNorm, costs: LayerCosts) -> nn.Module:
    x = costs.inputs[0]
    if layer.over == "all" or len(x) == 1:
        return nn.LayerNorm(x, elementwise_affine=layer.affine)
    return ranks.ChannelsLast(nn.LayerNorm(x[0], elementwise_affine=layer.affine))


def _group_norm(layer: GroupNorm, costs: LayerCosts) -> nn.Module:
    return nn.GroupNorm(layer.groups, costs.inputs[0][0], affine=layer.affine)


def _instance_norm(layer: InstanceNorm, costs: LayerCosts) -> nn.Module:
    x = costs.inputs[0]
    module = ranks.INSTANCE_NORM[ranks.rank(x) - 1](x[0], affine=layer.affine)
    called = layer.form == "functional"
    return as_function(module, forward=_call_instance_norm) if called else module


def _call_instance_norm(m: Any, x: Tensor) -> Tensor:
    """What the module computes, without looking at the shape of its input first."""
    return F.instance_norm(x, weight=m.weight, bias=m.bias, eps=m.eps)


def _lrn(layer: Lrn, costs: LayerCosts) -> nn.Module:
    return nn.LocalResponseNorm(layer.size)


BUILDERS = {
    "batch_norm": _batch_norm,
    "layer_norm": _layer_norm,
    "group_norm": _group_norm,
    "instance_norm": _instance_norm,
    "lrn": _lrn,
}
