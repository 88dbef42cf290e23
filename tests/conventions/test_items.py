"""The difference of two conventions, item by item: named, and adding up to the last unit."""

from __future__ import annotations

import json
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnncount.analysis.count import Report, count
from cnncount.conventions import convention, convention_names
from cnncount.conventions.items import CostBreakdown
from cnncount.network.tree import total
from cnncount.spec.index import names
from tests.conventions.test_resnet50 import (
    ADD,
    BN,
    BN_CHANNELS,
    BN_PARAMS,
    CONV,
    FC,
    FC_BIAS,
    GAP_IN,
    MAX_POOL_IN,
    MAX_POOL_OUT,
    RELU,
)


@cache
def counted(name: str) -> Report:
    variables = {"downsample_at": "3x3"} if name == "resnet50" else {}
    return count(name, variables=variables)


def terms(name: str, a: str, b: str) -> list[str]:
    own = CostBreakdown(counted(name).network)
    return [str(item) for item in own.gathered(own.difference(convention(a), convention(b)))]


@given(
    name=st.sampled_from(names()),
    a=st.sampled_from(convention_names()),
    b=st.sampled_from(convention_names()),
    batch=st.sampled_from([1, 3]),
)
@settings(max_examples=60, deadline=None)
def test_the_items_add_up_to_the_difference(name: str, a: str, b: str, batch: int) -> None:
    report = counted(name) if batch == 1 else count(name, batch=batch)
    own = CostBreakdown(report.network)
    first, other = convention(a), convention(b)
    expected = total(report.network, other.price) - total(report.network, first.price)
    shares = own.difference(first, other)
    assert sum(item.value for item in own.gathered(shares)) == expected
    for (leaf, _), share in zip(own.leaves, shares, strict=True):
        more = sum(each.times * each.number for each in share)
        assert more == other.price(leaf) - first.price(leaf)


RESNET50 = {
    ("fvcore", "ptflops_pytorch"): [
        f"+ 2 × {RELU:,} relu elements",
        f"+ 2 × {MAX_POOL_IN:,} max-pool input elements",
        f"+ {GAP_IN:,} global-avg-pool input elements",
        f"+ {FC_BIAS:,} linear bias additions",
    ],
    ("torchinfo", "fvcore"): [
        f"+ 2 × {BN:,} batch-norm elements",
        f"+ {GAP_IN:,} global-avg-pool input elements",
        f"- {BN_PARAMS:,} batch-norm scales and shifts",
        f"- {FC_BIAS:,} linear bias additions",
    ],
    ("macs", "tf_profiler_keras3"): [
        f"+ {CONV:,} conv MACs",
        f"+ 2 × {BN:,} batch-norm elements",
        f"+ {ADD:,} add elements",
        f"+ {FC:,} linear MACs",
        f"+ {9 * MAX_POOL_OUT:,} max-pool window reads",
        f"+ 6 × {BN_CHANNELS:,} batch-norm channels",
        f"+ {GAP_IN:,} global-avg-pool input elements",
        f"+ {FC_BIAS:,} linear bias additions",
    ],
    # n products are summed with n - 1 additions where there is no bias.
    ("torch_flop_counter", "hardware"): [
        f"+ 2 × {BN:,} batch-norm elements",
        f"- {BN:,} conv output elements",
        f"+ {RELU:,} relu elements",
        f"+ {ADD:,} add elements",
        f"+ {8 * MAX_POOL_OUT:,} max-pool comparisons",
        f"+ {GAP_IN:,} global-avg-pool input elements",
    ],
    ("he2015", "lecture"): [],
}


@pytest.mark.parametrize("pair", RESNET50, ids="-".join)
def test_the_items_of_resnet50(pair: tuple[str, str]) -> None:
    assert terms("resnet50", *pair) == RESNET50[pair]


def test_a_connection_table_is_multiply_accumulates_too() -> None:
    """LeNet-5's C3 multiplies 60 pairs of maps, each 5·5·10·10 times."""
    convolutions = 117_600 + 60 * 25 * 100 + 48_000
    own = CostBreakdown(counted("lenet5").network)
    first, *_ = own.gathered(own.shares(convention("macs")))
    assert str(first) == f"+ {convolutions:,} conv MACs"


def test_what_only_one_layer_counts_otherwise_is_that_layers_item() -> None:
    """Squeeze-and-excitation: twice its multiply-accumulates, though the classifier's once."""
    excited = 2_514_944
    found = terms("seresnet50", "macs", "senet_rounding")
    assert f"+ {excited:,} linear MACs" in found


def test_a_rule_that_is_no_sum_of_facts_is_named_by_its_convention() -> None:
    found = terms("srdensenet", "macs", "calflops")
    assert any("operations by the rule of calflops" in item for item in found)


def test_what_no_fact_names_keeps_how_often_it_is_counted() -> None:
    """ViT-B/16: four projections of 197 tokens of 768 values, in 12 layers."""
    found = terms("vit_b_16", "torchinfo", "fvcore")
    assert f"+ 4 × {12 * 197 * 768 * 768:,} attention C_in·C_in·L" in found


def test_a_bias_addition_is_told_as_one_also_where_the_input_is_as_large() -> None:
    """ViT-B/16 makes 14·14 patches of 768 values of an input of 3·224·224, as many."""
    assert 14 * 14 * 768 == 3 * 224 * 224
    assert f"- {14 * 14 * 768:,} conv bias additions" in terms("vit_b_16", "torchinfo", "fvcore")


def between(cnncount, name, a, b, *more):
    return cnncount("explain", name, "--between", a, b, *more)[1]


def test_per_layer_the_items_stand_beside_the_paths(cnncount) -> None:
    shown = json.loads(
        between(cnncount, "lenet5", "macs", "lecun1998", "--per-layer", "--format", "json")
    )
    c1, *_ = shown["layers"]
    assert c1["path"] == "C1"
    assert c1["items"][0]["difference"] == 28 * 28 * 6
    assert (
        sum(i["difference"] for layer in shown["layers"] for i in layer["items"])
        == (shown["difference"])
    )


def test_notes_that_are_about_other_layers_are_not_shown(cnncount) -> None:
    resnet50 = between(cnncount, "resnet50", "macs", "fvcore")
    lenet5 = between(cnncount, "lenet5", "macs", "fvcore")
    assert "It traces the model" in resnet50 and "It traces the model" in lenet5
    assert "LeNet's" not in resnet50 and "LeNet's" in lenet5


def test_the_source_of_each_rule_is_shown(cnncount) -> None:
    shown = between(cnncount, "resnet50", "macs", "fvcore")
    assert "batchnorm_flop_jit" in shown


def test_an_unknown_convention_is_one_error(cnncount) -> None:
    status, out, err = cnncount("explain", "resnet50", "--between", "macs", "fvcor")
    assert (status, out) == (2, "")
    assert err == "no convention 'fvcor'; did you mean 'fvcore'?\n"
