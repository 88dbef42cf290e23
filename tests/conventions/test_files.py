"""The files of conventions: what they may say, and what is wrong with a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from cnncount.analysis.count import count
from cnncount.conventions import convention, convention_names
from cnncount.conventions.convention import Sourced
from cnncount.errors import SpecError
from cnncount.registry import kinds, layer_kinds
from cnncount.spec.index import names

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


FAMILIES = {
    "convolution": ["conv", "transposed_conv"],
    "fully_connected": ["linear", "rbf"],
    "pooling": ["subsample", "pooling"],
    "attention": ["attention"],
    **{name: [name] for name in ("normalization", "activation", "reshape", "upsample")},
    **{name: [name] for name in ("join", "parameter")},
}
"""The families, each by what a convention names that counts nothing for it."""


def written(tmp_path: Path, **rules: object) -> str:
    path = tmp_path / "mine.yaml"
    data = {"name": "mine", "title": "mine", "unit": "units", "mac": 1, "source": "me"}
    nothing = [name for family, names in FAMILIES.items() if family not in rules for name in names]
    path.write_text(yaml.safe_dump({**data, "rules": rules, "nothing": nothing}, sort_keys=False))
    return str(path)


def test_that_a_family_counts_nothing_says_nothing_of_a_kind_with_macs(tmp_path: Path) -> None:
    """Of the family `fully_connected`, whose layers multiply, each kind has to be named."""
    path = Path(written(tmp_path, convolution="macs"))
    path.write_text(path.read_text().replace("- linear\n- rbf\n", "- fully_connected\n"))
    with pytest.raises(SpecError, match="'mine' does not say what it counts for linear"):
        count("lenet5", convention=str(path)).figure("flops")
    assert count("six_filters", convention=str(path)).figure("flops") == 28 * 28 * 6 * 5 * 5 * 3


def lacking(name: str) -> list[str]:
    """The kinds that a convention does not name, of those that some convention prices apart."""
    known = [convention(each).written for each in convention_names()]
    apart = {kind for each in known for kind in (*each.rules, *each.nothing)} & layer_kinds()
    own = convention(name).written
    named = {*own.rules, *own.nothing}
    return sorted(kind for kind in apart - named if kinds()[kind].family not in own.rules)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", convention_names())
def test_every_convention_names_every_kind_that_another_one_prices_apart(name: str) -> None:
    """A rule for its family is a price; that the family counts nothing is none."""
    assert lacking(name) == [], f"cnncount/conventions/{name}.yaml"


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
        ("mac", "cannot price conv: unknown name 'mac'; did you mean 'macs'?"),
        ("name", "unknown name 'name'"),
    ],
)
def test_what_is_wrong_with_a_rule_is_said(tmp_path: Path, rule: object, told: str) -> None:
    with pytest.raises(SpecError, match="(?s)" + told):
        count("six_filters", convention=written(tmp_path, convolution=rule)).figure("flops")


def told(tmp_path: Path, *rules: str) -> list[str]:
    """What is said of a convention with these lines, from line 6 on, without their excerpts."""
    path = tmp_path / f"mine{len([*tmp_path.iterdir()])}.yaml"  # a file is read once
    head = ["name: mine", "title: mine", "unit: units", "mac: 1", "source: me"]
    path.write_text("\n".join([*head, *rules]))
    with pytest.raises(SpecError) as raised:
        count("lenet5", convention=str(path)).figure("flops")
    return [
        f"{problem.place.line}:{problem.place.column}: {problem.message}"
        for problem in raised.value.problems
        if problem.place and problem.place.source.name == str(path)
    ]


UNKNOWN = "the convention 'mine' cannot price conv: unknown name 'mcas'; did you mean 'macs'?"


def test_what_is_wrong_with_a_rule_is_shown_in_the_rule(tmp_path: Path) -> None:
    """An unknown name is only found where a layer is priced, and yet is the convention's fault."""
    column = len("  conv: 2 * ") + 1
    assert told(tmp_path, "rules:", "  conv: 2 * mcas") == [f"7:{column}: {UNKNOWN}"]
    quoted = [f"7:{column + 1}: {UNKNOWN}"]
    assert told(tmp_path, "rules:", "  conv: '2 * mcas'") == quoted
    sourced = "  conv: {count: 2 * mcas, source: me}"
    assert told(tmp_path, "rules:", sourced) == [f"7:{sourced.index('mcas') + 1}: {UNKNOWN}"]
    assert told(tmp_path, "rules:", "  conv: >-", "    2", "    * mcas") == [f"7:9: {UNKNOWN}"]
    (inside,) = told(tmp_path, "rules:", "  conv: '2 mcas'")
    assert inside.startswith("7:12: ")


def test_the_layer_that_a_rule_has_no_value_for_is_shown_too(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match=r"lenet5\.yaml:\d+:5: the layer"):
        count("lenet5", convention=written(tmp_path, convolution="macs // 0")).figure("flops")


def test_a_kind_of_which_nothing_is_said_is_an_error_in_the_convention(tmp_path: Path) -> None:
    found = told(tmp_path, "rules: {convolution: macs}", "nothing: [pooling]")
    assert found == ["7:1: the convention 'mine' does not say what it counts for tanh"]


def test_a_rule_for_what_is_no_layer_or_beside_nothing_is_refused(tmp_path: Path) -> None:
    """A combinator has no price of its own, so its rule would never be used."""
    found = told(tmp_path, "rules: {residual: 1}")
    assert found == ["6:9: no layer kind or family 'residual'"]
    found = told(tmp_path, "rules: {conv: macs}", "nothing: [pooling, conv]")
    assert found == ["7:20: 'conv' has a rule, and is among what counts nothing"]


@pytest.mark.parametrize("name", TOOLS)
def test_a_name_may_have_the_version_of_the_tool(name: str) -> None:
    tool = convention(name).written.tool
    assert tool is not None
    assert convention(f"{name}@{tool.version}") is convention(name)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("thop@0.1.0", "no convention 'thop@0.1.0'; here it is 'thop@0.1.1.post2209072238'"),
        ("thop@", "no convention 'thop@'; here it is 'thop@0.1.1.post2209072238'"),
        ("lecture@2024", "'lecture' has no version: it is no tool's"),
        ("thorp@0.1.1", "no convention 'thorp'; did you mean 'thop'?"),
    ],
)
def test_another_version_is_refused(name: str, message: str) -> None:
    with pytest.raises(SpecError) as refused:
        convention(name)
    assert str(refused.value) == message


def test_a_file_that_has_changed_is_read_again(tmp_path: Path) -> None:
    spec = tmp_path / "net.yaml"
    spec.write_text("name: n\ninput: [1, 2, 2]\nlayers: [relu]\n")
    for price in (1, 2):
        mine = written(tmp_path, activation=f"{price}*elements_out")
        assert count(str(spec), convention=mine).figure("flops") == price * 4


def test_a_price_below_0_is_an_error_at_its_rule(tmp_path: Path) -> None:
    spec = tmp_path / "net.yaml"
    spec.write_text("name: n\ninput: [1, 2, 2]\nlayers: [relu]\n")
    mine = written(tmp_path, activation="1 - elements_out")
    with pytest.raises(SpecError, match="cannot price relu: it would count -3, which is below 0"):
        count(str(spec), convention=mine).figure("flops")


def test_a_convention_by_name_shows_its_rules(cnncount) -> None:
    status, out, err = cnncount("conventions", "thop")
    assert (status, err) == (0, "")
    for layers, rule in convention("thop").written.rules.items():
        assert isinstance(rule, Sourced)
        assert f"{layers} " in out and rule.count in out
    assert "Nothing for " in out
    assert not {*convention_names()} & {*names()}
