"""cnncount check PATH…: answer keys against what is counted."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cnncount.cli import options

if TYPE_CHECKING:
    from cnncount.formats.document import Document


def check(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...",
            help="Keys, patterns such as 'keys/**/*.yaml', or folders with *.key.yaml.",
        ),
    ],
    format: Annotated[
        str,
        typer.Option(
            "--format",
            help="text, json, github, junit, markdown, table, csv, latex or html.",
            autocompletion=options.complete_format,
        ),
    ] = "text",
    hide_expected: Annotated[
        bool,
        typer.Option(
            "--hide-expected",
            help="Do not show computed values, for runs that students see.",
        ),
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Report only wrong answers, as text.")
    ] = False,
    exclude: Annotated[
        list[str] | None,
        typer.Option("--exclude", metavar="PATH", help="Leave out a file or folder. Repeatable."),
    ] = None,
    summary: Annotated[
        str | None,
        typer.Option("--summary", metavar="FILE", help="Append a summary in Markdown to a file."),
    ] = None,
    allow_outside: options.AllowOutside = False,
) -> None:
    """Check answer keys.

    Compares every answer of every key with the computed value, and names the mistake in a wrong
    answer if it is a known one.

    \b
    cnncount check exam.key.yaml
    cnncount check keys/ --format junit > keys.xml
    cnncount check keys/ --hide-expected

    Exit status: 0 every answer is right, 1 an answer is wrong, 2 an answer or a file cannot be
    read.
    """
    from cnncount.cli import output
    from cnncount.errors import SpecError
    from cnncount.exams.checked import check_files, key_files
    from cnncount.exams.result import check_result
    from cnncount.formats import formats, known_format
    from cnncount.present.check import check as checked

    known_format(format, formats())
    files = check_files(key_files(paths, exclude or ()), allow_outside=allow_outside)
    options.refuse_unused({"--quiet": quiet and format != "text"}, "--format text")
    # On a terminal both streams are one, and the report has the problems of the questions.
    in_report = format == "text" and sys.stdout.isatty()
    for file in files:
        if problems := list(file.problems) if in_report else file.all_problems:
            output.complain(SpecError(problems))
    result = check_result(files, hide_expected=hide_expected)
    output.show(checked(result, quiet=quiet), format)
    if summary:
        _append(summary, checked(result, quiet=True))
    if status := result.summary.exit_status:
        raise typer.Exit(status)


def _append(path: str, document: Document) -> None:
    """Append a document in Markdown to a file.

    Raises:
        SpecError: it cannot be written.
    """
    from cnncount.errors import Problem, SpecError
    from cnncount.formats import render

    try:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(render(document, "markdown"))
    except (OSError, ValueError) as error:
        raise SpecError([Problem(f"{path}: cannot be written: {error}")]) from None
