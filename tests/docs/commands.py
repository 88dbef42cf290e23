"""Runs the commands that documents and help texts show."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs" / "examples"


def desk(folder: Path) -> Path:
    """Fill a folder with the files that examples name: specs, keys, answers, the documents."""
    for name in ("keys", "submissions"):
        (folder / name).mkdir()
    shutil.copy(EXAMPLES / "my_network.yaml", folder / "mine.yaml")
    for key in (folder / "exam.key.yaml", folder / "keys" / "quiz.key.yaml"):
        shutil.copy(EXAMPLES / "quiz.key.yaml", key)
    for answers in (folder / "answers.csv", folder / "submissions" / "answers.csv"):
        shutil.copy(EXAMPLES / "answers.csv", answers)
    (folder / "form.csv").write_text("학번,Q1\n2026-1,6@28x28\n", encoding="utf-8")
    shutil.copy(EXAMPLES / "nets.py", folder)
    shutil.copy(EXAMPLES / "my_network.yaml", folder / "net.yaml")
    shutil.copytree(EXAMPLES, folder / "docs" / "examples")
    return folder


def check_example(line: str, run: Run) -> None:
    """Run a line such as ``cnncount check keys/ > out.txt # comment``, and require success."""
    words = shlex.split(line, comments=True)
    assert words[0] == "cnncount", line
    arguments = words[1 : words.index(">")] if ">" in words else words[1:]
    if arguments[0] == "new":
        Path(arguments[1]).unlink(missing_ok=True)
    if arguments[0] in ("verify", "bench", "import"):
        pytest.importorskip("torch")
    status, out, err = run(*arguments)
    assert status == 0, f"{line}\n{out}{err}"
    assert out
