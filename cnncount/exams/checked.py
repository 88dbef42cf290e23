"""Files of keys, checked one after another, whatever is wrong with one of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from cnncount.errors import Problem, SpecError
from cnncount.exams.checking import Outcome, Status, check
from cnncount.exams.explaining import Explanation, explain
from cnncount.exams.key import read_key
from cnncount.figures.figure import FigureError, match
from cnncount.figures.notation import Worked
from cnncount.figures.shape import PrintedShape
from cnncount.spec.files import below, is_folder

ENDINGS = (".key.yaml", ".key.yml")


class Finding(NamedTuple):
    """A question's outcome, and the slip behind a wrong answer."""

    outcome: Outcome
    explanation: Explanation | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """A key's file, checked.

    Attributes:
        path: the file.
        name: what the key is for; None where the file cannot be read.
        findings: a finding for each question.
        problems: why the file cannot be read.
    """

    path: str
    name: str | None
    findings: Sequence[Finding] = ()
    problems: Sequence[Problem] = ()

    @property
    def all_problems(self) -> list[Problem]:
        """Why the file, or a question of it, cannot be judged."""
        own = (problem for f in self.findings for problem in f.outcome.problems)
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
    outcomes = [finding.outcome for file in files for finding in file.findings]
    of_status = [outcome.status for outcome in outcomes]
    return Summary(
        files=len(files),
        questions=len(outcomes),
        passed=sum(outcome.passed for outcome in outcomes),
        differing=of_status.count(Status.DIFFERS),
        unreadable=of_status.count(Status.UNREADABLE) + sum(bool(f.problems) for f in files),
        points=sum(o.question.asked.points for o in outcomes if o.passed),
        of=sum(o.question.asked.points for o in outcomes),
    )


def key_files(paths: Iterable[str]) -> list[str]:
    """The files, and for each folder the keys below it; each once.

    Raises:
        SpecError: there is no key in a folder.
    """
    found: dict[str, None] = {}
    for path in paths:
        if is_folder(path):
            inside = below(path, ENDINGS)
            if not inside:
                raise SpecError([Problem(f"{path}: no *{ENDINGS[0]} in this folder or below")])
            found.update(dict.fromkeys(inside))
        else:
            found[path] = None
    return list(found)


def check_files(paths: Iterable[str]) -> list[Checked]:
    """Check every file to its end."""
    return [check_file(path) for path in paths]


def check_file(path: str) -> Checked:
    """Check a file; what is wrong with it is among the result."""
    try:
        key = read_key(path)
    except SpecError as error:
        return Checked(path, None, problems=error.problems)
    return Checked(path, key.name, [finding(outcome) for outcome in check(key)])


def finding(outcome: Outcome) -> Finding:
    """An outcome together with the slip behind it."""
    wrong = outcome.status is Status.WRONG and outcome.question.asked.expect == "right"
    return Finding(outcome, explain(outcome.subject) if wrong and outcome.subject else None)


def difference(outcome: Outcome) -> Fraction | None:
    """The key's figure less the one counted, where both are numbers."""
    answer, value = outcome.question.answer, outcome.value
    result = answer.result if isinstance(answer, Worked) else answer
    if value is None or isinstance(value, tuple) or isinstance(result, PrintedShape):
        return None
    try:
        return -match(result, value, kilo=outcome.question.asked.kilo).difference
    except FigureError:
        return None
