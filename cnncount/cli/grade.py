"""cnncount grade KEY SUBMISSIONS…: students' answers against a key."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from cnncount.cli import options


def grade(
    key: Annotated[str, typer.Argument(metavar="KEY", help="The answer key.")],
    submissions: Annotated[
        list[str],
        typer.Argument(
            metavar="SUBMISSIONS...",
            help="A YAML or CSV file for each student, one CSV file for all, or folders of them.",
        ),
    ],
    format: options.Format = "table",
) -> None:
    """Mark students' answers against a key.

    The points of each question, the slip behind each wrong answer, and which slips were common.

    \b
    cnncount grade exam.key.yaml answers.csv
    cnncount grade exam.key.yaml submissions/ --format csv > marks.csv

    Exit status: 0 all marked, 2 a file that cannot be read; the others are marked all the same.
    """
    from cnncount.cli import output
    from cnncount.errors import SpecError
    from cnncount.exams.grading import Graded, Marker
    from cnncount.exams.key import read_key
    from cnncount.exams.submissions import read_submissions, submission_files
    from cnncount.formats import formats, known_format
    from cnncount.present.grading import grading

    known_format(format, formats())
    marker = Marker(read_key(key))
    graded: list[Graded] = []
    unreadable = 0
    for path in submission_files(submissions):
        try:
            found = read_submissions(path, marker.outcomes)
        except SpecError as error:
            sys.stderr.write(f"{error}\n")
            unreadable += 1
        else:
            graded += map(marker.graded, found)
    sys.stderr.flush()
    output.show(grading(marker, graded), format)
    if unreadable:
        raise typer.Exit(2)
