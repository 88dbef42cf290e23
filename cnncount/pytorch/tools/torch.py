"""PyTorch's own counter: it sees operators as they are dispatched, here without any data."""

from __future__ import annotations

from collections.abc import Iterator

import torch
from torch.utils.flop_counter import FlopCounterMode

from cnncount.pytorch.model import Model
from cnncount.pytorch.subject import Subject
from cnncount.pytorch.verified import Finding

CONVENTION = "torch_flop_counter_meta"


def examine(subject: Subject) -> Iterator[Finding]:
    """Its count for each module, of the same model on meta tensors."""
    with torch.device("meta"):
        model = Model(subject.report.network).eval()
        x = torch.empty(subject.x.shape)
    with FlopCounterMode(display=False) as counter:
        model(x)
    met = {name.partition(".")[2]: sum(by.values()) for name, by in counter.flop_counts.items()}
    layers = {path: met.get(name, 0) for path, name in model.names.items()}
    compared, total = subject.priced(CONVENTION, layers, counter.get_total_flops())
    yield Finding(CONVENTION, compared, total, tool="torch")
