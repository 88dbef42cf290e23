"""A file per family of layers, each with its `BUILDERS`: for a kind, what makes its module.

A module takes batches of the layer's inputs, (N, C, *spatial), and gives (N, *out).
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from torch import nn

from cnncount.layers.base import Facts
from cnncount.network import Leaf

Builder = Callable[[Any, Facts], nn.Module]
"""From a layer (of its own class) and its facts to a module with the layer's parameters."""


def builder(family: str, kind: str) -> Builder | None:
    """What makes the module of a kind; None where nothing does."""
    builders: dict[str, Builder] = import_module(f"{__name__}.{family}").BUILDERS
    return builders.get(kind)


def build(leaf: Leaf) -> nn.Module:
    """The module of a layer, with the weights that PyTorch draws for it.

    Raises:
        NotImplementedError: no builder is written for its kind.
    """
    make = builder(leaf.layer.family, leaf.layer.kind)
    if make is None:
        raise NotImplementedError(f"no PyTorch module is written for {leaf.layer.kind}")
    return make(leaf.layer, leaf.facts)
