"""Nothing of a key is a command in GitHub's log: it is read as the runner reads it.

The runner (ActionCommand.cs and OutputManager.cs of actions/runner) takes a line for a command if
it begins with ``::``, once spaces are trimmed, up to the next ``::``; and one in the older form
wherever ``##[`` is in it, up to ``]``.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnncount.printable import without_commands

ROOT = Path(__file__).parents[2]


def commands(log: str) -> list[str]:
    """The names of the commands that the runner finds in a log."""
    found = []
    for line in re.split(r"\r\n|[\r\n]", log):
        trimmed = line.lstrip()
        if trimmed.startswith("::") and "::" in trimmed[2:]:
            found.append(trimmed[2:].partition("::")[0].split(" ")[0])
        elif old := re.search(r"##\[([^\]]*)\]", line):
            found.append(old[1].split(" ")[0])
    return found


def test_the_reader_finds_commands() -> None:
    assert commands("  ::error file=x::y\nx ##[add-mask]z\n:: no\n") == ["error", "add-mask"]


HOSTILE = [
    "::set-output name=x::y",
    "%0A::add-mask::y",
    "\\r::stop-commands::x",
    "##[add-path]/tmp",
    "\\n ::error::x",
    "a\\u2028::warning::x",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_key_gives_no_command_but_the_annotations(tmp_path: Path, text: str) -> None:
    key = tmp_path / "exam.key.yaml"
    quoted = f'"{text}"'
    key.write_text(
        f"name: {quoted}\nquestions:\n"
        f"- {{id: {quoted}, text: {quoted}, arch: lenet5, quantity: params, answer: 1}}\n"
        f"- {{arch: {quoted}, quantity: params, answer: {quoted}}}\n"
        f"- {{arch: lenet5, layer: {quoted}, quantity: params, answer: 1}}\n"
        f"- {{arch: lenet5, quantity: params, answer: 1, expect: differs, reason: {quoted}}}\n"
    )
    (tmp_path / "broken.key.yaml").write_text(f"name: x\nquestions: {quoted}\n{quoted}: 1\n")
    done = subprocess.run(
        [sys.executable, "-m", "cnncount", "check", str(tmp_path), "--format", "github"],
        capture_output=True,
        env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PATH": ""},
        check=False,
    )
    assert done.returncode == 2
    assert {*commands(done.stdout.decode())} == {"error"}
    assert commands(done.stderr.decode()) == []


@settings(max_examples=200)
@given(
    st.lists(st.sampled_from([":", "::", " ", "\n", "\r", "##[", "]", "#", "x", "error "])).map(
        "".join
    )
)
def test_no_text_for_the_log_is_a_command(text: str) -> None:
    assert commands(without_commands(text)) == []
