"""Reports of checked keys: what each format says, and what it keeps to itself."""

from __future__ import annotations

import json
import re
from importlib import import_module
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from junitparser import Error, Failure, JUnitXml

from cnncount.cli.check import check
from cnncount.errors import SpecError
from cnncount.exams.checked import Checked, check_file, check_files, key_files, summary
from cnncount.exams.result import check_result
from cnncount.formats import render
from cnncount.present.check import check as document

FORMATS = ["github", "json", "junit", "markdown", "text", "table", "csv", "html", "latex"]


def report(files, format, *, hide_expected: bool = False, quiet: bool = False) -> str:
    return render(document(check_result(files, hide_expected=hide_expected), quiet=quiet), format)


def checked(tmp_path: Path, *questions: str, name: str = "x") -> Checked:
    path = tmp_path / "case.key.yaml"
    lines = "".join(f"- {question}\n" for question in questions)
    path.write_text(f"name: {name}\nquestions:\n{lines}", encoding="utf-8")
    return check_file(str(path))


def c1(answer: str, more: str = "") -> str:
    return f"{{arch: lenet5, layer: C1, quantity: params, answer: {answer}{more}}}"


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_a_function_says_what_it_is_and_is_in_the_help(name: str) -> None:
    module = import_module(f"cnncount.formats.{name}")
    assert (module.__doc__ or "").startswith(f"{name}: ")
    assert callable(module.write)
    hint = get_type_hints(check, include_extras=True)["format"]
    assert name in get_args(hint)[1].help


@pytest.mark.parametrize("format", FORMATS)
def test_every_question_is_reported_also_behind_a_wrong_one(tmp_path: Path, format: str) -> None:
    file = checked(tmp_path, c1("150"), c1("156"), c1("who knows"), c1("151"))
    text = report([file], format)
    if format == "json":
        assert [q["status"] for q in json.loads(text)["files"][0]["questions"]] == [
            "wrong",
            "right",
            "unreadable",
            "wrong",
        ]
    elif format == "junit":
        (suite,) = JUnitXml.fromstring(text.encode())
        kinds = [[type(result) for result in case.result] for case in suite]
        assert kinds == [[Failure], [], [Error], [Failure]]
    elif format == "markdown":
        assert re.findall("yaml:([0-9]+)", text) == ["3", "4", "5", "6"]
    elif format == "github":
        assert re.findall("line=([0-9]+)", text) == ["3", "5", "6"]
    elif format == "text":
        assert re.findall("^[✓✗!] [1-4]", text, re.M) == ["✗ 1", "✓ 2", "! 3", "✗ 4"]
    else:
        found = re.findall(r"\b(?:wrong|right|unreadable)\b(?=[ ,<&])", text)
        assert found[:4] == ["wrong", "right", "unreadable", "wrong"]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    "question",
    [
        c1("150"),
        c1("5·5·6 = 150"),
        c1("5·5·6 = 156"),
        "{arch: lenet5, layer: C3, quantity: output_shape, answer: 10x10x6}",
        "{arch: plain5x5, over: bottleneck5x5, quantity: macs, answer: 22x}",
        "{arch: resnet50, quantity: macs, answer: 4.2e9}",
    ],
)
def test_what_is_kept_back_is_nowhere(tmp_path: Path, format: str, question: str) -> None:
    file = checked(tmp_path, question)
    (outcome,) = file.outcomes
    told = report([file], format, hide_expected=True).replace(r"$\cdot$", "·")
    typed = outcome.question.typed
    counted = {"156", "16@10", "21.4286", "150/7", "3,857,973,248", "3857973248"}
    assert [figure for figure in counted if figure in told.replace(typed, "")] == []
    assert outcome.work is None or outcome.work not in told
    assert "too few" not in told and '"difference"' not in told


def test_a_slip_is_told_also_where_the_count_is_kept_back(tmp_path: Path) -> None:
    told = report([checked(tmp_path, c1("150"))], "text", hide_expected=True)
    assert "150 = 5·5·1·6: the 6 biases are missing" in told


def test_what_is_asked_is_told_with_the_questions_own_words(tmp_path: Path) -> None:
    told = report([checked(tmp_path, c1("150", ", text: How many?"))], "text")
    assert "✗ 1  params of C1 of lenet5: 150\n" in told
    assert "“How many?”" in told


def test_no_slip_says_how_many_were_tried(tmp_path: Path) -> None:
    told = report([checked(tmp_path, c1("98765"))], "text")
    assert re.search(r"no known mistake explains 98765 \(\d{2,} tried\)", told)


def test_the_arithmetic_of_a_worked_answer_is_explained_by_what_it_comes_to(tmp_path: Path) -> None:
    told = report([checked(tmp_path, c1("5*5*6 = 156"))], "text")
    assert "5*5*6 is 150, not 156" in told
    assert "150 = 5·5·1·6: the 6 biases are missing" in told


def test_quiet_leaves_out_what_is_right(tmp_path: Path) -> None:
    assert report([checked(tmp_path, c1("156"))], "text", quiet=True) == ""
    told = report([checked(tmp_path, c1("156"), c1("150"))], "text", quiet=True)
    assert "✓" not in told
    assert "1 of 2 questions right" in told


def test_points_are_summed(tmp_path: Path) -> None:
    file = checked(tmp_path, c1("156", ", points: 2.5"), c1("150", ", points: 0.1"))
    assert "1 of 2 questions right, 2.5 of 2.6 points" in report([file], "text")


def test_what_differs_as_expected_is_right_and_what_does_not_is_wrong(tmp_path: Path) -> None:
    differs = ", expect: differs, reason: a misprint"
    file = checked(tmp_path, c1("150", differs), c1("156", differs))
    told = report([file], "text")
    assert "not reproduced, as expected: a misprint" in told
    assert "the key expects a difference, and there is none" in told
    assert summary([file]).exit_status == 1


def test_github_escapes_what_could_end_a_command(tmp_path: Path) -> None:
    text = ', id: "a:b,c%0A", text: "100%\\n::set-output name=x::y"'
    told = report([checked(tmp_path, c1("150", text))], "github")
    first, last = told.splitlines()
    assert "title=a%3Ab%2Cc%250A%3A params of C1 of lenet5::100%25 ::set-output" in first
    assert "%0Aexpected 156, not 150" in first
    assert not last.startswith("::")


@pytest.mark.parametrize(("wrong", "shown"), [(9, 9), (10, 10), (30, 10)])
def test_github_shows_ten_at_most_and_the_log_has_all(
    tmp_path: Path, wrong: int, shown: int
) -> None:
    cheap = "{arch: six_filters, quantity: layers, answer: 77}"
    told = report([checked(tmp_path, *[cheap] * wrong)], "github")
    assert told.count("::error ") == shown
    assert (f"::and {wrong - 9} more" in told) == (wrong > 9)
    assert told.count("not 77") == wrong


def test_github_names_files_from_the_root_of_the_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    told = report([checked(tmp_path, c1("150"))], "github")
    assert told.startswith("::error file=case.key.yaml,line=3,col=")


@pytest.mark.parametrize("format", FORMATS)
def test_an_unreadable_file_is_reported_among_the_others(tmp_path: Path, format: str) -> None:
    broken = tmp_path / "broken.key.yaml"
    broken.write_text("questions: []\n")
    files = check_files([str(broken), checked(tmp_path, c1("156")).path])
    told = report(files, format)
    assert "broken.key.yaml" in told
    assert "lenet5" in told or format in ("github", "markdown")
    assert summary(files).exit_status == 2


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_in_a_key_commands_a_terminal(tmp_path: Path, format: str) -> None:
    odd = r'"\e[31m\x00\ahello"'
    file = checked(tmp_path, c1("150", f", id: {odd}, text: {odd}"), name=odd)
    told = report([file], format)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f]", told)
    if format == "junit":
        JUnitXml.fromstring(told.encode())


def test_junit_is_what_pytest_and_ci_read(tmp_path: Path) -> None:
    told = report([checked(tmp_path, c1("150"), c1("156"))], "junit")
    xml = JUnitXml.fromstring(told.encode())
    (suite,) = xml
    assert (xml.tests, xml.failures, xml.errors) == (2, 1, 0)
    assert [(p.name, p.value) for p in suite.properties()] == [("points", "1 of 2")]


def test_folders_are_searched_and_files_are_taken_as_they_are(tmp_path: Path) -> None:
    for name in ("b.key.yaml", "a/c.key.yml", "a/d.yaml", ".venv/e.key.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = key_files([str(tmp_path), str(tmp_path / "b.key.yaml"), "any.yaml"])
    names = [Path(path).name for path in found]
    assert names == ["c.key.yml", "b.key.yaml", "any.yaml"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(SpecError, match=r"no \*\.key\.yaml in this folder"):
        key_files([str(tmp_path / "empty")])
