"""`cnncount check` and `grade` as a lecturer and CI run them."""

import json
import re
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
EXAM = str(ROOT / "docs" / "examples" / "exam.key.yaml")
QUIZ = str(ROOT / "docs" / "examples" / "quiz.key.yaml")
ANSWERS = str(ROOT / "docs" / "examples" / "answers.csv")


def test_a_right_key_is_status_0_and_a_wrong_one_1(cnncount):
    assert cnncount("check", QUIZ)[0] == 0
    status, out, err = cnncount("check", EXAM)
    assert (status, err) == (1, "")
    assert "expected 156, not 150 (6 too few)" in out
    assert "(5·5·1 + 1)·6 = 156" in out
    assert re.search(r"150 = 5·5·1·6: the 6 biases are missing \(\d+ mistakes tried\)", out)
    assert "4 of 5 questions right, 4 of 6 points" in out


def test_an_unreadable_key_is_status_2_and_the_others_are_checked(cnncount, tmp_path):
    (tmp_path / "broken.key.yaml").write_text("name: Broken\nquestions:\n- {arhc: lenet5}\n")
    (tmp_path / "good.key.yaml").write_text(Path(QUIZ).read_text(encoding="utf-8"))
    status, out, err = cnncount("check", str(tmp_path))
    assert status == 2
    assert "did you mean 'arch'?" in err
    assert "Quiz" in out


def test_the_projects_own_keys_hold(cnncount):
    assert cnncount("check", str(ROOT / "keys"), "-q") == (0, "", "")


def test_students_do_not_see_the_count(cnncount):
    status, out, _ = cnncount("check", EXAM, "--hide-expected")
    assert status == 1
    assert "156" not in out
    assert "too few" not in out


def test_github_annotations_stand_at_the_answer(cnncount, tmp_path):
    _, out, _ = cnncount("check", EXAM, "--format", "github")
    assert re.search(r"^::error file=.*exam\.key\.yaml,line=7,col=47,title=[^:,]*::", out, re.M)
    many = "name: Many\nquestions:\n- arch: lenet5\n  layer: C1\n  quantity: params\n  parts:\n"
    (tmp_path / "many.key.yaml").write_text(many + "  - {answer: 150}\n" * 30)
    _, out, _ = cnncount("check", str(tmp_path), "--format", "github")
    assert out.count("::error") == 10


def test_json_and_junit_carry_both_numbers(cnncount):
    data = json.dumps(json.loads(cnncount("check", EXAM, "--format", "json")[1]))
    assert "150" in data and "156" in data
    from junitparser import JUnitXml

    suites = JUnitXml.fromstring(cnncount("check", EXAM, "--format", "junit")[1].encode())
    assert (suites.tests, suites.failures) == (5, 1)


def test_grade_marks_students_and_names_their_slips(cnncount, tmp_path):
    status, out, _ = cnncount("grade", QUIZ, ANSWERS)
    assert status == 0
    assert "1b: 150 = 5·5·1·6: the 6 biases are missing" in out
    hostile = tmp_path / "hostile.csv"
    hostile.write_text("student,1a,1b\n=cmd(),@x,\x00\n" + "a,{{}},9**9**9\n")
    status, out, err = cnncount("grade", QUIZ, str(hostile), "--format", "csv")
    assert "Traceback" not in out + err
    assert not re.search(r"^=cmd", out, re.M)


def test_pytest_collects_keys(tmp_path):
    key = tmp_path / "exam.key.yaml"
    key.write_text(Path(EXAM).read_text(encoding="utf-8"))
    result = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", str(tmp_path), "-p", "no:cacheprovider"),
            *("--junitxml", str(tmp_path / "junit.xml"), "--rootdir", str(tmp_path)),
        ],
        capture_output=True,
        text=True,
    )
    assert result.returncode == 1, result.stdout + result.stderr
    assert "1 failed, 4 passed" in result.stdout
    assert "expected 156, not 150" in result.stdout
    assert "156" in (tmp_path / "junit.xml").read_text(encoding="utf-8")


def test_the_actions_own_step_checks_keys(tmp_path):
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    steps = action["runs"]["steps"]
    assert all(step["shell"] for step in steps if "run" in step)
    script = next(step["run"] for step in steps if "Check" in step.get("name", ""))
    program = tmp_path / "cnncount-check" / "bin" / "python"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nshift\nexec "{sys.executable}" "$@"\n')
    program.chmod(0o755)
    result = subprocess.run(
        ["bash", "-e", "-c", script],
        env={
            "PATH": "/usr/bin:/bin",
            "RUNNER_TEMP": str(tmp_path),
            "GITHUB_ACTION_PATH": str(tmp_path),
            "CNNCOUNT_PATHS": EXAM,
            "PYTHONPATH": str(ROOT),
        },
        capture_output=True,
        text=True,
    )
    assert result.returncode == 1
    assert "::error file=" in result.stdout


def test_the_hook_for_pre_commit_runs_the_check():
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["entry"].split()[:2] == ["cnncount", "check"]
    assert re.search(hook["files"], "keys/week10.key.yaml")
    assert re.search(hook["files"], "my_network.yaml")  # a key may name it
    assert not re.search(hook["files"], "notes.txt")


def test_the_keys_schema_is_current_and_accepts_the_keys(cnncount):
    from jsonschema import Draft7Validator

    committed = (ROOT / "schema" / "key.schema.json").read_text(encoding="utf-8")
    assert cnncount("schema", "--of", "key")[1] == committed
    validator = Draft7Validator(json.loads(committed))
    for path in (EXAM, QUIZ, ROOT / "keys" / "week10.key.yaml"):
        key = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
        assert list(validator.iter_errors(key)) == []
