"""What the variables and the input of a spec must fulfil."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cnncount.analysis.count import count
from cnncount.errors import SpecError
from cnncount.formula import parse

SPEC = """\
name: Net
input: [3, 8, 8]
vars: {kind: '2+1d', groups: 1, twice: "${groups + groups}"}
require:
  - {that: "${kind == '2+1d' or twice == 2}", message: other kinds take no groups}
layers:
  - conv: {out: 4, kernel: 1}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "net.yaml"


def problems(path: Path, text: str, **arguments: Any) -> list[tuple[str | None, int | None]]:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SpecError) as caught:
        count(str(path), **arguments)
    return [(p.code, p.place.line if p.place else None) for p in caught.value.problems]


def test_a_requirement_holds_over_several_variables(path: Path) -> None:
    path.write_text(SPEC, encoding="utf-8")
    assert count(str(path), variables={"groups": 2}).figure("params") == (3 + 1) * 4
    assert count(str(path), variables={"kind": "3d"}).figure("params") == (3 + 1) * 4
    assert problems(path, SPEC, variables={"kind": "3d", "groups": 2}) == [("require", None)]


def test_a_file_that_does_not_fulfil_its_own_requirement_has_the_place(path: Path) -> None:
    assert problems(path, SPEC.replace("twice == 2", "False").replace("'2+1d', g", "'3d', g")) == [
        ("require", 5)
    ]


@pytest.mark.parametrize(
    ("that", "code"),
    [
        ("'${groups}'", "require-not-bool"),
        ("'${nothing == 1}'", "unknown-name"),
        ("[1]", "wrong-type"),
    ],
)
def test_a_requirement_is_true_or_false(path: Path, that: str, code: str) -> None:
    spec = SPEC.replace('''"${kind == '2+1d' or twice == 2}"''', that)
    assert problems(path, spec) == [(code, 5)]


@pytest.mark.parametrize(
    "refused", [{"groups": 32}, {"base_width": 4}, {"downsample_at": "3x3"}], ids=str
)
def test_basic_blocks_of_resnet_take_nothing_of_bottlenecks(refused: dict[str, Any]) -> None:
    with pytest.raises(SpecError, match="basic blocks take no"):
        count("resnet18", variables=refused)
    assert count("resnet50", variables=refused).figure("params") > 0


@pytest.mark.parametrize(
    ("input", "warned"),
    [
        ([32, 32, 3], True),
        ([28, 28, 1], True),
        ([480, 640, 3], True),
        ([3, 32, 32], False),
        ([64, 8, 1], False),  # channels of one frequency band
        ([3, 3, 3], False),
        ([16, 3], False),
        ([16, 16, 16], False),
    ],
)
def test_an_input_that_looks_channels_last_gives_a_warning(
    path: Path, input: list[int], warned: bool
) -> None:
    path.write_text(f"name: N\ninput: {input}\nlayers: [relu]\n", encoding="utf-8")
    report = count(str(path))
    found = [(p.severity, p.code, p.place.line if p.place else None) for p in report.warnings]
    assert found == ([("warning", "input-channels-last", 2)] if warned else [])
    assert count(str(path), input=input).warnings == ()


def test_a_warning_is_on_standard_error(path: Path, cnncount: Any) -> None:
    path.write_text("name: N\ninput: [32, 32, 3]\nlayers: [relu]\n", encoding="utf-8")
    status, out, errors = cnncount(str(path), "--format", "json")
    assert (status, out[0]) == (0, "{")
    assert errors.startswith(f"{path}:2:8: warning: ")
    assert "3x32x32" in errors


def test_an_input_that_does_not_fit_is_refused_with_the_networks_own() -> None:
    with pytest.raises(SpecError) as caught:
        count("lenet5", input=[1, 28, 28])
    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == ("input-does-not-fit", None)
    assert "1x28x28" in problem.message
    assert problem.message.endswith("its own input is 1x32x32")


def test_a_string_in_a_formula_has_any_characters() -> None:
    for word in ("2+1d", "합성곱", "a/b", "x{y}$", "(", ""):
        assert parse(f"kind == '{word}'").evaluate({"kind": word}) is True
    for word in ("a\\n", "a\nb", "a\x7f"):
        with pytest.raises(ValueError):
            parse(f"kind == '{word}'")
