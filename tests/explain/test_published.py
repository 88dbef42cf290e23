"""Printed figures: the one interpretation that a table shares, and what it does not print."""

from __future__ import annotations

import json
from functools import cache

import pytest

from cnncount.analysis.printed import printed, tables
from cnncount.analysis.published import PublishedTable, published
from cnncount.errors import SpecError
from cnncount.figures.figure import Verdict
from cnncount.present.published import shared_phrase


@cache
def read(table: str) -> PublishedTable:
    (found,) = published([table])
    return found


def phrase(table: str, quantity: str) -> str:
    (of,) = (each for each in read(table).quantities if each.quantity == quantity)
    assert of.shared is not None
    return shared_phrase(of.shared, quantity)


def missing(table: str) -> set[str]:
    return {each.network for each in read(table).figures if not each.is_reproduced}


def test_the_table_of_resnet_cuts_digits_off() -> None:
    """He et al. print 3.6 and 3.8 of 3,663,761,408 and 3,857,973,248; option A rounds to 3.6."""
    assert phrase("resnet", "macs") == "he2015"
    found = {each.network: each for each in read("resnet").figures}
    cut = {name for name, each in found.items() if each.shared.verdict is Verdict.TRUNCATION}
    assert cut == {"resnet34", "resnet50"}


def test_one_rule_gives_the_senet_table_but_for_one_network() -> None:
    assert phrase("senet", "flops") == "senet_truncation"
    assert missing("senet") == {"inception_resnet_v2", "se_inception_resnet_v2"}


def test_a_table_may_be_of_one_library_s_code() -> None:
    """torchvision's bottlenecks are not the paper's; its DenseNets are."""
    assert phrase("densenet_imagenet", "flops") == "densenet2017 on torchvision's code"
    assert phrase("torchvision", "macs") == "macs on torchvision's code"


def test_the_sizes_of_models_have_their_buffers() -> None:
    """The Caffe model of SE-ResNet-152 is larger than its values, which are 255.5 MB."""
    assert phrase("senet_models", "params").startswith("with buffers, 4 bytes each")
    assert all(each.shared is not None for each in read("senet_models").figures)


def test_what_gives_one_figure_of_several_is_no_way_to_count_a_table() -> None:
    """MobileNetV2 has 3.50M parameters; less scales and shifts, and cut off, they are 3.4M."""
    found = {
        each.network: each for each in read("mobilenet_v2").figures if each.quantity == "params"
    }
    assert phrase("mobilenet_v2", "params") == "the plain count of params"
    assert not found["mobilenet_v2"].is_reproduced


def test_layers_are_compared_with_what_is_counted_of_them() -> None:
    layers = {(each.path, each.quantity): each for each in read("lenet5").figures if each.path}
    assert len(layers) == 12
    assert all(each.is_reproduced and each.shared is None for each in layers.values())
    assert layers["C3", "params"].direct.computed == 6 * 76 + 9 * 101 + 151


def test_maps_and_layers_are_counted_too() -> None:
    numbers = [
        each.direct.computed for each in (*read("srdensenet").figures, *read("vdsr").figures)
    ]
    assert numbers == [128 + 8 * 128, 8 + 8 * 128, 16 + 8 * 128, 1 + 18 + 1]


@pytest.mark.parametrize("table", tables())
def test_every_table_names_its_source(table: str) -> None:
    figures = printed(table)
    assert figures.written.source
    assert figures.figures or figures.layers


def test_a_layer_that_is_not_there_is_an_error(monkeypatch) -> None:
    wrong = printed("lenet5")._replace(figures={}, layers={"lenet5": {"params": {"C9": None}}})
    monkeypatch.setattr("cnncount.analysis.published.printed", lambda name: wrong)
    with pytest.raises(SpecError, match="lenet5 has no layer 'C9'"):
        list(published(["lenet5"]))


def test_the_command_line_says_what_is_not_reproduced_first(cnncount) -> None:
    status, out, err = cnncount("published", "senet")
    assert (status, err) == (0, "")
    assert out.startswith("Not reproduced: 2 of 16 figures\n")
    assert "flops: senet_truncation gives 14 of 16 figures." in out


@pytest.mark.parametrize("format", ["table", "markdown"])
def test_where_all_are_reproduced_no_table_of_the_others_comes_first(cnncount, format: str) -> None:
    _, out, _ = cnncount("published", "timm", "--format", format)
    assert out.strip("*").startswith("timm's models")
    assert "Not reproduced" not in out
    assert "gives 3 of 3 figures." in out


def test_for_machines_each_figure_says_whether_it_is_reproduced(cnncount) -> None:
    (table,) = json.loads(cnncount("published", "timm", "--format", "json")[1])["tables"]
    assert [each["reproduced"] for each in table["figures"]] == [True] * 3
    assert {each["match"] for each in table["figures"]} == {"rounding"}
    counts = [each["count"] - each["difference"] for each in table["figures"]]
    assert counts == [2.87e9, 3.40e9, 4.34e9]
    assert table["figures"][0]["count"] == 2_834_161_664 + 2 * 15_667_456 + 50_176


def test_a_table_that_is_no_family_is_shown_too(cnncount) -> None:
    assert "fvcore" in cnncount("table", "timm")[1]


def test_an_unknown_table_is_one_error(cnncount) -> None:
    status, out, err = cnncount("published", "sent")
    assert (status, out) == (2, "")
    assert err == "no table 'sent'; did you mean 'senet'?\n"
