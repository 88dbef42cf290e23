"""Which files are read, and of which files messages show lines."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from cnncount.analysis.count import count
from cnncount.conventions import convention
from cnncount.errors import SpecError
from cnncount.spec import arch, files, library
from cnncount.spec.files import Folder, below, is_folder, made_folder, text_of
from cnncount.spec.library import find

SPEC = "name: x\ninput: [3, 8, 8]\nlayers: [relu]\n"
SECRET = "hunter2"


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(SpecError) as caught:
        call()
    return str(caught.value)


def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    path = tmp_path / "pipe.yaml"
    os.mkfifo(path)
    said = f"{path}: not a regular file; use - for standard input"
    assert refusal(lambda: text_of(str(path))) == said


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path is short
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("socket.yaml")
        assert refusal(lambda: text_of("socket.yaml")).startswith("socket.yaml: cannot be read: ")


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_a_device_is_refused(device: str) -> None:
    said = f"{device}: not a regular file; use - for standard input"
    assert refusal(lambda: text_of(device)) == said


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a spec, beside a file that is none of ours."""
    (tmp_path / "token").write_text(f"{SECRET}\n")
    (tmp_path / "token.yaml").write_text(f"token: {SECRET}\n")
    (tmp_path / "spec.yaml").write_text(SPEC)
    inner = tmp_path / "exam"
    (inner / "nets").mkdir(parents=True)
    (inner / "nets" / "mine.yaml").write_text(SPEC)
    (inner / "variants.yaml").write_text(f"{SPEC}vars: {{n: 1}}\nvariants: {{a: {{n: 2}}}}\n")
    return inner


@pytest.mark.parametrize("name", ["nets/mine.yaml", "variants.yaml:a", "./nets/../nets/mine.yaml"])
def test_a_file_names_files_in_its_folder_and_below(folder: Path, name: str) -> None:
    assert find(name, Folder(folder)).spec.name == "x"


@pytest.mark.parametrize(
    "name", ["../spec.yaml", "../token", "/etc/passwd", "/proc/self/environ", "nets/../../token"]
)
def test_a_file_names_no_files_elsewhere(folder: Path, name: str) -> None:
    said = f"{name!r}: not in the folder of the file that names it"
    assert refusal(lambda: find(name, Folder(folder))) == said


@pytest.mark.parametrize("name", ["-", "-:a"])
def test_a_file_does_not_name_standard_input(folder: Path, name: str) -> None:
    assert "not in the folder of the file that names it" in refusal(
        lambda: find(name, Folder(folder, outside=True))
    )


def test_a_file_does_not_name_a_model_which_may_hold_code(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def reader(path: str) -> library.Choice:
        read.append(path)
        return find(str(folder / "nets" / "mine.yaml"))

    monkeypatch.setitem(arch.file_readers, ".pt2", reader)
    (folder / "model.pt2").write_bytes(b"PK\x03\x04\xff")
    (folder / "spec.pt2").write_text(f"token: {SECRET}\n")
    for name in ("model.pt2", "spec.pt2", "nets/none.pt2", "../model.pt2"):
        for outside in (False, True):
            with pytest.raises(SpecError) as caught:
                find(name, Folder(folder, outside))
            assert SECRET not in str(caught.value)
    assert read == []
    find("model.pt2")
    assert read == ["model.pt2"]


def test_a_link_out_of_the_folder_is_followed_before_it_is_judged(folder: Path) -> None:
    (folder / "link.yaml").symlink_to(folder.parent / "token.yaml")
    (folder / "loop.yaml").symlink_to(folder / "loop.yaml")
    (folder / "inside.yaml").symlink_to(folder / "nets" / "mine.yaml")
    for name in ("link.yaml", "loop.yaml"):
        assert SECRET not in refusal(lambda name=name: find(name, Folder(folder)))
    assert find("inside.yaml", Folder(folder)).spec.name == "x"


def test_with_outside_a_file_may_be_anywhere(folder: Path) -> None:
    assert find("../spec.yaml", Folder(folder, outside=True)).spec.name == "x"
    assert find(str(folder.parent / "spec.yaml"), Folder(folder, outside=True)).spec.name == "x"


@pytest.mark.parametrize(
    "text",
    [
        SECRET,
        f"token: {SECRET}",
        f"- {SECRET}",
        f"name: x\npassword: {SECRET}\nlayers: [relu]",
        f"a: [\n{SECRET}",
        f"a: '{SECRET}",
        f"\t{SECRET}",
        f"{SECRET}: &a {SECRET}",
        f"{SECRET}\0",
    ],
)
def test_a_file_that_is_no_spec_is_named_and_not_quoted(folder: Path, text: str) -> None:
    (folder / "other.yaml").write_text(text)
    said = refusal(lambda: find("other.yaml", Folder(folder)))
    assert said == f"{folder / 'other.yaml'}: expected a file with 'input' and 'layers'"


def test_a_spec_with_a_mistake_is_quoted(folder: Path) -> None:
    (folder / "nets" / "mine.yaml").write_text(SPEC.replace("relu", "rellu"))
    said = refusal(lambda: count(find("nets/mine.yaml", Folder(folder))))
    assert "    3 | layers: [rellu]" in said


def test_a_file_that_the_user_names_is_quoted_whatever_it_is(folder: Path) -> None:
    assert f"    1 | token: {SECRET}" in refusal(lambda: count(str(folder.parent / "token.yaml")))


def test_a_convention_that_is_none_is_named_and_not_quoted(folder: Path) -> None:
    (folder / "other.yaml").write_text(f"name: x\ntoken: {SECRET}\n")
    said = refusal(lambda: convention("other.yaml", Folder(folder)))
    assert said == f"{folder / 'other.yaml'}: expected a file with 'unit' and 'rules'"
    assert "not in the folder" in refusal(lambda: convention("/x.yaml", Folder(folder)))


@pytest.mark.parametrize("name", ["a" * 5000, "a\0b", "/dev/null/x"])
def test_a_name_that_no_folder_can_have_is_none(name: str, tmp_path: Path) -> None:
    assert not is_folder(tmp_path / name)
    assert is_folder(tmp_path)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("file", "a file, not a folder"),
        ("file/below", "cannot be created: Not a directory"),
        ("a" * 5000, "cannot be created: File name too long"),
        ("a\0b", "cannot be created: embedded null byte"),
    ],
)
def test_a_folder_that_cannot_be_made(name: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    path = tmp_path / name
    assert refusal(lambda: made_folder(path)) == f"{path}: {why}".replace("\0", "\\x00")
    assert made_folder(tmp_path / "a" / "b").is_dir()


def test_hidden_folders_are_not_looked_into(tmp_path: Path) -> None:
    for name in ("b/2.yaml", "a/1.yaml", "a/1.txt", ".git/3.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = below(str(tmp_path), (".yaml",))
    assert found == [str(tmp_path / "a" / "1.yaml"), str(tmp_path / "b" / "2.yaml")]


def test_a_folder_of_too_many_files_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MAX_ENTRIES", 3)
    for name in "abc":
        (tmp_path / name).touch()
    assert below(str(tmp_path), ("a",)) == [str(tmp_path / "a")]
    (tmp_path / "d").touch()
    said = f"{tmp_path}: more than 3 files in this folder and below it"
    assert refusal(lambda: below(str(tmp_path), ("a",))) == said


def test_a_folder_that_cannot_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root may read every folder, so that the system's answer is played."""

    def scandir(path: str) -> object:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "scandir", scandir)
    said = f"{tmp_path}: cannot be read: Permission denied"
    assert refusal(lambda: below(str(tmp_path), (".yaml",))) == said
