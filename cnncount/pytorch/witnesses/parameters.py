"""The parameters and buffers that the model holds at each layer's path."""

from __future__ import annotations

from collections.abc import Iterator

from torch import nn

from cnncount.pytorch.subject import Subject, whole
from cnncount.pytorch.verified import Finding


def examine(subject: Subject) -> Iterator[Finding]:
    """The numbers of trained values, and of others; a counter of batches is not counted."""
    modules = subject.model.layers_by_path
    params = {path: _held(module)[0] for path, module in modules.items()}
    buffers = {path: _held(module)[1] for path, module in modules.items()}
    held = _held(subject.model)
    yield _finding(subject, "params", params, held[0])
    yield _finding(subject, "buffers", buffers, held[1])


def _finding(subject: Subject, figure: str, layers: dict[str, int], total: int) -> Finding:
    compared = subject.compared(lambda leaf: leaf.costs.value(figure), layers)
    return Finding(figure, compared, whole(subject.report.figure(figure), total))


def _held(module: nn.Module) -> tuple[int, int]:
    buffers = (tensor for tensor in module.buffers() if tensor.is_floating_point())
    return sum(p.numel() for p in module.parameters()), sum(b.numel() for b in buffers)
