"""Sees what a process does with the system while a case runs: Python's audit events."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import cnncount

FORBIDDEN = (
    *("os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty", "pty.spawn"),
    *("subprocess.Popen", "ctypes.dlopen", "urllib.Request"),
    *("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo"),
    *("os.remove", "os.rename", "os.rmdir", "os.link", "os.symlink", "os.truncate"),
    *("os.chmod", "os.chown", "os.kill", "os.chdir"),
)
"""What no input makes the program do."""

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_OWN = tuple(
    os.path.realpath(path)
    for path in (sys.prefix, sys.base_prefix, Path(cnncount.__file__).parents[1])
)
"""Where the program's own files are: it may read them."""


class Watch:
    """What was done that should not be, since `begin`.

    Attributes:
        seen: each forbidden event, with what it was about.
    """

    def __init__(self) -> None:
        self.seen: list[str] = []
        self._folder: str | None = None
        self._by_user = False
        sys.addaudithook(self._event)  # which can never be removed, and does nothing unless begun

    def begin(self, folder: Path, *, by_user: bool) -> None:
        """Watch from now on.

        Files are read in the folder and below. With `by_user` the user names files: they are read
        wherever they are, and written in the folder; elsewhere the system would seem to refuse.
        """
        self.seen = []
        self._folder, self._by_user = os.path.realpath(folder), by_user

    def end(self) -> None:
        """Watch no longer."""
        self._folder = None

    def _event(self, event: str, arguments: tuple[Any, ...]) -> None:
        folder = self._folder
        if folder is None:
            return
        if event in FORBIDDEN:
            self.seen.append(f"{event} {arguments[:1]}"[:200])
        elif event in ("open", "os.mkdir") and isinstance(arguments[0], str | bytes | os.PathLike):
            self._folder = None  # What follows asks the system too.
            path = os.path.realpath(os.fsdecode(arguments[0]))
            self._folder = folder
            self._path(event, path, arguments)

    def _path(self, event: str, path: str, arguments: tuple[Any, ...]) -> None:
        inside = path.startswith(f"{self._folder}{os.sep}")
        writes = event == "os.mkdir" or int(arguments[2] or 0) & _WRITES
        if writes and not inside:
            raise PermissionError(13, "Permission denied", path)
        if writes and not self._by_user:
            self.seen.append(f"write {path}"[:200])
        elif not (inside or self._by_user or writes or path.startswith(_OWN)):
            self.seen.append(f"read {path}"[:200])


WATCH = Watch()
