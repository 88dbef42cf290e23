"""cnncount grade KEY SUBMISSIONS…: students' answers against a key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cnncount.cli import options

if TYPE_CHECKING:
    from cnncount.exams.grading import Marker
    from cnncount.exams.marks import Graded
    from cnncount.exams.submissions.submission import Submission
    from cnncount.exams.submissions.table import Columns


def grade(
    key: Annotated[str, typer.Argument(metavar="KEY", help="The answer key.")],
    submissions: Annotated[
        list[str],
        typer.Argument(
            metavar="SUBMISSIONS...",
            help="One YAML or CSV file for each student, one CSV file for all, or folders.",
        ),
    ],
    format: options.Format = "table",
    student: Annotated[
        str | None,
        typer.Option("--student", metavar="COLUMN", help="The column with the students."),
    ] = None,
    mapped: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="COLUMN=QUESTION", help="A column's question. Repeatable."),
    ] = None,
    decisions: Annotated[
        str | None,
        typer.Option(
            "--decisions",
            metavar="FILE",
            help="CSV with question,answer,points: what a person decided on unread answers.",
        ),
    ] = None,
    feedback: Annotated[
        str | None,
        typer.Option(
            "--feedback",
            metavar="FORMAT",
            help="Feedback for each student instead: markdown, html, or csv for a mail merge.",
        ),
    ] = None,
    with_answers: Annotated[
        bool, typer.Option("--with-answers", help="Show the right answers in the feedback.")
    ] = False,
    allow_outside: options.AllowOutside = False,
) -> None:
    """Grade students' answers with a key.

    The result has the points of each student and question, the mistake in each wrong answer, and
    statistics of the class. Answers that cannot be read are listed for a person to decide.

    \b
    cnncount grade exam.key.yaml answers.csv
    cnncount grade exam.key.yaml form.csv --student 학번 --map "Q1=1a"
    cnncount grade exam.key.yaml submissions/ --format csv > marks.csv
    cnncount grade exam.key.yaml answers.csv --feedback markdown

    Exit status: 0 every answer is graded; 2 a file or an answer cannot be read, and the others are
    graded.
    """
    from cnncount.cli import output
    from cnncount.errors import Problem, SpecError
    from cnncount.exams.decisions import read_decisions
    from cnncount.exams.feedback import FORMATS
    from cnncount.exams.feedback import feedback as written
    from cnncount.exams.grade_result import grades
    from cnncount.exams.grading import Marker
    from cnncount.exams.key import read_key
    from cnncount.exams.marks import MarkStatus
    from cnncount.exams.submissions.table import Columns
    from cnncount.formats import formats, known_format
    from cnncount.present.grading import grading

    known_format(format, formats())
    if feedback is not None:
        known_format(feedback, list(FORMATS))
    columns = Columns(student, dict(_pair(text) for text in mapped or ()))
    read = read_key(key, allow_outside=allow_outside)
    ids = [question.id for question in read.questions]
    marker = Marker(read, read_decisions(decisions, ids) if decisions else None)
    graded, unreadable = _graded(marker, submissions, columns)
    if feedback is not None:
        output.write(written(marker, graded, feedback, answers=with_answers))
    else:
        output.show(grading(grades(marker, graded)), format)
    unread = sum(mark.status is MarkStatus.UNREAD for each in graded for mark in each.marks)
    if unread:
        told = f"answers that cannot be read: {unread}; a person must decide on them"
        output.complain(SpecError([Problem(told)]))
    if not graded and not unreadable:
        raise SpecError([Problem("no submissions")])
    if unreadable or unread:
        raise typer.Exit(2)


def _pair(text: str) -> tuple[str, str]:
    """A column and its question, of ``Q1=1a``."""
    from cnncount.errors import Problem, SpecError

    column, equals, question = text.rpartition("=")
    if not equals or not column.strip() or not question.strip():
        raise SpecError([Problem(f"--map is written COLUMN=QUESTION, not {text!r}")])
    return column.strip(), question.strip()


def _graded(marker: Marker, paths: list[str], columns: Columns) -> tuple[list[Graded], int]:
    """The marked submissions of all files, and how many files cannot be read."""
    from cnncount.cli import output
    from cnncount.errors import Problem, SpecError
    from cnncount.exams.submissions.reading import read_submissions, submission_files

    found: list[Submission] = []
    unreadable = 0
    for path in submission_files(paths):
        try:
            answers = read_submissions(path, list(marker.outcomes), columns)
        except SpecError as error:
            output.complain(error)
            unreadable += 1
            continue
        for remark in answers.remarks:
            output.complain(SpecError([Problem(f"{path}: {remark}")]))
        found += answers.submissions
    return [marker.graded(each) for each in output.watched(found, "Grading")], unreadable
