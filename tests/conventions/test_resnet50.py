"""ResNet-50 under every convention, each total written as the sum of its components.

The components are those of torchvision's ResNet-50 (stride in the 3×3); the totals are what the
tools gave for that model.
"""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from cnncount.analysis.count import count
from cnncount.conventions import convention, convention_names
from cnncount.spec.index import names

CONV = 4_087_136_256
FC = 2_048 * 1_000
FC_BIAS = 1_000
BN = 11_113_984  # elements
BN_PARAMS = 53_120
BN_CHANNELS = BN_PARAMS // 2
RELU = 9_608_704
MAX_POOL_IN = 64 * 112 * 112
MAX_POOL_OUT = 64 * 56 * 56
GAP_IN = 2_048 * 7 * 7
GAP_OUT = 2_048
ADD = 5_519_360

RESNET50 = {
    "lecture": CONV + FC,
    "macs": CONV + FC,
    "macs_deconv_by_output": CONV + FC,
    "he2015": CONV + FC,
    "densenet2017": 2 * (CONV + FC),
    "calflops_macs": CONV + FC,
    "pycls": CONV + FC + FC_BIAS,
    "ptflops_aten": CONV + FC + FC_BIAS,
    "torchinfo": CONV + FC + FC_BIAS + BN_PARAMS,
    "senet_rounding": CONV + FC + ADD,
    "netscope": CONV + FC + BN,
    "torchprofile": CONV + FC + BN + GAP_OUT,
    "senet_truncation": CONV + FC + BN + MAX_POOL_IN + GAP_IN,
    "fvcore": CONV + FC + 2 * BN + GAP_IN,
    "ptflops_pytorch_modules": CONV + FC + FC_BIAS + 2 * BN + RELU + MAX_POOL_IN + GAP_IN,
    "ptflops_pytorch": CONV + FC + FC_BIAS + 2 * BN + 2 * RELU + 2 * MAX_POOL_IN + 2 * GAP_IN,
    "thop": CONV + FC + 4 * BN + GAP_IN + GAP_OUT,
    "torch_flop_counter": 2 * (CONV + FC),
    "torch_flop_counter_meta": 2 * (CONV + FC),
    "calflops": 2 * (CONV + FC) + 2 * BN + RELU + MAX_POOL_IN + GAP_IN,
    "deepspeed": 2 * (CONV + FC) + 2 * BN + RELU + MAX_POOL_IN + GAP_IN,
    "tf_profiler_keras3": (
        2 * (CONV + FC) + FC_BIAS + 2 * BN + 6 * BN_CHANNELS + ADD + 9 * MAX_POOL_OUT + GAP_IN
    ),
    # Each sum has one addition less than products, but for that with a bias; each window of 9
    # takes 8 comparisons, each mean as many operations as it has elements.
    "hardware": 2 * (CONV + FC) - BN + 2 * BN + RELU + 8 * MAX_POOL_OUT + ADD + GAP_IN,
    # Pooled elements are read, each by each window; and a bias is one more input.
    "lecun1998": CONV + FC + FC_BIAS + 9 * MAX_POOL_OUT + GAP_IN,
}

MEASURED = {
    "calflops_macs": 4_089_184_256,
    "ptflops_aten": 4_089_185_256,
    "torchinfo": 4_089_238_376,
    "torchprofile": 4_100_300_288,
    "fvcore": 4_111_512_576,
    "ptflops_pytorch": 4_132_436_968,
    "thop": 4_133_742_592,
    "torch_flop_counter": 8_178_368_512,
    "calflops": 8_211_108_352,
    "deepspeed": 8_211_108_352,
}


def resnet50(name: str, **variables: str) -> int:
    report = count("resnet50", variables={"downsample_at": "3x3", **variables}, convention=name)
    return report.figure("flops")


@pytest.mark.parametrize("name", convention_names())
def test_resnet50_is_the_sum_of_its_components(name: str) -> None:
    assert resnet50(name) == RESNET50[name]


@pytest.mark.parametrize("name", MEASURED)
def test_resnet50_is_what_the_tool_counts(name: str) -> None:
    assert resnet50(name) == MEASURED[name]


def test_published_variants_of_the_papers_resnet50() -> None:
    """torchinfo's without the bias of the classifier, and netscope's: both were published."""
    assert count("resnet50", convention="torchinfo").figure("flops") - FC_BIAS == 3_858_026_368
    assert count("resnet50", convention="netscope").figure("flops") == 3_868_560_384


@pytest.mark.corpus
def test_every_bundled_network_has_a_price(bundled) -> None:
    for arch in names():
        report = bundled(arch)
        for name in convention_names():
            assert replace(report, convention=convention(name)).figure("flops") >= 0


def test_lenet5_has_the_connections_of_its_paper() -> None:
    assert count("lenet5", convention="lecun1998").figure("flops") == 340_908


def test_the_command_sorts_a_network_under_all_conventions(cnncount) -> None:
    status, out, _ = cnncount(
        "conventions", "resnet50", "--set", "downsample_at=3x3", "--format", "json"
    )
    data = json.loads(out)
    assert status == 0
    assert data["macs"] == CONV + FC
    found = {row["name"]: row["count"] for row in data["conventions"]}
    assert found == RESNET50
    counts = [row["count"] for row in data["conventions"]]
    assert counts == sorted(counts)
    assert {row["name"]: row["ratio"] for row in data["conventions"]}["torch_flop_counter"] == 2


def test_the_command_lists_what_each_convention_counts(cnncount) -> None:
    _, out, _ = cnncount("conventions", "--format", "json")
    listed = {row["name"]: row for row in json.loads(out)["conventions"]}
    assert list(listed) == convention_names()
    assert listed["fvcore"]["tool"]["version"] == "0.1.5.post20221221"
    rules = {rule["for"]: rule for rule in listed["fvcore"]["rules"]}
    assert rules["batch_norm"]["count"] == "elements_in*(2 if affine else 1)"
    assert rules["batch_norm"]["source"] == "batchnorm_flop_jit"
    assert "concat" in listed["fvcore"]["nothing"]
    _, out, _ = cnncount("conventions")
    assert "torch_flop_counter" in out
