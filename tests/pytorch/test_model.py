"""PyTorch models built from specs: parameters, buffers and shapes are the counted ones."""

from __future__ import annotations

from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnncount.analysis.count import count
from cnncount.conventions import convention
from cnncount.layers.base import Layer, per_axis
from cnncount.registry import Step, kinds
from cnncount.spec.bundled import families
from cnncount.spec.library import find_family

from ..layers.lone import lone
from ..layers.strategies import CASES, Case
from .networks import small

torch = pytest.importorskip("torch")

from torch.utils._python_dispatch import TorchDispatchMode  # noqa: E402 -- they need torch
from torch.utils._pytree import tree_leaves  # noqa: E402

from cnncount.pytorch.builders import build, builder  # noqa: E402 -- they need torch
from cnncount.pytorch.model import Model  # noqa: E402
from cnncount.pytorch.names import module_names  # noqa: E402

KINDS = {kind: step for kind, step in kinds().items() if issubclass(step, Layer)}
ROLES = ("weights", "biases", "affine")
FORMS = ("module", "functional", "operator")


def held(module, *, trained: bool) -> int:
    """The numbers that a module holds; its counter of batches is none."""
    tensors = module.parameters() if trained else module.buffers()
    return sum(tensor.numel() for tensor in tensors if tensor.is_floating_point())


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_builder(kind: str) -> None:
    assert builder(KINDS[kind].family, kind)


def refused(case: Case, layer: Layer) -> bool:
    """What we count and PyTorch's modules refuse: odd cases that no network has."""
    x, arguments = case.inputs[0], case.arguments
    match case.kind:
        case "upsample":
            return arguments.get("mode") == "cubic" and len(x) != 3
        case "instance_norm" | "group_norm":
            return prod(x) // arguments.get("groups", x[0]) == 1
        case "channel_shuffle":
            return len(x) == 1
        case "transposed_conv":
            keys = ("output_padding", "stride", "dilation")
            axes = zip(*(per_axis(getattr(layer, key), x, key) for key in keys), strict=True)
            return any(more >= max(stride, dilation) for more, stride, dilation in axes)
    return False


class OfList(torch.nn.Module):
    """A module that takes its inputs as a list, however many they are."""

    def __init__(self, module, number: int) -> None:
        super().__init__()
        self.module = module
        self.number = number

    def forward(self, inputs):
        return self.module(*(inputs[number] for number in range(self.number)))


@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel")
@pytest.mark.parametrize("kind", CASES)
def test_a_module_holds_and_gives_what_its_layer_counts(kind: str) -> None:
    @settings(max_examples=40)
    @given(case=CASES[kind], form=st.sampled_from(FORMS), batch=st.integers(1, 2))
    def they_agree(case: Case, form: str, batch: int) -> None:
        step: Step = kinds()[kind](**case.arguments, form=form)
        assert isinstance(step, Layer)
        if refused(case, step):
            return
        leaf = lone(step, *case.inputs)
        costs = leaf.costs
        module = build(leaf).eval()
        assert held(module, trained=True) == sum(costs.value(role) for role in ROLES)
        assert held(module, trained=False) == costs.value("buffers")
        inputs = [torch.rand(batch, *shape) for shape in case.inputs]
        traced = torch.fx.symbolic_trace(OfList(module, len(inputs)))
        with torch.no_grad():
            out = module(*inputs)
            assert torch.equal(traced(inputs), out)
        assert tuple(out.shape) == (batch, *costs.out)

    they_agree()


@pytest.mark.parametrize("family", [path.stem for path in families()])
def test_a_network_traced_by_torch_fx_gives_the_same(family: str) -> None:
    report = small(find_family(family)[0].name)
    model = Model(report.network).eval()
    x = torch.rand(1, *report.input)
    with torch.no_grad():
        torch.testing.assert_close(torch.fx.symbolic_trace(model)(x), model(x), rtol=0, atol=0)


class Elsewhere(TorchDispatchMode):
    """Notes every operation with a tensor that is not on the meta device."""

    def __init__(self) -> None:
        super().__init__()
        self.met: set[str] = set()

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        out = func(*args, **(kwargs or {}))
        tensors = [x for x in tree_leaves((args, kwargs, out)) if isinstance(x, torch.Tensor)]
        if any(x.device.type != "meta" for x in tensors):
            self.met.add(str(func))
        return out


@pytest.mark.parametrize("family", [path.stem for path in families()])
def test_everything_is_on_the_device_that_a_network_is_made_on(family: str) -> None:
    """A tensor that a forward pass made for itself would be on the CPU, also on a GPU."""
    report = small(find_family(family)[0].name)
    with torch.device("meta"):
        model = Model(report.network).eval()
        x = torch.rand(1, *report.input)
    with Elsewhere() as elsewhere, torch.no_grad():
        model(x)
    assert elsewhere.met == set()


@pytest.mark.filterwarnings("ignore")  # calflops's own
@pytest.mark.parametrize("mode", ["nearest", "linear"])
def test_a_tool_that_reads_one_scale_counts_an_upsampling_as_it_is_built(mode: str) -> None:
    """calflops refuses a tuple of equal scales."""
    pytest.importorskip("calflops")
    from ..conventions.tools import TOOLS

    leaf = lone(kinds()["upsample"](scale=2, mode=mode), (4, 5, 6))
    counted = TOOLS["calflops"](torch.nn.Sequential(build(leaf)), torch.ones(1, 4, 5, 6))
    assert counted == convention("calflops").price(leaf)


def test_a_graph_of_torch_fx_calls_modules_by_their_paths() -> None:
    graph = torch.fx.symbolic_trace(Model(count("resnet18").network)).graph
    called = [node.target for node in graph.nodes if node.op == "call_module"]
    assert called[:4] == ["conv1", "batch_norm1", "relu1", "max_pool1"]
    assert "conv3_x.0.shortcut.conv1" in called


def test_a_taken_word_has_an_underscore_behind_it_and_stays_unique() -> None:
    paths = ["training.0.type", "training.0.conv", "training_", "type", "type_", "fc"]
    assert module_names(paths, own=["fc"]) == {
        "training.0.type": "training__.0.type_",
        "training.0.conv": "training__.0.conv",
        "training_": "training_",
        "type": "type__",
        "type_": "type_",
        "fc": "fc_",
    }


def test_a_subsampling_is_the_sum_times_its_gain() -> None:
    from cnncount.pytorch.builders.pooling import Subsample

    module = Subsample(1, [2, 2], [2, 2])
    module.weight.data.fill_(3)
    module.bias.data.fill_(0.5)
    x = torch.arange(16.0).reshape(1, 1, 4, 4)
    sums = [[0 + 1 + 4 + 5, 2 + 3 + 6 + 7], [8 + 9 + 12 + 13, 10 + 11 + 14 + 15]]
    assert torch.equal(module(x)[0, 0], torch.tensor(sums) * 3 + 0.5)


def test_a_connection_table_feeds_each_map_from_its_own(tmp_path) -> None:
    spec = tmp_path / "spec.yaml"
    spec.write_text(
        "name: x\ninput: [3, 2, 2]\n"
        "layers: [{conv: {kernel: 1, bias: false, connect: [[0, 2], [1]]}}]\n"
    )
    model = Model(count(str(spec)).network)
    for parameter in model.parameters():
        parameter.data.fill_(1)
    x = torch.arange(12.0).reshape(1, 3, 2, 2)
    assert torch.equal(model(x)[0], torch.stack([x[0, 0] + x[0, 2], x[0, 1]]))


def test_pixel_shuffling_on_any_axes_is_pytorchs_on_two() -> None:
    from cnncount.pytorch.builders.reshape import Shuffle

    x = torch.arange(2 * 18 * 2 * 4.0).reshape(2, 18, 2, 4)
    assert torch.equal(Shuffle(3, axes=2)(x), torch.nn.PixelShuffle(3)(x))


def test_option_a_takes_every_other_position_and_adds_zero_maps() -> None:
    from cnncount.pytorch.builders.reshape import EveryNth

    x = torch.arange(9.0).reshape(1, 1, 3, 3)
    expected = torch.stack([x[0, 0, ::2, ::2], torch.zeros(2, 2)])
    assert torch.equal(EveryNth((2, 2), 1)(x)[0], expected)


@pytest.mark.parametrize(("padded", "accepted"), [(1, True), (2, False)])
def test_output_padding_is_less_than_a_step_or_pytorch_refuses_it(
    padded: int, accepted: bool
) -> None:
    """So the cases that are left out above are those, and no others."""
    arguments = {"out": 1, "kernel": 1, "stride": 2, "output_padding": padded}
    layer = kinds()["transposed_conv"](**arguments)
    assert isinstance(layer, Layer)
    case = Case(((1, 4),), lambda: None, arguments, kind="transposed_conv")
    assert refused(case, layer) is not accepted
    module = build(lone(layer, (1, 4)))
    if accepted:
        assert module(torch.ones(1, 1, 4)).shape == (1, 1, 3 * 2 + 1 + padded)
    else:
        with pytest.raises(RuntimeError, match="output padding must be smaller"):
            module(torch.ones(1, 1, 4))
