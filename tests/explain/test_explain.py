"""Explanations of printed figures: an expected count is its arithmetic, or what a tool prints."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from cnncount.analysis.explain.explain import explain, search
from cnncount.analysis.explain.explanation import Explanation, Interpretation
from cnncount.analysis.explain.networks import Subject
from cnncount.analysis.explain.printed_figure import read
from cnncount.conventions import convention, convention_names
from cnncount.errors import SpecError
from cnncount.figures.figure import Verdict
from cnncount.present.explanation import conclusion
from cnncount.spec.library import find

from .known import searched

# ResNet-50 as the paper has it, with the stride in the first 1×1 convolution of a block.
MACS = 3_857_973_248
BN = 10_587_136  # elements
BN_PARAMS = 53_120
STATISTICS = 53_120
PARAMS = 25_557_032


def explained(network: str, figure: str, quantity: str | None = None) -> Explanation:
    return explain(searched(network), read(figure), quantity)


def first(network: str, figure: str, quantity: str | None = None) -> Interpretation:
    likeliest = explained(network, figure, quantity).likeliest
    assert likeliest is not None
    return likeliest


PRINTED = [
    # network, figure, how, count, variables, convention
    ("resnet50", "3.8G", Verdict.TRUNCATION, MACS, {}, "he2015"),
    ("resnet50", "4.1G", Verdict.ROUNDING, 4_089_184_256, {"downsample_at": "3x3"}, "he2015"),
    ("resnet50", "4.09G", Verdict.ROUNDING, 4_089_184_256, {"downsample_at": "3x3"}, "macs"),
    ("resnet34", "3.6G", Verdict.ROUNDING, 3_644_493_824, {"shortcut": "zero_pad"}, "he2015"),
    ("resnet50", "3868560384", Verdict.EXACT, MACS + BN, {}, "netscope"),
    (
        "densenet121",
        "2.87G",
        Verdict.ROUNDING,
        2_834_161_664 + 2 * 15_667_456 + 50_176,
        {},
        "fvcore",
    ),
]


@pytest.mark.parametrize(("network", "figure", "verdict", "number", "variables", "name"), PRINTED)
def test_the_simple_interpretation_comes_first(
    network: str, figure: str, verdict: Verdict, number: int, variables: object, name: str
) -> None:
    found = first(network, figure)
    assert (found.verdict, found.counting.number) == (verdict, number)
    assert dict(found.form.variables) == variables
    assert name in found.counting.conventions


def test_code_that_counts_otherwise_is_named() -> None:
    found = first("resnet50", "4.09G")
    assert found.form.code is not None
    assert (found.form.code.library, found.form.code.model) == ("torchvision", "resnet50")
    assert conclusion(explained("resnet50", "4.089G")).startswith(
        "4.089G is torchvision's resnet50 (downsample_at=3x3) in MACs"
    )


def test_forms_that_only_tools_tell_apart_are_tried_as_code_has_them() -> None:
    """timm writes squeeze-and-excitation with convolutions behind a mean, which fvcore ignores."""
    linear = first("seresnet50", str(3_860_488_192 + 2 * BN + 100_352 + 5_519_360), "operations")
    conv = first("seresnet50", str(3_860_488_192 + 2 * BN + 100_352), "operations")
    assert "fvcore" in linear.counting.conventions
    assert "fvcore" in conv.counting.conventions
    assert (linear.form.code, linear.steps) == (None, 0)
    assert conv.form.code is not None
    assert (conv.form.code.library, conv.steps) == ("timm", 0)


@pytest.mark.parametrize(
    ("network", "figure", "named"),
    [
        ("alexnet", "60,965,224", "alexnet_2012"),
        ("alexnet", "62,378,344", "alexnet_2012"),  # with one group, as pytorchcv has it
        ("lenet5", "61,706", "lenet5_tutorial"),
        pytest.param("mobilenet_v2", "4,231,976", "mobilenet_v1", marks=pytest.mark.corpus),
    ],
)
def test_other_variants_and_neighbours_are_tried(network: str, figure: str, named: str) -> None:
    found = first(network, figure)
    assert found.form.choice.name == named
    assert found.form.is_other


@pytest.mark.corpus
def test_an_exact_figure_may_have_one_thing_added_or_left_out() -> None:
    """deepdetect prints it: torchinfo's count without the classifier's 1,000 biases."""
    found = explained("resnet50", "3858026368").interpretations
    assert {each.counting.number for each in found} == {MACS + BN_PARAMS}
    assert {each.verdict for each in found} == {Verdict.EXACT}
    changes = {each.counting.change.item for each in found if each.counting.change}
    assert {("linear", "bias_sums"), ("batch_norm", "affine")} <= changes


@pytest.mark.parametrize(
    ("figure", "number", "options"),
    [
        (str(PARAMS), PARAMS, ()),
        (str(PARAMS - BN_PARAMS), PARAMS - BN_PARAMS, ("no_affine",)),
        (str(PARAMS + STATISTICS), PARAMS + STATISTICS, ("buffers",)),
        (str(PARAMS - 1_000), PARAMS - 1_000, ("no_biases",)),
        (str(PARAMS - 2_049_000), PARAMS - 2_049_000, ()),  # without the classifier
        ("25,636,712", PARAMS + STATISTICS + BN_PARAMS // 2, ("buffers", "conv_biases")),  # Keras
    ],
)
def test_parameters_with_and_without_their_parts(
    figure: str, number: int, options: tuple[str, ...]
) -> None:
    found = first("resnet50", figure)
    assert (found.verdict, found.counting.number) == (Verdict.EXACT, number)
    assert found.counting.quantity == "params"
    assert found.counting.options == options


def test_activations_are_all_outputs_or_those_of_convolutions_and_linear_layers() -> None:
    """pycls prints 11.1M of its ResNet-50: what is normalised, and the classifier's outputs."""
    found = first("resnet50", "11.1M acts")
    assert found.counting.number == 11_113_984 + 1_000
    assert found.counting.conventions == ("fvcore", "timm", "pycls")
    outputs = 6 * 784 + 6 * 196 + 16 * 100 + 16 * 25 + 120 + 84  # of the layers that have a tanh
    assert first("lenet5", str(2 * outputs + 10), "activations").counting.conventions == ()


def test_the_size_of_a_model_has_either_million_and_its_buffers() -> None:
    """SE-ResNet-50 is printed as 107 MB: four bytes a value, by 2^20."""
    params = PARAMS + 2_514_944 + 16_048
    found = explained("seresnet50", "107MB").interpretations
    assert {params, params + STATISTICS} <= {each.counting.number for each in found}
    assert {each.scaling.base for each in found} == {1024}
    assert {each.steps for each in found} == {0}
    bare = first("seresnet50", "107M")
    assert (bare.scaling.bytes, bare.scaling.base) == (4, 1024)


def test_a_mac_is_two_operations_in_another_unit() -> None:
    doubled = first("resnet50", str(2 * (MACS + BN)))
    assert doubled.scaling.operations == 2
    assert doubled.counting.conventions == ("netscope",)


def test_a_billion_may_be_1024_cubed() -> None:
    found = first("resnet50", f"{MACS / 2**30:.4f}G")
    assert (found.counting.number, found.scaling.base) == (MACS, 1024)


def test_of_equals_the_unit_decides_and_a_guess_comes_last() -> None:
    """1.82G of ResNet-18 is printed by fvcore, ptflops, thop and others, and by a guessed rule."""
    macs = [
        each.counting.conventions[0] for each in explained("resnet18", "1.82 GMACs").interpretations
    ]
    guesses = {"senet_rounding", "senet_truncation"}
    assert macs[0] in ("fvcore", "ptflops_pytorch_modules", "thop")
    assert not guesses & {*macs[:3]}
    own_word = first("resnet18", "1.82G MACC")
    assert own_word.counting.conventions[0] == "netscope"


def test_what_nothing_prints_has_what_is_nearest() -> None:
    found = explained("lenet5", "328,097", "operations")
    assert found.interpretations == []
    assert found.closest[0].counting.number == 328_096
    assert conclusion(found).startswith(
        "Nothing plausible of lenet5 prints as 328,097: the nearest"
    )


def test_the_search_stops_where_something_prints_the_figure() -> None:
    assert [level.steps for level in explained("lenet5", "60k", "params").levels] == [0]
    every = explain(searched("lenet5"), read("60k"), "params", every=True)
    assert [level.steps for level in every.levels] == [0, 1, 2, 3]


def test_a_user_s_file_and_convention_are_tried(tmp_path: Path, cnncount) -> None:
    spec, mine = tmp_path / "net.yaml", tmp_path / "mine.yaml"
    spec.write_text(
        "name: n\ninput: [1, 8, 8]\nvars: {k: 3}\nchoices: {k: [3, 99]}\n"
        "layers: [conv: {out: 2, kernel: $k}]\n"
    )
    rules = {"conv": "7*macs", "transposed_conv": 0}
    text = {"name": "mine", "title": "t", "unit": "u", "mac": 7, "source": "me", "rules": rules}
    mine.write_text(yaml.safe_dump(text))
    figure = str(7 * 6 * 6 * 2 * 9)
    own = search(Subject(find(str(spec))), [convention(str(mine))])
    found = explain(own, read(figure)).likeliest
    assert found is not None
    assert found.counting.conventions == ("mine",)
    assert "mine" in cnncount("explain", str(spec), figure, "--convention", str(mine))[1]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("lots", "the figure 'lots' cannot be read"),
        ("28x28x6", "expected a figure"),
        ("5*5 = 25", "expected a figure"),
        ("over 4G", "not a limit"),
        ("5%", "not a ratio"),
        ("2x", "not a ratio"),
        ("0", "a count above 0"),
        ("0KB", "a count above 0"),
        ("0G..4G", "a count above 0"),
        ("7B", "either 7 B (bytes) or 7 billion"),
    ],
)
def test_what_is_no_count_is_refused(text: str, why: str) -> None:
    with pytest.raises(SpecError, match=re.escape(why)):
        read(text)


def test_the_output_begins_with_the_conclusion(cnncount) -> None:
    status, out, err = cnncount("explain", "resnet34", "3.6×10^9")
    assert (status, err) == (0, "")
    assert out.startswith("3.6×10^9 is resnet34 (shortcut=zero_pad) in MACs")
    assert "3,644,493,824" in out
    assert "Matches expected by chance" in out


def test_the_command_line_says_what_was_tried_in_vain(cnncount) -> None:
    status, out, err = cnncount("explain", "lenet5", "4.1")
    assert (status, err) == (0, "")
    assert out.startswith("Nothing plausible of lenet5 prints as 4.1")
    assert "--quantity has others: weights" in " ".join(out.split())
    assert "For millions write 4.1M, for billions 4.1G" in out


def test_the_command_line_for_machines(cnncount) -> None:
    shown = json.loads(
        cnncount("explain", "lenet5", "60k", "--quantity", "params", "--format", "json")[1]
    )
    likeliest, *_ = shown["interpretations"]
    assert (likeliest["count"], likeliest["match"], likeliest["steps"]) == (60_000, "exact", 0)
    assert 0 <= shown["match_probability"] <= 1


@pytest.mark.parametrize(
    "typed",
    [
        "explain lenet5",
        "explain lenet5 60k --between macs fvcore",
        "explain lenet5 many",
        "explain lenet5 60k --quantity parms",
        "explain lenet5 60k --per-layer",
        "explain lenet5 60k --depth 1",
        "explain lenet5 --between macs fvcore --all",
        "explain lenet5 --between macs fvcore --quantity params",
        "explain lenet5 --between macs fvcore --convention fvcore",
        "explain lenet5 0",
    ],
)
def test_wrong_usage_is_one_error(cnncount, typed: str) -> None:
    status, out, err = cnncount(*typed.split())
    assert (status, out) == (2, "")
    assert len(err.splitlines()) == 1


def test_python_explains_figures_too() -> None:
    import cnncount

    found = cnncount.explain("lenet5", "61,706")
    assert (found.interpretations[0].network, found.interpretations[0].count) == (
        "lenet5_tutorial",
        61_706,
    )
    assert str(found).startswith("61,706 is parameters of lenet5_tutorial")
    assert [each["count"] for each in found.records()] == [61_706]
    inline = {"name": "n", "input": [1, 8, 8], "layers": [{"conv": {"out": 2, "kernel": 3}}]}
    assert cnncount.explain(inline, str((9 + 1) * 2)).interpretations[0].quantity == "params"


@pytest.mark.parametrize("name", convention_names())
def test_the_unit_of_every_convention_can_be_typed_after_a_figure(name: str) -> None:
    """What `cnncount` prints can be given back to it."""
    assert read(f"3,857,973,248 {convention(name).unit}").difference(MACS) == 0
