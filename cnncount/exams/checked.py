"""Files of keys, checked one after another, whatever is wrong with one of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from glob import iglob
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from cnncount.errors import Problem, SpecError
from cnncount.exams.checking import Outcome, Status, check
from cnncount.exams.key import read_key
from cnncount.exams.typed.parts import Sum, Typed
from cnncount.figures.figure import match
from cnncount.figures.refusal import FigureError
from cnncount.figures.shape import PrintedShape
from cnncount.spec.files import below, is_folder

ENDINGS = (".key.yaml", ".key.yml")
MAX_FILES = 10_000


@dataclass(frozen=True, slots=True)
class Checked:
    """A key's file, checked.

    Attributes:
        path: the file.
        name: what the key is for; None where the file cannot be read.
        outcomes: an outcome for each question.
        problems: why the file cannot be read.
    """

    path: str
    name: str | None
    outcomes: Sequence[Outcome] = ()
    problems: Sequence[Problem] = ()

    @property
    def all_problems(self) -> list[Problem]:
        """Why the file, or a question of it, cannot be judged."""
        own = (problem for outcome in self.outcomes for problem in outcome.problems)
        return [*dict.fromkeys((*self.problems, *own))]


class Summary(NamedTuple):
    """How many questions, of how many points, came out how."""

    files: int
    questions: int
    passed: int
    differing: int
    unreadable: int
    points: float
    of: float

    @property
    def exit_status(self) -> int:
        """0 all right, 1 a wrong answer, 2 something that cannot be read."""
        return 2 if self.unreadable else int(self.passed < self.questions)


def summary(files: Sequence[Checked]) -> Summary:
    """Count what came out how; a file that cannot be read is one unreadable thing."""
    outcomes = [outcome for file in files for outcome in file.outcomes]
    of_status = [outcome.status for outcome in outcomes]
    return Summary(
        files=len(files),
        questions=len(outcomes),
        passed=sum(outcome.passed for outcome in outcomes),
        differing=of_status.count(Status.DIFFERS),
        unreadable=of_status.count(Status.UNREAD) + sum(bool(f.problems) for f in files),
        points=sum(o.question.asked.points for o in outcomes if o.passed),
        of=sum(o.question.asked.points for o in outcomes),
    )


def key_files(paths: Iterable[str], exclude: Iterable[str] = ()) -> list[str]:
    """The files, those that a pattern matches, and for each folder the keys below it; each once.

    Args:
        paths: files, folders and patterns such as ``keys/**/*.key.yaml``.
        exclude: files and folders to leave out.

    Raises:
        SpecError: there is no key in a folder, or no file matches a pattern.
    """
    left_out = [_real(path) for path in exclude]
    found: dict[str, None] = {}
    for path in paths:
        keys = _keys_at(path)
        found.update((each, None) for each in keys if not _within(_real(each), left_out))
        if len(found) > MAX_FILES:
            raise SpecError([Problem(f"more than {MAX_FILES:,} files")])
    return list(found)


def _keys_at(path: str) -> list[str]:
    """The file, the keys in the folder, or what matches the pattern."""
    if is_folder(path):
        if found := below(path, ENDINGS):
            return found
        raise SpecError([Problem(f"{path}: no *{ENDINGS[0]} in this folder or below")])
    if not any(sign in path for sign in "*?[") or os.path.exists(path):  # noqa: PTH110
        return [path]
    try:
        matched = sorted(islice(iglob(path, recursive=True), MAX_FILES + 1))  # noqa: PTH207
    except (OSError, ValueError):
        matched = []
    keys = [
        key for each in matched for key in (below(each, ENDINGS) if is_folder(each) else [each])
    ]
    if not keys:
        raise SpecError([Problem(f"{path}: no file matches")])
    return keys


def _real(path: str) -> Path:
    try:
        return Path(path).resolve()
    except (OSError, ValueError, RuntimeError):
        return Path(path)


def _within(path: Path, folders: Sequence[Path]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)


def check_files(paths: Iterable[str], *, allow_outside: bool = False) -> list[Checked]:
    """Check every file to its end; `allow_outside` as for `read_key`."""
    return [check_file(path, allow_outside=allow_outside) for path in paths]


def check_file(path: str, *, allow_outside: bool = False) -> Checked:
    """Check a file; what is wrong with it is among the result."""
    try:
        key = read_key(path, allow_outside=allow_outside)
    except SpecError as error:
        return Checked(path, None, problems=error.problems)
    return Checked(path, key.name, [*check(key)])


def difference(outcome: Outcome) -> Fraction | None:
    """The key's figure less the one counted, where both are numbers."""
    answer, value = outcome.question.answer, outcome.value
    if value is None or isinstance(value, tuple) or not isinstance(answer, Typed):
        return None
    result = answer.result
    if isinstance(result, PrintedShape):
        return None
    if isinstance(result, Sum):
        return result.value - value
    try:
        return -match(result, value, kilo=outcome.question.asked.kilo).difference
    except FigureError:
        return None
