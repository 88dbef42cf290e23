"""github: annotations that GitHub shows at the lines of wrong answers.

GitHub shows ten errors of a step, so nine are shown and the tenth says how many more there are.
The commands: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from cnncount.formats.document import Document, Suite
from cnncount.printable import one_line, without_commands

CASES_ONLY = True

_SHOWN = 9
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}


class _Error(NamedTuple):
    """An annotation: its lines, and where it belongs."""

    title: str
    message: Sequence[str]
    file: str | None = None
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """The command; https://docs.github.com says how its parts are escaped."""
        properties: dict[str, str | int] = {}
        if self.file:
            properties["file"] = _in_repository(self.file)
        if self.line is not None and self.column is not None:
            properties |= {"line": self.line, "col": self.column}
        properties["title"] = self.title
        parts = ",".join(f"{key}={_escaped(str(p), _PROPERTY)}" for key, p in properties.items())
        return f"::error {parts}::{_escaped(chr(10).join(self.message), _DATA)}"

    def plainly(self) -> str:
        """A line for the log, which is no command."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        return one_line(f"- {place}: {self.title}: {'; '.join(self.message)}")


def write(document: Document) -> str:
    """An annotation for each wrong answer and each problem, and the summary for the log."""
    errors = [error for suite in document.suites or () for error in _errors(suite)]
    commands = [str(error) for error in errors[:_SHOWN]]
    log = []
    if more := errors[_SHOWN:]:
        commands.append(
            str(_Error("cnncount check", [f"and {len(more)} more; they are in the log"]))
        )
        log = [error.plainly() for error in more]
    log.append(f"cnncount check: {document.summary}")
    lines = [line.replace("##[", "##\\[") for line in commands]
    return "".join(f"{line}\n" for line in [*lines, *map(without_commands, log)])


def _errors(suite: Suite) -> Iterator[_Error]:
    for problem in suite.problems:
        yield _Error("cannot be read", [problem.message], suite.path, problem.line, problem.column)
    for case in suite.cases:
        if not case.passed:
            message = [*([case.text] if case.text else []), *case.why]
            yield _Error(f"{case.id}: {case.asked}", message, suite.path, case.line, case.column)


def _in_repository(path: str) -> str:
    """The file as GitHub knows it: from the root of the repository."""
    root = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd()).resolve()
    whole = Path(path).resolve()
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else path


def _escaped(text: str, signs: dict[str, str]) -> str:
    return "".join(signs.get(sign, sign) for sign in text)
