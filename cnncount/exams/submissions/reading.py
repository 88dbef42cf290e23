"""Finding and reading the files of students' answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from cnncount.errors import Problem, Problems, SpecError
from cnncount.exams.checked import ENDINGS
from cnncount.exams.submissions.submission import Answers, submission, unknown
from cnncount.exams.submissions.table import Columns, read_table
from cnncount.spec.document import Node, read_file
from cnncount.spec.files import below, is_folder

MAX_FILES = 20_000

_ENDINGS = (".yaml", ".yml", ".csv", ".tsv")


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


def read_submissions(path: str, ids: Collection[str], columns: Columns | None = None) -> Answers:
    """The submissions in a file, to questions of these ids.

    Args:
        path: the file: YAML with the answers of one student, or a table.
        ids: the questions of the key.
        columns: which columns of a table hold the students and the answers.

    Raises:
        SpecError: it is not such a file, or too large.
    """
    if path.lower().endswith((".csv", ".tsv")):
        return read_table(path, ids, columns or Columns())
    problems = Problems()
    node = read_file(path, problems)
    if not isinstance(node.value, dict):
        message = "a student's answers are a mapping of questions to answers: 1a: 156"
        raise SpecError([*problems, Problem(message, node.place)])
    answers = [(key, _typed(child)) for key, child in node.value.items() if key in ids]
    remarks = [problem.message for problem in problems]
    found = submission(_stem(path), path, answers, [*remarks, *unknown(node.value, ids)])
    return Answers((found,))


def _typed(node: Node) -> str:
    """An answer as it was typed; a list is a shape."""
    if isinstance(node.value, list):
        return f"[{', '.join(_typed(item) for item in node.value)}]"
    return "{…}" if isinstance(node.value, dict) else node.text


def _stem(path: str) -> str:
    return "stdin" if path == "-" else Path(path).stem
