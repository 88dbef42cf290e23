"""Every place of the command line that takes a path: what no file can be is one clear error."""

from __future__ import annotations

from pathlib import Path

import pytest

PLACES = (
    "{path}.yaml",
    "{path}.yaml:variant",
    "{path}.yaml --per-layer",
    "show {path}.yaml",
    "compare {path}.yaml lenet5",
    "table {path}.yaml",
    "conventions {path}.yaml",
    "explain {path}.yaml 60k",
    "explain lenet5 --between {path}.yaml macs",
    "lenet5 --convention {path}.yaml",
    "verify {path}.yaml",
    "verify lenet5 --record {path}",
    "bench {path}.yaml",
    "bench lenet5 --peak {path}.yaml",
    "bench lenet5 --convention {path}.yaml",
    "check {path}.key.yaml",
    "check {path}",
    "grade {path}.key.yaml answers.csv",
    "grade quiz.key.yaml {path}.csv",
    "grade quiz.key.yaml {path}",
    "grade quiz.key.yaml answers.csv --decisions {path}.csv",
    "check quiz.key.yaml --summary {path}/summary.md",
    "new {path}/mine.yaml",
    "lenet5 --output {path}/result.csv",
    "show lenet5 --output {path}/result.yaml",
    "grade quiz.key.yaml answers.csv --output {path}/result.csv",
    "import {path}.py:Net --input 3x8x8",
    "import {path}.pt2",
)


@pytest.mark.parametrize("path", ["a" * 5000, "file/below", "no/such/file", "loop/x"])
@pytest.mark.parametrize("place", PLACES)
def test_a_path_that_cannot_be(
    place: str, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cnncount
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").touch()
    Path("loop").symlink_to("loop")
    question = "{arch: lenet5, quantity: params, answer: 60k}"
    Path("answers.csv").write_text("id,answer\n1,60000\n")
    Path("quiz.key.yaml").write_text(f"name: quiz\nquestions: [{question}]\n")
    if place.startswith("verify lenet5") and path.startswith("no/"):
        pytest.skip("this folder can be made")
    arguments = [word.format(path=path) for word in place.split()]
    status, _, err = cnncount(*arguments)
    assert status == 2
    assert err.strip()
    assert "Traceback" not in err
    assert len(err) < 2 * len(path) + 500
