"""Answers that a person has judged: a table of question, answer and points."""

from __future__ import annotations

from collections.abc import Collection

from cnncount.errors import Problem, SpecError
from cnncount.exams.fields import MAX_POINTS
from cnncount.exams.submissions.table import rows_of

_HEAD = ["question", "answer", "points"]


def read_decisions(path: str, ids: Collection[str]) -> dict[tuple[str, str], float]:
    """The points for answers, by question and answer.

    The file is CSV with the columns question, answer and points. A row without points is undecided.

    Raises:
        SpecError: it is no such table, or has a question that the key does not.
    """
    head, *rows = rows_of(path)
    if [name.lower() for name in head[:3]] != _HEAD:
        raise SpecError([Problem(f"{path}: the first line begins with {','.join(_HEAD)}")])
    decided: dict[tuple[str, str], float] = {}
    for number, row in enumerate(rows, start=2):
        if len(row) < 3 or not row[2]:
            continue
        question, answer, points = row[:3]
        if question not in ids:
            raise SpecError([Problem(f"{path}:{number}: the key has no question {question!r}")])
        decided[question, answer] = _points(path, number, points)
    return decided


def _points(path: str, number: int, text: str) -> float:
    try:
        points = float(text)
    except ValueError:
        points = -1
    if not 0 <= points <= MAX_POINTS:
        raise SpecError([Problem(f"{path}:{number}: expected points, not {text[:40]!r}")])
    return points
