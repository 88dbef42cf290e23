"""Every command and session in the documents and in the help of commands works."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest
from typer.main import get_command

import cnncount as cnncount_package
from cnncount.cli.app import COMMANDS, app, command
from tests.docs.commands import ROOT, Run, check_example, desk

DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
WIDTH = 80


def commands(document: Path) -> list[str]:
    """The commands of the `sh` blocks and tables of a document, which show no output."""
    text = document.read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```$", text, re.M | re.S)
    lines = [line for block in blocks for line in block.splitlines() if line.strip()]
    rows = re.findall(r"^\|.*$", text, re.M)
    return lines + [cell for row in rows for cell in re.findall(r"`(cnncount \w+ [^`]+)`", row)]


IN_DOCUMENTS = {line: path.name for path in DOCUMENTS for line in commands(path) if "…" not in line}
HELPS = {"": get_command(app), **{name: command(name) for name in COMMANDS}}
IN_HELPS = {
    line.strip(): name
    for name, each in HELPS.items()
    for line in (each.help or "").splitlines()
    if line.strip().startswith("cnncount ")
}


@pytest.mark.parametrize("line", IN_DOCUMENTS, ids=lambda line: f"{IN_DOCUMENTS[line]}: {line}")
def test_a_command_of_the_documents_runs(
    line: str, cnncount: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk(tmp_path))
    check_example(line, cnncount)


@pytest.mark.parametrize("line", IN_HELPS)
def test_an_example_of_the_help_runs(
    line: str, cnncount: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk(tmp_path))
    example, *_ = re.split(r"  +", line)  # the main help has a comment after each
    check_example(example, cnncount)


@pytest.mark.parametrize("name", HELPS, ids=lambda name: name or "cnncount")
def test_a_help_fits_80_columns_and_has_an_example(
    name: str, cnncount: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(WIDTH))
    status, out, _ = cnncount(*name.split(), "--help")
    assert status == 0
    usage, *lines = out.splitlines()
    assert [line for line in (usage, *lines) if len(line) > WIDTH] == []
    assert [line for line in lines if line.endswith("...")] == []  # no summary is cut off
    assert name in IN_HELPS.values()


@pytest.mark.parametrize(
    "document",
    [path for path in DOCUMENTS if "```pycon" in path.read_text(encoding="utf-8")],
    ids=lambda path: path.name,
)
def test_a_session_gives_what_it_shows(document: Path) -> None:
    failed, tried = doctest.testfile(
        str(document),
        module_relative=False,
        optionflags=doctest.ELLIPSIS,
        globs={name: getattr(cnncount_package, name) for name in cnncount_package.__all__},
    )
    assert tried
    assert failed == 0


def test_every_block_is_generated_or_run() -> None:
    """No block of a language that a reader would run is outside of what the tests look at."""
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        written = re.sub(r"<!-- \[\[\[cog.*?<!-- \[\[\[end\]\]\] -->", "", text, flags=re.S)
        languages = set(re.findall(r"^```(\w*)$", written, re.M)) - {""}
        assert languages <= {"sh", "pycon", "yaml"}, document.name


def test_no_output_is_shown_twice() -> None:
    shown: dict[str, Path] = {}
    for document in DOCUMENTS:
        for line in re.findall(r"^\$ (.*)$", document.read_text(encoding="utf-8"), re.M):
            assert line not in shown, f"{document.name} and {shown[line].name}: {line}"
            shown[line] = document
