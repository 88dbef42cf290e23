"""cnncount check PATH…: answer keys against what is counted."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from cnncount.cli import options


def check(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help="Keys, or folders: all *.key.yaml below them."),
    ],
    format: Annotated[
        str,
        typer.Option(
            "--format",
            help="text, json, github or junit.",
            autocompletion=options.complete_report,
        ),
    ] = "text",
    hide_expected: Annotated[
        bool,
        typer.Option(
            "--hide-expected",
            help="For runs that students see: not what is counted, nor its arithmetic.",
        ),
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="As text: only what is wrong.")
    ] = False,
) -> None:
    """Check answer keys against what is counted.

    Every question of every key, going on behind wrong answers.

    \b
    cnncount check exam.key.yaml
    cnncount check keys/ --format junit > keys.xml
    cnncount check submissions/ --hide-expected

    Exit status: 0 all right, 1 a wrong answer, 2 a file that cannot be read.
    """
    from cnncount.cli import output
    from cnncount.errors import SpecError
    from cnncount.exams.checked import check_files, key_files, summary
    from cnncount.formats import known_format
    from cnncount.reporters import formats, report
    from cnncount.reporters.options import Telling

    known_format(format, formats())
    files = check_files(key_files(paths))
    for file in files:
        if problems := file.all_problems:
            sys.stderr.write(f"{SpecError(problems)}\n")
    sys.stderr.flush()
    telling = Telling(hide_expected, quiet, output.in_colour())
    output.write(report(files, format, telling), format)
    if status := summary(files).exit_status:
        raise typer.Exit(status)
