"""Files as a user or another file names them: which are read, and how much of them is shown.

A file that the user names on the command line is read wherever it is, and messages quote its lines.
A file that another file names (`arch: mine.yaml` in an answer key) is read from the folder of that
other file and below, and quoted only if it is what it should be: see SECURITY.md.
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import NamedTuple, NoReturn

from cnncount.errors import refusal

MAX_BYTES = 512 * 1024
MAX_ENTRIES = 20_000
"""Files and folders that are looked at in a folder and below it."""


def text_of(path: str) -> tuple[str, str]:
    """The text of a regular file, or of standard input for ``-``, and what messages call it.

    Raises:
        SpecError: it cannot be read, is too large, or is not UTF-8.
    """
    name = "<stdin>" if path == "-" else path
    return _decoded(data_of(path, MAX_BYTES), name), name


def data_of(path: str, most: int) -> bytes:
    """The bytes of a regular file, or of standard input for ``-``: at most so many, and one more.

    Raises:
        SpecError: it cannot be read.
    """
    if path == "-" and sys.stdin is None:
        raise refusal("no-standard-input")
    if path == "-":
        return sys.stdin.buffer.read(most + 1)
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise refusal("not-regular-file", path=path)
            return file.read(most + 1)
    except IsADirectoryError:
        raise refusal("is-directory", path=path) from None
    except (OSError, ValueError) as error:
        raise refusal("unreadable", path=path, reason=_reason(error)) from None


def _without_waiting(path: str, flags: int) -> int:
    """Open a file; a pipe, which would wait for a writer, is open at once."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _decoded(data: bytes, name: str) -> str:
    if len(data) > MAX_BYTES:
        raise refusal("file-too-large", path=name, kib=MAX_BYTES // 1024)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise refusal("utf-16", path=name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise refusal("not-utf-8", path=name, line=line) from None


def is_regular(path: str | Path) -> bool:
    """Whether there is a regular file of this name; False for what no file can be called."""
    try:
        return Path(path).is_file()
    except (OSError, ValueError):
        return False


def is_folder(path: str | Path) -> bool:
    """Whether this is a folder that can be reached."""
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False


def made_folder(path: Path) -> Path:
    """A folder for results, made if it is not there.

    Raises:
        SpecError: it cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise refusal("is-file", path=path) from None
    except (OSError, ValueError) as error:
        raise refusal("cannot-be-made", path=path, reason=_reason(error)) from None
    return path


def below(folder: str, endings: tuple[str, ...]) -> list[str]:
    """The files in a folder and below it whose names end so, but for hidden folders; sorted.

    Raises:
        SpecError: a folder cannot be read, or there is too much in them.
    """

    def refuse(error: OSError) -> NoReturn:
        raise refusal("unreadable", path=error.filename, reason=_reason(error)) from None

    found: list[str] = []
    entries = 0
    for path, folders, files in os.walk(folder, onerror=refuse):
        entries += len(folders) + len(files)
        if entries > MAX_ENTRIES:
            raise refusal("too-many-files", path=folder, n=MAX_ENTRIES)
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += (str(Path(path) / name) for name in files if name.endswith(endings))
    return sorted(found)


class Folder(NamedTuple):
    """Where the files are that another file names.

    Attributes:
        path: the folder of the other file.
        outside: whether they may be anywhere, not only in this folder and below it.
    """

    path: Path
    outside: bool = False

    def file(self, name: str) -> str:
        """The path of a file of this name.

        Raises:
            SpecError: it may not be read: it is elsewhere, once links are followed.
        """
        path = self.path / name
        try:
            inside = path.resolve().is_relative_to(self.path.resolve())
        except (OSError, RuntimeError, ValueError):
            inside = False
        if name == "-" or not (inside or self.outside):
            raise refusal("outside-folder", name=name)
        return str(path)


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
