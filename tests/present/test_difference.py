"""The difference of two conventions, as it is shown and as data."""

import json
from pathlib import Path

import pytest
import yaml


@pytest.mark.parametrize("pair", [("fvcore", "fvcore"), ("calflops", "deepspeed")])
def test_two_that_count_the_same_need_no_table_of_rules(pair, cnncount):
    status, out, err = cnncount("explain", "lenet5", "--between", *pair)
    assert (status, err) == (0, "")
    assert "The two count the same, item by item." in out
    assert "rules" not in out
    assert out.count("---\n") == 1


def test_the_items_of_a_rule_of_memory_add_up_too(cnncount, tmp_path: Path) -> None:
    """A layer without parameters has no memory, though it has outputs."""
    kinds = ["convolution", "fully_connected", "pooling", "activation"]
    rules = dict.fromkeys(kinds, "memory")
    text = {"name": "mem", "title": "t", "unit": "u", "mac": 1, "source": "me", "rules": rules}
    mine = tmp_path / "mem.yaml"
    mine.write_text(yaml.safe_dump(text))
    out = cnncount("explain", "lenet5", "--between", "macs", str(mine), "--format", "json")[1]
    found = json.loads(out)
    assert found["result"] == "difference"
    assert sum(item["difference"] for item in found["items"]) == found["difference"]
    first, other = found["conventions"]
    memory = 60_000 + 6 * 784 + 6 * 196 + 16 * 100 + 16 * 25 + 120 + 84
    assert (first["count"], other["count"]) == (328_096, memory)
