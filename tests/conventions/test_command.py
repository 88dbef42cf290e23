"""cnncount conventions: the list, the rules of one, a network under all, and a user's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from cnncount.conventions import convention_names


@pytest.fixture
def mine(tmp_path: Path) -> str:
    path = tmp_path / "mine.yaml"
    kinds = ["convolution", "fully_connected", "subsample"]
    data = {"name": "mine", "title": "thrice", "unit": "units", "mac": 3, "source": "me"}
    nothing = ["activation"]
    rules = {kind: "3*macs" for kind in kinds}
    path.write_text(yaml.safe_dump({**data, "rules": rules, "nothing": nothing}))
    return str(path)


def test_a_file_with_rules_is_a_convention_and_its_rules_are_shown(cnncount, mine: str) -> None:
    status, out, err = cnncount("conventions", mine)
    assert (status, err) == (0, "")
    assert out.startswith("mine: thrice; units, 3 per MAC")


def test_a_convention_of_ones_own_joins_the_others(cnncount, mine: str) -> None:
    _, out, _ = cnncount("conventions", "lenet5", "--convention", mine, "--format", "json")
    found = {each["name"]: each for each in json.loads(out)["conventions"]}
    assert found.keys() == {*convention_names(), "mine"}
    assert found["mine"]["count"] == 3 * found["macs"]["count"]
    assert found["mine"]["ratio"] == 3


@pytest.mark.parametrize("option", ["--set x=1", "--batch 4", "--input 1x8x8", "--convention macs"])
@pytest.mark.parametrize("of", ["fvcore", ""])
def test_an_option_of_networks_is_refused_without_one(cnncount, of: str, option: str) -> None:
    status, out, err = cnncount("conventions", *of.split(), *option.split())
    assert (status, out) == (2, "")
    assert err == f"{option.split()[0]} needs a network\n"
