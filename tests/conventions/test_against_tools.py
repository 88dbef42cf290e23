"""Conventions that stand for counting tools, each held against the tool itself on single layers."""

from __future__ import annotations

import importlib.metadata

import pytest
from packaging.version import Version

from cnncount.conventions import convention
from cnncount.layers.base import Layer
from cnncount.registry import kinds

from ..layers.lone import priced

torch = pytest.importorskip("torch")
nn = torch.nn

from .tools import TOOLS  # noqa: E402 -- they need torch
from .torch_layers import BATCH, CASES, NO_MODULES, Case, M, attention, layer  # noqa: E402

pytestmark = pytest.mark.filterwarnings("ignore")  # the tools' own


def test_every_layer_kind_has_a_case() -> None:
    """A new kind has its family's price in most conventions; here it is held against the tools."""
    layers = {kind for kind, step in kinds().items() if issubclass(step, Layer)}
    assert layers - {case.kind for case in CASES} == NO_MODULES


@pytest.mark.parametrize("case", CASES, ids=str)
@pytest.mark.parametrize("name", TOOLS)
def test_a_convention_counts_a_layer_as_its_tool_does(name: str, case: Case) -> None:
    pytest.importorskip(name.partition("_")[0])
    model = nn.Sequential(case.module()).eval()
    counted = TOOLS[name](model, torch.ones(BATCH, *case.inputs[0]))
    assert priced(name, case, BATCH) == counted


TRAINED = {("fvcore", True): 5, ("fvcore", False): 4}
"""What a tool counts per element of a batch normalisation only where the model is in training."""


@pytest.mark.parametrize("affine", [True, False])
@pytest.mark.parametrize("name", TOOLS)
def test_a_model_in_training_counts_the_same_but_for_fvcore(name: str, affine: bool) -> None:
    """The other tools put it into evaluation mode, or count both the same."""
    pytest.importorskip(name.partition("_")[0])
    case = layer("batch_norm", M, lambda: nn.BatchNorm2d(4, affine=affine), affine=affine)
    model = nn.Sequential(case.module()).train()
    counted = TOOLS[name](model, torch.ones(BATCH, *M))
    per_element = TRAINED.get((name, affine))
    elements = BATCH * 4 * 8 * 6
    assert counted == (per_element * elements if per_element else priced(name, case, BATCH))


def test_the_biases_of_attention_that_ptflops_aten_sees_depend_on_the_batch() -> None:
    """Three of the projections see contiguous data only where there is one example."""
    case = attention(12, 7, 3)
    model = nn.Sequential(case.module()).eval()
    counted = TOOLS["ptflops_aten"](model, torch.ones(1, *case.inputs[0]))
    assert priced("ptflops_aten", case) == counted


def test_thop_can_lose_one_where_an_adaptive_pooling_does_not_divide() -> None:
    """(4/3 + 1)·18 is 42, but just below it in floating-point numbers, which thop cuts off."""
    pytest.importorskip("thop")
    case = layer("adaptive_avg_pool", (6, 4), lambda: nn.AdaptiveAvgPool1d(3), out=3)
    counted = TOOLS["thop"](nn.Sequential(case.module()).eval(), torch.ones(3, 6, 4))
    assert priced("thop", case, batch=3) == 3 * (6 * 4 + 6 * 3) == counted + 1


@pytest.mark.parametrize("name", ["fvcore", "torch_flop_counter", "calflops", "ptflops_aten"])
def test_without_gradients_attention_takes_a_path_that_is_not_seen(name: str) -> None:
    pytest.importorskip(name.partition("_")[0])
    case = attention(4, 9, 2)
    model = nn.Sequential(case.module()).eval()
    with torch.no_grad():
        assert TOOLS[name](model, torch.ones(BATCH, *case.inputs[0])) == 0


@pytest.mark.parametrize("name", TOOLS)
def test_these_are_the_versions_that_the_conventions_name(name: str) -> None:
    tool = convention(name).written.tool
    assert tool is not None
    package = pytest.importorskip(name.partition("_")[0]).__name__
    installed = Version(importlib.metadata.version(package))
    assert Version(installed.public) == Version(tool.version)
