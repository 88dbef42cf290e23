"""Every bundled network, built in PyTorch and counted by each tool: in total, and by layer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cnncount.conventions import convention
from cnncount.network.dataflow import dataflow
from cnncount.network.tree import total
from cnncount.spec.index import names

from ..pytorch.networks import small, unfilled

torch = pytest.importorskip("torch")

from cnncount.pytorch.model import Model  # noqa: E402 -- it needs torch

from .tools import LAYERS, TOOLS  # noqa: E402

pytestmark = [
    pytest.mark.filterwarnings("ignore"),  # the tools' own
]

ON_META = ["thop", "ptflops_pytorch_modules", "torchinfo"]
"""These look at shapes alone; the others need data."""
WITH_DATA = ["torch_flop_counter", "ptflops_pytorch", "ptflops_aten", "torchprofile"]


def counted(name: str, device: str, counter: Callable[[Any, Any], Any]) -> Any:
    """What a tool says of a network; each gets a model of its own, as some leave things in it."""
    report = small(name)
    with torch.device(device), unfilled():
        model, x = Model(report.network).eval(), torch.ones(1, *report.input)
    return counter(model, x)


@pytest.mark.parametrize("name", names())
def test_the_total_is_what_the_tool_counts(name: str) -> None:
    for tools, device in ((ON_META, "meta"), (WITH_DATA, "cpu")):
        for tool in tools:
            price = total(small(name).network, convention(tool).price)
            assert price == counted(name, device, TOOLS[tool]), tool


@pytest.mark.parametrize("name", names())
def test_every_layer_is_what_the_tool_counts(name: str) -> None:
    for tool, by_layer in LAYERS.items():
        layers = counted(name, "meta", by_layer)
        for path, leaf, _ in dataflow(small(name).network).operations:
            assert convention(tool).price(leaf) == layers.get(path, 0), (tool, path)
