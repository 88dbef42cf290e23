"""cnncount check PATH…: answer keys against what is counted."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cnncount.cli import options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cnncount.exams.checked import Checked
    from cnncount.reporters.options import Telling


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
            help="How to report: text, json, github, junit or markdown.",
            autocompletion=options.complete_report,
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
    from cnncount.exams.checked import check_files, key_files
    from cnncount.exams.checked import summary as summed
    from cnncount.formats import known_format
    from cnncount.reporters import formats, report
    from cnncount.reporters.options import Telling

    known_format(format, formats())
    files = check_files(key_files(paths, exclude or ()), allow_outside=allow_outside)
    _problems_on_stderr(files, format)
    options.refuse_unused({"--quiet": quiet and format != "text"}, "--format text")
    telling = Telling(hide_expected, quiet, output.in_colour())
    output.write(report(files, format, telling), format)
    if summary:
        _append(summary, files, telling)
    if status := summed(files).exit_status:
        raise typer.Exit(status)


def _problems_on_stderr(files: Sequence[Checked], format: str) -> None:
    """Why files and questions cannot be judged, with excerpts; in GitHub's log without commands."""
    from cnncount.errors import SpecError
    from cnncount.reporters.github import for_log

    for file in files:
        if problems := file.all_problems:
            text = f"{SpecError(problems)}\n"
            sys.stderr.write(for_log(text) if format == "github" else text)
    sys.stderr.flush()


def _append(path: str, files: Sequence[Checked], telling: Telling) -> None:
    """Append the summary to a file.

    Raises:
        SpecError: it cannot be written.
    """
    from cnncount.errors import Problem, SpecError
    from cnncount.reporters import report

    try:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(report(files, "markdown", telling))
    except (OSError, ValueError) as error:
        raise SpecError([Problem(f"{path}: cannot be written: {error}")]) from None
