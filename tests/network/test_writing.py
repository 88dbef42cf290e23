"""A counted network written back as a spec: counted again, it has the same layers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
import yamlcore
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cnncount.analysis.count import Report, count
from cnncount.analysis.expand import expanded
from cnncount.errors import SpecError
from cnncount.layers.base import FIGURES
from cnncount.network.limits import MAX_NESTING, MAX_STEPS
from cnncount.spec.bundled import families
from cnncount.spec.family import MAX_NAME
from cnncount.spec.library import Choice, find_family


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("written") / "spec.yaml"


def rows(report: Report) -> list[tuple[Any, ...]]:
    """All that is said of every layer."""
    return [
        (
            row.path,
            row.kind,
            row.in_shape,
            row.out_shape,
            row.receptive_field,
            *(report.figure(figure, row.node) for figure in (*FIGURES, "flops")),
        )
        for row in report.rows()
    ]


def again(report: Report, path: Path) -> Report:
    """What is counted for the spec that is written of a report."""
    path.write_text(
        yaml.dump(expanded(report), Dumper=yamlcore.CCoreDumper, sort_keys=False), encoding="utf-8"
    )
    return count(str(path))


def settings_of(choice: Choice) -> list[dict[str, Any]]:
    """The defaults, and every other value of each variable that has choices or is a truth value."""
    spec = choice.spec
    others = {
        name: [not value] if isinstance(value, bool) else spec.choices.get(name, [])
        for name, value in spec.vars.items()
    }
    return [{}, *({name: value} for name, values in others.items() for value in values)]


def check_bundled(choice: Choice, variables: dict[str, Any], path: Path) -> None:
    try:
        report = count(choice, variables=variables)
    except SpecError:
        return  # Values that exclude each other: see the family's file.
    assert rows(again(report, path)) == rows(report)


BUNDLED = [choice for file in families() for choice in find_family(str(file))]


@pytest.mark.parametrize(
    ("arch", "variables"),
    [
        ("googlenet", {"aux": True}),
        ("lenet5", {}),
        ("resnet18", {"shortcut": "zero_pad"}),
    ],
)
def test_a_network_is_written_back(arch: str, variables: dict[str, Any], path: Path) -> None:
    (choice,) = (choice for choice in BUNDLED if choice.name == arch)
    check_bundled(choice, variables, path)


@pytest.mark.corpus
@pytest.mark.parametrize("choice", BUNDLED, ids=lambda choice: choice.name)
def test_every_bundled_network_is_written_back(choice: Choice, path: Path) -> None:
    for variables in settings_of(choice):
        check_bundled(choice, variables, path)


# --- specs put together at random: layers that keep the shape, in every combinator

COMMON = st.fixed_dictionaries(
    {},
    optional={
        "from": st.just("input"),
        "form": st.sampled_from(["functional", "operator"]),
        "name": st.sampled_from(["a", "b", "1e3", "add2", "concat1", "null"]),
    },
)


def step(kind: str, **arguments: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    own = st.fixed_dictionaries(arguments)
    return st.builds(lambda common, given: {kind: common | given}, COMMON, own)


LEAF = st.one_of(
    step("relu"),
    step("conv", out=st.just(3), kernel=st.just(1), bias=st.booleans()),
    st.sampled_from(
        [{"add": {"from": ["input", "input"]}}, {"add": {"when": False}}, {"relu": {"when": False}}]
    ),
)


def combined(inside: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    layers = st.lists(inside, max_size=3)
    names = st.sampled_from(["0", "left", "right", "add"])
    ways = st.sampled_from(["identity", "always_projection"])
    return st.one_of(
        step("stage", layers=layers),
        step("stage", layers=layers, repeat=st.integers(0, 3)),
        step("stage", block=st.just("b"), repeat=st.integers(0, 3)),
        step("stage", block=st.just("b")),
        step("dense", layers=st.just(["relu"]), repeat=st.integers(0, 2)),
        step("residual", body=layers, shortcut=ways | layers),
        step("scale", by=layers),
        step(
            "branches",
            join=st.sampled_from(["add", "multiply"]),
            branches=st.dictionaries(names, layers, min_size=1, max_size=2)
            | st.lists(layers, min_size=1, max_size=2),
        ),
    )


LAYERS = st.lists(st.recursive(LEAF, combined, max_leaves=8), max_size=5)


@settings(max_examples=40)
@given(layers=LAYERS, block=st.lists(LEAF, max_size=2))
def test_any_network_is_written_back(path: Path, layers: list[Any], block: list[Any]) -> None:
    spec = {"name": "x" * 100, "input": [3, 4, 4], "blocks": {"b": {"layers": block}}}
    path.write_text(json.dumps({**spec, "layers": layers}), encoding="utf-8")
    try:
        report = count(str(path))
    except SpecError as error:
        # Names that are there twice; shapes that a dense block has changed.
        messages = [problem.message for problem in error.problems]
        assert all("already" in m or "add" in m or "multiply" in m for m in messages), messages
        assume(False)
        raise
    assert rows(again(report, path)) == rows(report)


def test_the_input_of_a_group_is_written(path: Path) -> None:
    conv = {"conv": {"out": 8, "kernel": 3}}
    path.write_text(
        json.dumps(
            {
                "name": "x",
                "input": [3, 8, 8],
                "layers": [conv, {"stage": {"name": "b", "from": "input", "layers": [conv]}}],
            }
        )
    )
    report = count(str(path))
    assert report.figure("params") == 2 * (3 * 3 * 3 + 1) * 8
    assert again(report, path).figure("params") == 2 * (3 * 3 * 3 + 1) * 8


def check_refused(spec: dict[str, Any], code: str, path: Path) -> None:
    path.write_text(json.dumps({"name": "x", "input": [3, 8, 8], **spec}), encoding="utf-8")
    report = count(str(path))
    with pytest.raises(SpecError) as caught:
        expanded(report)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_a_spec_that_would_have_too_many_layers_is_refused(path: Path) -> None:
    stage = {"stage": {"repeat": MAX_STEPS + 1, "layers": ["relu"]}}
    check_refused({"layers": [stage]}, "expanded-steps", path)


def test_a_spec_that_would_be_nested_too_deep_is_refused(path: Path) -> None:
    inner = range(1, MAX_NESTING - 1)
    blocks = {f"b{n - 1}": {"layers": [{"stage": {"block": f"b{n}"}}]} for n in inner}
    blocks[f"b{inner[-1]}"] = {"layers": ["relu"]}
    spec = {"blocks": blocks, "layers": [{"stage": {"block": "b0"}}]}
    check_refused(spec, "expanded-levels", path)


def test_a_long_name_is_cut_to_what_a_spec_may_have(path: Path) -> None:
    variants = {"name": "x" * MAX_NAME, "vars": {"n": 1}, "variants": {"wide": {"n": 2}}}
    path.write_text(json.dumps({**variants, "input": [3, 8, 8], "layers": ["relu"]}))
    report = count(f"{path}:wide")
    assert rows(again(report, path)) == rows(report)
