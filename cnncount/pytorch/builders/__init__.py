"""A file per family of layers, each with its `BUILDERS`: for a kind, what makes its module.

A layer's form is kept but for one: an activation as an operator is built as its function.
A module takes batches of the layer's inputs, (N, C, *spatial), and gives (N, *out). Which
operations it runs depends on nothing in its input, not even the shape, so that `torch.fx` can
follow it.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from torch import nn

from cnncount.layers.base import LayerCosts
from cnncount.network.tree import Leaf

Builder = Callable[[Any, LayerCosts], nn.Module]
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
    module = make(leaf.layer, leaf.costs)
    return as_function(module) if leaf.layer.form == "functional" else module


def as_function(module: nn.Module, **own: Any) -> nn.Module:
    """The module as code that calls the function would be: no class that tools look for.

    Args:
        module: the module; the last of several in a sequence.
        own: what it has in place of its class's attributes.
    """
    if isinstance(module, nn.Sequential):
        module[-1] = as_function(module[-1], **own)
    else:
        module.__class__ = type("Function", (type(module),), own)
    return module
