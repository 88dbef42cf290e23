"""The files of conventions: what they may say, and what is wrong with a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from cnncount.conventions import convention, convention_names
from cnncount.conventions.convention import Sourced
from cnncount.problems import SpecError
from cnncount.report import count

TOOLS = [name for name in convention_names() if convention(name).written.tool]
RESIDUAL = """\
name: Residual
input: [4, 8, 8]
layers:
- residual: {form: FORM, body: [{conv: {out: 4, kernel: 1, padding: same}}]}
- scale: {form: FORM, by: [global_avg_pool]}
- branches: {form: FORM, join: add, branches: {a: [], b: []}}
"""


@pytest.mark.parametrize("name", TOOLS)
def test_every_rule_of_a_tool_has_its_source(name: str) -> None:
    written = convention(name).written
    assert [layer for layer, rule in written.rules.items() if not isinstance(rule, Sourced)] == []
    assert written.tool is not None
    assert written.tool.version


def written(tmp_path: Path, **rules: object) -> str:
    path = tmp_path / "mine.yaml"
    layers = ["convolution", "fully_connected", "pooling", "normalization", "activation"]
    layers += ["reshape", "upsample", "join", "attention", "parameter"]
    data = {"name": "mine", "title": "mine", "unit": "units", "mac": 1, "source": "me"}
    nothing = [layer for layer in layers if layer not in rules]
    path.write_text(yaml.safe_dump({**data, "rules": rules, "nothing": nothing}, sort_keys=False))
    return str(path)


def test_a_join_has_the_form_of_its_combinator(tmp_path: Path) -> None:
    spec = tmp_path / "residual.yaml"
    spec.write_text(RESIDUAL.replace("FORM", "functional"))
    mine = written(tmp_path, join="1 if form == 'functional' else 0")
    assert count(str(spec), convention=mine).figure("flops") == 3


def test_the_form_of_a_join_is_shown_and_counts_the_same(cnncount, tmp_path: Path) -> None:
    spec = tmp_path / "residual.yaml"
    spec.write_text(RESIDUAL.replace("FORM", "functional"))
    again = tmp_path / "again.yaml"
    again.write_text(cnncount("show", str(spec))[1])
    flops = count(str(spec), convention="calflops").figure("flops")
    assert count(str(again), convention="calflops").figure("flops") == flops
    spec.write_text(RESIDUAL.replace("FORM", "module"))
    added = 3 * 4 * 8 * 8
    assert count(str(spec), convention="calflops").figure("flops") == flops - added


def test_rules_see_the_arguments_of_layers(tmp_path: Path) -> None:
    spec = tmp_path / "padded.yaml"
    spec.write_text(
        "name: Padded\ninput: [1, 8, 8]\nlayers:\n"
        "- conv: {out: 1, kernel: 3, padding: [[0, 1], [2, 3]], bias: false}\n"
        "- conv: {out: 1, kernel: 3, padding: same}\n"
    )
    mine = written(
        tmp_path, convolution="100 if padding == 'same' else padding[3] + (5 if bias else 7)"
    )
    assert count(str(spec), convention=mine).figure("flops") == 100 + 3 + 7


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ({"count": "macs +", "source": "me"}, "expected a value"),
        ({"count": "macs"}, "source"),
        ({"count": "macs", "source": "me", "who": "me"}, "who"),
        ("mac", "cannot price conv: unknown name 'mac'"),
        ("name", "unknown name 'name'"),
    ],
)
def test_what_is_wrong_with_a_rule_is_said(tmp_path: Path, rule: object, told: str) -> None:
    with pytest.raises(SpecError, match="(?s)" + told):
        count("six_filters", convention=written(tmp_path, convolution=rule)).figure("flops")
