"""Printed figures: which are reproduced, how, and which are said not to be."""

from __future__ import annotations

import json
from functools import cache

import pytest

from cnncount.analysis.explain.reproduced import Reproduced, reproduced
from cnncount.analysis.printed import printed, tables
from cnncount.errors import SpecError
from cnncount.figures.figure import Verdict


@cache
def read(table: str) -> list[Reproduced]:
    return list(reproduced(printed(table)))


def test_the_table_of_resnet_takes_another_form_and_a_truncation():
    """He et al. print 3.6 for option A, 3,644,493,824, and cut 3,857,973,248 down to 3.8."""
    found = {each.network: each for each in read("resnet")}
    assert all(each.agrees and each.way == "he2015" for each in found.values())
    assert str(found["resnet34"].found.form) == "shortcut=zero_pad"
    assert found["resnet34"].found.counted.number == 3_644_493_824
    cut = [name for name, each in found.items() if each.found.verdict is Verdict.TRUNCATION]
    assert cut == ["resnet50"]


def test_one_rule_gives_the_senet_table_but_for_one_network():
    missing = {each.network for each in read("senet") if not each.agrees}
    assert missing == {"inception_resnet_v2", "se_inception_resnet_v2"}
    assert {each.way for each in read("senet")} == {"senet_truncation"}


def test_of_forms_that_give_a_figure_the_one_that_gives_more_of_the_table_is_told():
    """ResNet-152 with basic blocks prints as its point too, and no other ResNet does."""
    found = {each.network: str(each.found.form) for each in read("densenet_imagenet")}
    other = {name for name, form in found.items() if form == "downsample_at=3x3"}
    assert other == {"resnet50", "resnet101", "resnet152"}
    (bottlenecks,) = (each for each in read("densenet_imagenet") if each.network == "resnet152")
    assert "block=basic" in {str(each.form) for each in bottlenecks.fits}


def test_a_figure_that_stands_alone_in_its_table_is_no_part_of_what_gives_the_rest():
    """The Caffe model of SE-ResNet-152 is larger than its values, which are 255.5 MB."""
    found = {each.network: each for each in read("senet_models")}
    way = "params with buffers counted, 4 bytes each, by 1024^2"
    assert all(each.way == way for each in found.values())
    assert {name for name, each in found.items() if way not in each.ways} == {"seresnet152"}


def test_what_more_than_a_step_would_give_is_shown_by_how_far_off_the_nearest_is():
    """MobileNetV2 has 3.50M parameters; less scales and shifts, and cut off, they are 3.4M."""
    found = {each.network: each for each in read("mobilenet_v2") if each.quantity == "params"}
    assert not found["mobilenet_v2"].agrees
    assert found["mobilenet_v2"].found.verdict is Verdict.NO


def test_layers_are_held_against_what_is_counted_of_them():
    layers = {(each.path, each.quantity): each for each in read("lenet5") if each.path}
    assert len(layers) == 12
    assert all(each.agrees and each.found is None for each in layers.values())
    assert layers["C3", "params"].direct.computed == 6 * 76 + 9 * 101 + 151


def test_maps_and_layers_are_counted_too():
    numbers = [each.direct.computed for each in (*read("srdensenet"), *read("vdsr"))]
    assert numbers == [128 + 8 * 128, 8 + 8 * 128, 16 + 8 * 128, 1 + 18 + 1]


@pytest.mark.parametrize("table", tables())
def test_every_table_names_its_source(table):
    figures = printed(table)
    assert figures.written.source
    assert figures.figures or figures.layers


def test_a_layer_that_is_not_there_is_an_error():
    table = printed("lenet5")
    wrong = table._replace(figures={}, layers={"lenet5": {"params": {"C9": None}}})
    with pytest.raises(SpecError, match="lenet5 has no layer 'C9'"):
        list(reproduced(wrong))


def test_the_command_line_says_what_is_not_reproduced_first(cnncount):
    status, out, err = cnncount("published", "senet")
    assert (status, err) == (0, "")
    assert out.startswith("Not reproduced: 2 of 16 figures\n")
    assert "14 of 16 figures are reproduced." in out
    assert "flops: 'senet_truncation' alone gives 14 of 16" in out


@pytest.mark.parametrize("format", ["table", "markdown"])
def test_where_all_are_reproduced_no_table_of_the_others_stands_first(format, cnncount):
    _, out, _ = cnncount("published", "timm", "--format", format)
    assert out.strip("*").startswith("timm's models")
    assert "Not reproduced" not in out
    assert "All 3 figures are reproduced." in out


def test_for_machines_each_figure_says_whether_it_is(cnncount):
    (table,) = json.loads(cnncount("published", "timm", "--format", "json")[1])["tables"]
    assert [each["reproduced"] for each in table["figures"]] == [True] * 3
    assert {each["by"] for each in table["figures"]} == {"rounding"}
    counts = [each["count"] - each["difference"] for each in table["figures"]]
    assert counts == [2.87e9, 3.40e9, 4.34e9]
    assert table["figures"][0]["count"] == 2_834_161_664 + 2 * 15_667_456 + 50_176


def test_a_table_that_is_no_family_is_shown_too(cnncount):
    assert "fvcore" in cnncount("table", "timm")[1]


def test_an_unknown_table_is_one_error(cnncount):
    status, out, err = cnncount("published", "sent")
    assert (status, out) == (2, "")
    assert err == "no table 'sent'; did you mean 'senet'?\n"
