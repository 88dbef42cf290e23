"""A case: a command line, and the files that it is about."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Case:
    """What is run.

    Attributes:
        arguments: the words behind `cnncount`.
        files: the files in the folder where it is run.
        stdin: what standard input gives.
        terminal: whether the output is a terminal.
        encoding: the encoding of the output.
        bundled: whether the files take the place of the bundled architectures.
        names_files: whether the arguments may name files anywhere.
    """

    arguments: tuple[str, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)
    stdin: bytes = b""
    terminal: bool = False
    encoding: str = "utf-8"
    bundled: bool = False
    names_files: bool = False

    def write(self, folder: Path) -> None:
        """Write the files, and `case.json` with the rest."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in self.files.items():
            (folder / name).write_bytes(data)
        rest = {
            "arguments": self.arguments,
            "stdin": self.stdin.decode("latin-1"),
            "terminal": self.terminal,
            "encoding": self.encoding,
            "bundled": self.bundled,
            "names_files": self.names_files,
        }
        (folder / "case.json").write_text(json.dumps(rest, indent=2))

    @staticmethod
    def read(folder: Path) -> Case:
        """What `write` wrote."""
        rest = json.loads((folder / "case.json").read_text())
        files = {p.name: p.read_bytes() for p in folder.iterdir() if p.name != "case.json"}
        return Case(
            tuple(rest["arguments"]),
            files,
            rest["stdin"].encode("latin-1"),
            rest["terminal"],
            rest["encoding"],
            rest["bundled"],
            rest["names_files"],
        )
