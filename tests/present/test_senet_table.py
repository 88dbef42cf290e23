"""The lecture's SENet table: what is printed, what is counted, and which rule gives it."""

import json

import pytest


@pytest.fixture
def networks(cnncount):
    data = json.loads(cnncount("table", "senet", "--format", "json")[1])
    return {network["name"]: network for network in data["networks"]}


def test_each_rule_gives_what_it_is_said_to(networks):
    given = {
        rule: {name for name, n in networks.items() if n["conventions"][rule]["by"] != "no"}
        for rule in ("senet_rounding", "senet_truncation")
    }
    inception = {"inception_resnet_v2", "se_inception_resnet_v2"}
    assert given["senet_truncation"] == set(networks) - inception
    assert given["senet_rounding"] == set(networks) - inception - {"resnext101_32x4d"}


def test_the_increase_is_that_of_the_fully_connected_layers(networks):
    blocks = zip((256, 512, 1024, 2048), (3, 4, 6, 3), strict=True)
    assert networks["seresnet50"]["increase"] == sum(n * 2 * c * c // 16 for c, n in blocks)
    assert networks["resnet50"]["increase"] is None


def test_a_rule_prices_what_stands_in_a_scale(networks):
    plain, scaled = networks["resnet50"], networks["seresnet50"]
    added = (
        scaled["conventions"]["senet_rounding"]["computed"]
        - plain["conventions"]["senet_rounding"]["computed"]
    )
    scaled_elements = 3 * 256 * 56**2 + 4 * 512 * 28**2 + 6 * 1024 * 14**2 + 3 * 2048 * 7**2
    assert added == 2 * scaled["increase"] + scaled_elements
