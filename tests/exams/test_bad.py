"""Wrong keys: one clear error, with every place that is wrong.

Each file in bad/ is a case; the error that it must give stands beside it, `NAME.expected`. They are
called .yaml, not .key.yaml, so that pytest does not collect them as keys.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from cnncount.errors import SpecError
from cnncount.exams.checked import check_file, summary

BAD = Path(__file__).parent / "bad"
cases = sorted(BAD.glob("*.yaml"))


@pytest.mark.parametrize("path", cases, ids=lambda path: path.stem)
def test_a_wrong_key_gives_its_error(path: Path) -> None:
    checked = check_file(str(path))
    assert summary([checked]).exit_status == 2
    message = str(SpecError(checked.all_problems)).replace(str(path), path.name)
    expected = path.with_suffix(".expected")
    assert expected.is_file(), f"there is no {expected.name}; it would have to hold:\n{message}"
    assert message + "\n" == expected.read_text(encoding="utf-8")


def test_every_error_that_is_expected_has_its_file() -> None:
    assert {path.stem for path in BAD.glob("*.expected")} == {path.stem for path in cases}


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("arch: lenet6, quantity: params", "no network 'lenet6'; did you mean 'lenet5'?"),
        ("arch: resnet, quantity: params", "ResNet is a family; choose one of: resnet18"),
        ("arch: lenet5, layer: C9, quantity: params", "lenet5 has no layer 'C9'"),
        ("arch: lenet5, quantity: flops, convention: lectur", "no convention 'lectur'"),
        ("arch: lenet5, quantity: output_shape, over: C1", "output_shape: cannot form this ratio"),
        ("arch: lenet5, quantity: params, input: [1, 4, 4]", "a window of 5 does not fit"),
    ],
)
def test_what_cannot_be_counted_is_told_at_its_answer(
    question: str, message: str, tmp_path: Path
) -> None:
    path = tmp_path / "case.key.yaml"
    text = f"name: x\nquestions:\n- {{{question}, answer: 10x10}}\n"
    path.write_text(text if "shape" in question else text.replace("10x10", "1"))
    checked = check_file(str(path))
    (problem, *_) = checked.all_problems
    assert message in problem.message
    assert problem.place is not None
    assert checked.outcomes


@pytest.mark.parametrize(
    ("layer", "answer", "told"),
    [
        ("C1", "28", None),
        ("C1", "28x28", None),
        ("C1", "24", "expected 28×28, not 24"),
        ("C1", "28x6", "expected 28×28, not 28x6"),
        ("F6", "84", "expected 1, not 84"),
    ],
)
def test_an_output_size_is_told_once_where_the_axes_agree(
    layer: str, answer: str, told: str | None, tmp_path: Path
) -> None:
    path = tmp_path / "case.key.yaml"
    asked = f"arch: lenet5, layer: {layer}, quantity: output_size, answer: {answer}"
    path.write_text(f"name: x\nquestions:\n- {{{asked}}}\n")
    (outcome,) = check_file(str(path)).outcomes
    assert list(outcome.reasons) == ([told] if told else [])


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("arch: lenet6, quantity: params", "arch"),
        ("arch: lenet5, layer: C9, quantity: params", "layer"),
        ("arch: lenet5, quantity: flops, convention: lectur", "convention"),
        ("arch: lenet5, quantity: params, over: lenet6", "over"),
    ],
)
def test_a_fault_is_placed_at_its_key(question: str, key: str, tmp_path: Path, cnncount) -> None:
    path = tmp_path / "case.key.yaml"
    line = f"- {{{question}, answer: 1}}"
    path.write_text(f"name: x\nquestions:\n{line}\n")
    (problem, *_) = check_file(str(path)).all_problems
    assert problem.place is not None
    assert line[problem.place.column - 1 :].startswith(f"{key}:")
    assert f":3:{problem.place.column}:" in cnncount("check", str(path))[1]
