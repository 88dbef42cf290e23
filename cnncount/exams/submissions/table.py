"""Tables of answers, as learning platforms, forms and spreadsheets export them.

A row for each student and a column for each question; or a row for each question, with the columns
`id` and `answer`, in a file that is called as the student.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cnncount.errors import Problem, SpecError
from cnncount.exams.phrases import one_line
from cnncount.exams.submissions.encoding import table_text
from cnncount.exams.submissions.submission import Answers, submission, unknown

MAX_STUDENTS = 50_000
MAX_CELLS = 2_000_000

_QUESTION_HEADS = {"id", "question", "문항", "번호"}
_STUDENT_HEADS = (
    "student",
    "student id",
    "student number",
    "id number",
    "sid",
    "matriculation number",
    "학번",
    "학생",
    "이름",
    "full name",
    "name",
    "username",
    "user name",
    "email address",
    "email",
    "surname",
    "last name",
)
_PREFIX = re.compile(r"^(?:response|answer|question|q|문제|문항|답안?)[\s._:#-]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a table are which.

    Attributes:
        student: the head of the column with the students; by default the one that is called so.
        questions: heads of columns and the questions that they answer.
    """

    student: str | None = None
    questions: Mapping[str, str] = field(default_factory=dict)


def read_table(path: str, ids: Collection[str], columns: Columns) -> Answers:
    """The submissions in a table.

    Raises:
        SpecError: it is no table of answers, a row does not fit its head, or it is too large.
    """
    head, *rows = rows_of(path)
    if columns.student is None and not columns.questions and _is_listed(head, ids):
        return _of_one_student(path, [head, *rows], ids)
    questions = _questions(head, ids, columns)
    if not questions:
        raise SpecError(
            [
                Problem(
                    f"{path}: the first line is either 'id,answer', with a question in each line "
                    "below it, or 'student' and the questions, with a student in each; "
                    "--map HEAD=QUESTION says which column answers which question"
                )
            ]
        )
    if len(rows) > MAX_STUDENTS:
        raise SpecError([Problem(f"{path}: more than {MAX_STUDENTS:,} students")])
    at = _student_column(path, head, questions, columns)
    for number, row in enumerate(rows, start=2):
        _check_width(path, number, row, head)
    twice = _answered_twice([row[at] for row in rows])
    submissions = tuple(
        submission(
            row[at],
            path,
            [(question, row[column]) for column, question in questions],
            [f"{one_line(row[at])} is there {twice[row[at]]} times"] if row[at] in twice else [],
        )
        for row in rows
    )
    return Answers(submissions, tuple(_remarks(head, questions, at, ids)))


def _is_listed(head: Sequence[str], ids: Collection[str]) -> bool:
    return len(head) == 2 and (head[0].lower() in _QUESTION_HEADS or head[0] in ids)


def _of_one_student(path: str, rows: Sequence[list[str]], ids: Collection[str]) -> Answers:
    answers = rows if rows[0][0] in ids else rows[1:]
    for number, row in enumerate(answers, start=len(rows) - len(answers) + 1):
        _check_width(path, number, row, ["id", "answer"])
    pairs = [(row[0], row[1] if len(row) > 1 else "") for row in answers]
    known = [pair for pair in pairs if pair[0] in ids]
    stem = "stdin" if path == "-" else Path(path).stem
    return Answers((submission(stem, path, known, unknown([q for q, _ in pairs], ids)),))


def _questions(
    head: Sequence[str], ids: Collection[str], columns: Columns
) -> list[tuple[int, str]]:
    """The columns that answer a question, each with its question."""
    for question in columns.questions.values():
        if question not in ids:
            raise SpecError([Problem(f"--map: the key has no question {question!r}")])
    for name in columns.questions:
        if _find(head, name) is None:
            raise SpecError([Problem(f"--map: there is no column {name!r}")])
    mapped = {_find(head, name): question for name, question in columns.questions.items()}
    lenient = {_plain(id): id for id in ids}
    bare = {_plain(_PREFIX.sub("", id)): id for id in ids}
    found: list[tuple[int, str]] = []
    for number, name in enumerate(head):
        if number in mapped:
            found.append((number, mapped[number]))
            continue
        known = name if name in ids else lenient.get(_plain(name)) or _by_number(name, bare)
        if known is not None and known not in mapped.values():
            found.append((number, known))
    return found


def _by_number(name: str, bare: Mapping[str, str]) -> str | None:
    """The question of ``Response 1``, ``Q1``, ``1. How many …?`` or ``Q. 1a [2 points]``."""
    rest = _PREFIX.sub("", name.strip()) if _PREFIX.match(name.strip()) else name.strip()
    if _plain(rest) in bare and rest != name.strip():
        return bare[_plain(rest)]
    number = re.match(r"(\d{1,3}\s*[a-z]?)\s*(?:[.):\[]|번|$)", rest, re.IGNORECASE)
    return bare.get(_plain(number[1])) if number else None


def _student_column(
    path: str, head: Sequence[str], questions: Sequence[tuple[int, str]], columns: Columns
) -> int:
    if columns.student is not None:
        found = _find(head, columns.student)
        if found is None:
            raise SpecError([Problem(f"{path}: there is no column {columns.student!r}")])
        return found
    answering = {number for number, _ in questions}
    free = [(number, _plain(name)) for number, name in enumerate(head) if number not in answering]
    for name in _STUDENT_HEADS:
        for number, each in free:
            if each == _plain(name):
                return number
    if not free:
        raise SpecError([Problem(f"{path}: no column is left for the students (--student)")])
    return free[0][0]


def _find(head: Sequence[str], name: str) -> int | None:
    exact = [number for number, each in enumerate(head) if each == name.strip()]
    alike = [number for number, each in enumerate(head) if _plain(each) == _plain(name)]
    return next(iter([*exact, *alike]), None)


def _plain(name: str) -> str:
    return re.sub(r"[\s._:#()\[\]-]+", "", name).casefold()


def _check_width(path: str, number: int, row: Sequence[str], head: Sequence[str]) -> None:
    """Refuse a row that would be read with its answers in the wrong columns.

    A thousands separator without quotes makes one cell of an answer two.
    """
    if len(row) != len(head):
        message = (
            f"{path}:{number}: expected {len(head)} cells as in the first line, not {len(row)}; "
            'an answer with a comma needs quotes: "1,516"'
        )
        raise SpecError([Problem(message)])


def _answered_twice(students: Sequence[str]) -> dict[str, int]:
    return {name: times for name, times in Counter(students).items() if times > 1}


def _remarks(
    head: Sequence[str], questions: Sequence[tuple[int, str]], student: int, ids: Collection[str]
) -> list[str]:
    """What is odd about the columns, said once."""
    used = {student, *(number for number, _ in questions)}
    unused = [
        name
        for number, name in enumerate(head)
        if number not in used and _plain(name) not in map(_plain, _IGNORED)
    ]
    remarks = [
        f"no column answers question {one_line(id)}"
        for id in ids
        if id not in dict((question, number) for number, question in questions)
    ]
    if unused:
        remarks.append(f"columns not used: {', '.join(map(one_line, unused))}")
    times = Counter(question for _, question in questions)
    for question, number in times.items():
        if number > 1:
            remarks.append(f"{number} columns answer question {one_line(question)}")
    return remarks


_IGNORED = (
    *_STUDENT_HEADS,
    *("timestamp", "타임스탬프", "first name", "institution", "department", "state", "status"),
    *("started on", "started", "completed", "time taken", "duration", "grade", "score", "total"),
)


def rows_of(path: str) -> list[list[str]]:
    """The rows that are not empty, whatever stands between their cells: a comma, ; or a tab.

    Raises:
        SpecError: it cannot be read, is no table, or is too large.
    """
    text = table_text(path)
    first = text.split("\n", 1)[0]
    delimiter = max("\t;,", key=lambda mark: (first.count(mark), mark != ","))
    rows: list[list[str]] = []
    cells = 0
    try:
        reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
        for row in reader:
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
