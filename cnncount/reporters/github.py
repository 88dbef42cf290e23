"""github: annotations that GitHub shows at the answers' lines.

GitHub shows ten errors of a step, so nine are told and the tenth says how many there are besides.
The commands: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from cnncount.errors import Place
from cnncount.exams.checked import Checked, summary
from cnncount.exams.phrases import asked, one_line
from cnncount.reporters.options import Telling, in_sum, reasons

_SHOWN = 9
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}


class _Error(NamedTuple):
    """An annotation: its lines, and where it belongs."""

    title: str
    message: Sequence[str]
    file: str | None = None
    place: Place | None = None

    def __str__(self) -> str:
        """The command; https://docs.github.com says how its parts are escaped."""
        properties: dict[str, str | int] = {}
        if self.file:
            properties["file"] = _in_repository(self.file)
        if self.place:
            properties |= {"line": self.place.line, "col": self.place.column}
        properties["title"] = self.title
        told = ",".join(f"{key}={_escaped(str(p), _PROPERTY)}" for key, p in properties.items())
        return f"::error {told}::{_escaped(chr(10).join(map(_unmarked, self.message)), _DATA)}"

    def plainly(self) -> str:
        """A line for the log, which is no command."""
        return one_line(f"- {self.place or self.file}: {self.title}: {'; '.join(self.message)}")


def write(files: Sequence[Checked], telling: Telling) -> str:
    """An annotation for each wrong answer and each problem, and the summary for the log."""
    errors = [error for file in files for error in _errors(file, telling)]
    lines = [str(error) for error in errors[:_SHOWN]]
    if more := errors[_SHOWN:]:
        lines.append(str(_Error("cnncount check", [f"and {len(more)} more; they are in the log"])))
        lines += [error.plainly() for error in more]
    lines.append(f"cnncount check: {in_sum(summary(files))}")
    return "".join(f"{_unmarked(line)}\n" for line in lines)


def for_log(text: str) -> str:
    """A text that is written to the log beside the annotations, without commands in it.

    The runner takes a line for a command that begins with ``::`` after spaces, and one that has
    ``##[`` anywhere (ActionCommand.cs in https://github.com/actions/runner).
    """
    lines = _unmarked(text).split("\n")
    return "\n".join(f". {line}" if line.lstrip().startswith("::") else line for line in lines)


def _unmarked(text: str) -> str:
    return text.replace("##[", "# #[").replace("\r", " ")


def _errors(file: Checked, telling: Telling) -> Iterator[_Error]:
    for problem in file.problems:
        yield _Error("cannot be read", [one_line(problem.message)], file.path, problem.place)
    for outcome in file.outcomes:
        question = outcome.question
        if not outcome.passed:
            text = [one_line(question.asked.text)] if question.asked.text else []
            message = [*text, *reasons(outcome, telling)]
            title = f"{one_line(question.id)}: {asked(question)}"
            yield _Error(title, message, file.path, question.place)


def _in_repository(path: str) -> str:
    """The file as GitHub knows it: from the root of the repository."""
    root = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd()).resolve()
    whole = Path(path).resolve()
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else path


def _escaped(text: str, signs: dict[str, str]) -> str:
    return "".join(signs.get(sign, sign) for sign in text)
