"""Students' answers as files. They are not trusted: their size is bounded, and nothing is run.

A student's file is YAML, a mapping of question ids to answers, or CSV with the columns `id` and
`answer`; it is called as the student. One CSV file may hold all students: a row for each, the
student in the first column and a question in each other.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cnncount.errors import Problem, Problems, SpecError
from cnncount.exams.checked import ENDINGS
from cnncount.exams.phrases import one_line
from cnncount.spec.document import Node, read_file
from cnncount.spec.files import below, is_folder, text_of

MAX_STUDENTS = 2_000
MAX_CELLS = 40_000
MAX_FILES = 2_000

_ENDINGS = (".yaml", ".yml", ".csv")
_NUMBERS = {"id", "question"}


@dataclass(frozen=True, slots=True)
class Submission:
    """What a student answered.

    Attributes:
        student: who, as the file or its row says.
        file: the file.
        answers: the answers by question, as they were typed.
        remarks: what is odd about the file: a question that there is not, one answered twice.
    """

    student: str
    file: str
    answers: dict[str, str]
    remarks: tuple[str, ...] = ()


def submission_files(paths: Iterable[str]) -> list[str]:
    """The files, and for each folder all YAML and CSV files below it but keys; each once.

    Raises:
        SpecError: there are none in a folder, or too many.
    """
    found: dict[str, None] = {}
    for path in paths:
        if is_folder(path):
            inside = [file for file in below(path, _ENDINGS) if not file.endswith(ENDINGS)]
            if not inside:
                raise SpecError([Problem(f"{path}: no YAML or CSV files in this folder or below")])
            found.update(dict.fromkeys(inside))
        else:
            found[path] = None
    if len(found) > MAX_FILES:
        raise SpecError([Problem(f"more than {MAX_FILES:,} files of answers")])
    return list(found)


def read_submissions(path: str, ids: Collection[str]) -> list[Submission]:
    """The submissions in a file, to questions of these ids.

    Raises:
        SpecError: it is not such a file, or too large.
    """
    if path.lower().endswith(".csv"):
        return _from_table(path, ids)
    problems = Problems()
    node = read_file(path, problems)
    if not isinstance(node.value, dict):
        message = "a student's answers are a mapping of questions to answers: 1a: 156"
        raise SpecError([*problems, Problem(message, node.place)])
    answers = [(key, _typed(child)) for key, child in node.value.items()]
    return [_submission(_stem(path), path, answers, ids, [p.message for p in problems])]


def _typed(node: Node) -> str:
    """An answer as it was typed; a list is a shape."""
    if isinstance(node.value, list):
        return f"[{', '.join(_typed(item) for item in node.value)}]"
    return "{…}" if isinstance(node.value, dict) else node.text


def _from_table(path: str, ids: Collection[str]) -> list[Submission]:
    rows = _rows(path)
    head = rows[0]
    if len(head) == 2 and (head[0].lower() in _NUMBERS or head[0] in ids):
        answers = rows if head[0] in ids else rows[1:]
        pairs = [(row[0], row[1] if len(row) > 1 else "") for row in answers]
        return [_submission(_stem(path), path, pairs, ids)]
    if not any(cell in ids for cell in head[1:]):
        raise SpecError(
            [
                Problem(
                    f"{path}: the first line is either 'id,answer', with a question in each line "
                    "below it, or 'student' and the questions, with a student in each"
                )
            ]
        )
    if len(rows) - 1 > MAX_STUDENTS:
        raise SpecError([Problem(f"{path}: more than {MAX_STUDENTS:,} students")])
    return [
        _submission(row[0], path, list(zip(head[1:], row[1:], strict=False)), ids)
        for row in rows[1:]
    ]


def _rows(path: str) -> list[list[str]]:
    """The rows that are not empty, whatever stands between their cells: , or ; or tabs."""
    text, _ = text_of(path)
    first = text.split("\n", 1)[0]
    delimiter = next((mark for mark in "\t;" if mark in first), ",")
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in csv.reader(text.splitlines(), delimiter=delimiter, strict=True):
            cells += len(row)
            if cells > MAX_CELLS:
                raise SpecError([Problem(f"{path}: more than {MAX_CELLS:,} cells")])
            if any(cell.strip() for cell in row):
                rows.append([cell.strip() for cell in row])
    except csv.Error as error:
        raise SpecError([Problem(f"{path}: not a CSV file: {error}")]) from None
    if not rows:
        raise SpecError([Problem(f"{path}: the file is empty")])
    return rows


def _submission(
    student: str,
    path: str,
    pairs: Sequence[tuple[str, str]],
    ids: Collection[str],
    remarks: Sequence[str] = (),
) -> Submission:
    answers: dict[str, str] = {}
    odd = list(remarks)
    for question, answer in pairs:
        if question not in ids:
            odd.append(f"there is no question {one_line(question)!r}")
        elif question in answers:
            odd.append(f"question {one_line(question)} is answered twice; the first counts")
        else:
            answers[question] = answer
    return Submission(one_line(student) or "-", path, answers, tuple(dict.fromkeys(odd)))


def _stem(path: str) -> str:
    return "stdin" if path == "-" else Path(path).stem
