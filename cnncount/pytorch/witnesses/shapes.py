"""The shapes that layers really give, in a forward pass on the device."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from torch import Tensor, nn

from cnncount.pytorch.subject import Subject
from cnncount.pytorch.verified import Finding


def examine(subject: Subject) -> Iterator[Finding]:
    """The shape of each layer's output, by a hook on its module."""
    shapes: dict[str, tuple[int, ...]] = {}
    handles = []
    for path, _, _ in subject.flow.operations:

        def hook(module: nn.Module, inputs: Any, output: Tensor, path: str = path) -> None:
            shapes[path] = tuple(output.shape)

        handles.append(subject.model.layers_by_path[path].register_forward_hook(hook))
    subject.model(subject.x)
    for handle in handles:
        handle.remove()
    batch = subject.x.shape[0]
    compared = subject.compared(lambda leaf: (batch, *leaf.costs.out), shapes)
    yield Finding("output shape", compared)
