"""What a witness examines: a counted network, and the PyTorch model of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from torch import Tensor

from cnncount.analysis.count import Report
from cnncount.conventions import convention
from cnncount.network.dataflow import Dataflow
from cnncount.network.tree import Leaf
from cnncount.pytorch.model import Model
from cnncount.pytorch.verified import Compared, T


class Subject(NamedTuple):
    """What is examined.

    Attributes:
        report: the network, counted for the batch.
        flow: its operations.
        model: the PyTorch model of it, on the device, in evaluation mode.
        x: a batch of inputs, on the device.
    """

    report: Report
    flow: Dataflow
    model: Model
    x: Tensor

    def by_path(self, modules: Mapping[str, T]) -> dict[str, T]:
        """What was found for modules, by the paths of the layers that they are."""
        named = self.model.names.items()
        return {path: modules[name] for path, name in named if name in modules}

    def compared(self, analytic: Callable[[Leaf], T], traced: Mapping[str, T]) -> list[Compared[T]]:
        """Every layer: what is counted for it, and what was found at its path."""
        return [
            Compared(path, leaf.layer.kind, analytic(leaf), traced.get(path))
            for path, leaf, _ in self.flow.operations
        ]

    def priced(self, name: str, layers: Mapping[str, int], total: int) -> Priced:
        """What a convention counts for each layer and in all, beside what its tool counted."""
        compared = self.compared(convention(name).price, layers)
        return compared, whole(sum(each.analytic for each in compared), total)


Priced = tuple[list[Compared[int]], Compared[int]]


def whole(analytic: int, traced: int) -> Compared[int]:
    """A total of the network."""
    return Compared("total", "network", analytic, traced)
