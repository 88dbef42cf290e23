"""Normalisations as PyTorch modules."""

from __future__ import annotations

from torch import nn

from cnncount.layers.base import Facts
from cnncount.layers.normalization.batch_norm import BatchNorm
from cnncount.layers.normalization.group_norm import GroupNorm
from cnncount.layers.normalization.instance_norm import InstanceNorm
from cnncount.layers.normalization.layer_norm import LayerNorm
from cnncount.layers.normalization.lrn import Lrn
from cnncount.trace.builders import ranks


def _batch_norm(layer: BatchNorm, facts: Facts) -> nn.Module:
    x = facts.inputs[0]
    make = ranks.BATCH_NORM[max(ranks.rank(x), 1) - 1]  # vectors are normalised as sequences are
    return make(x[0], affine=layer.affine)


def _layer_norm(layer: LayerNorm, facts: Facts) -> nn.Module:
    x = facts.inputs[0]
    if layer.over == "all" or len(x) == 1:
        return nn.LayerNorm(x, elementwise_affine=layer.affine)
    return ranks.ChannelsLast(nn.LayerNorm(x[0], elementwise_affine=layer.affine))


def _group_norm(layer: GroupNorm, facts: Facts) -> nn.Module:
    return nn.GroupNorm(layer.groups, facts.inputs[0][0], affine=layer.affine)


def _instance_norm(layer: InstanceNorm, facts: Facts) -> nn.Module:
    x = facts.inputs[0]
    return ranks.INSTANCE_NORM[ranks.rank(x) - 1](x[0], affine=layer.affine)


def _lrn(layer: Lrn, facts: Facts) -> nn.Module:
    return nn.LocalResponseNorm(layer.size)


BUILDERS = {
    "batch_norm": _batch_norm,
    "layer_norm": _layer_norm,
    "group_norm": _group_norm,
    "instance_norm": _instance_norm,
    "lrn": _lrn,
}
