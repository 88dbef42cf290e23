"""Where results go: standard output, laid out for what it is."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from cnncount.errors import Problem, SpecError
from cnncount.formats import formats, known_format, render
from cnncount.formats.document import Document
from cnncount.formats.document.encoding import encode_document, encoded
from cnncount.formats.document.safety import safe_document
from cnncount.printable import without_commands

if TYPE_CHECKING:
    from cnncount.analysis.count import Report

Item = TypeVar("Item")


def show(document: Document, format: str) -> None:
    """Print a document: through rich on a terminal, else as plain text or in another format."""
    known_format(format, formats())
    if format == "table" and not knows_unicode():  # before its columns are laid out
        document = encode_document(document, sys.stdout.encoding)
    if format == "table" and sys.stdout.isatty():
        from cnncount.formats import terminal

        write(terminal.write(document))
    elif format == "text" and in_colour() and document.suites is not None:
        from cnncount.formats import text

        write(text.write(safe_document(document), colour=True))
    else:
        write(render(document, format), format)


def in_colour() -> bool:
    """Whether standard output is a terminal whose user wants colours."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def write(text: str, format: str = "text") -> None:
    """Print text as it is, but what the output's encoding lacks as the format escapes it.

    Raises:
        SpecError: it cannot be printed: the disk is full, say.
    """
    if format != "github":  # which writes commands for GitHub's runner, and guards the rest
        text = without_commands(text)
    try:
        sys.stdout.write(encoded(text, sys.stdout.encoding or "utf-8", format))
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        # What is left is dropped, or Python would try to write it once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SpecError([Problem(f"the output cannot be written: {error.strerror}")]) from None


def complain(error: SpecError) -> None:
    """Write what is wrong to standard error."""
    text = f"{error}\n"
    sys.stderr.write(encoded(without_commands(text), sys.stderr.encoding or "utf-8"))
    sys.stderr.flush()


def warn(*reports: Report) -> None:
    """Write the warnings about the specs of some networks to standard error, each once."""
    for problem in dict.fromkeys(problem for report in reports for problem in report.warnings):
        complain(SpecError([problem]))


def knows_unicode() -> bool:
    """Whether standard output can show every letter."""
    return (sys.stdout.encoding or "utf-8").lower().startswith("utf")


def watched(items: Sequence[Item], done: str) -> Iterator[Item]:
    """The items one after another; how far that is, on standard error if that is a terminal."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    hidden = not console.is_terminal
    yield from track(items, done, console=console, transient=True, disable=hidden)


@contextmanager
def counting(what: str) -> Iterator[Callable[[int], None] | None]:
    """While something long runs, how many were counted, on standard error if that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    shown = False

    def show_number(number: int) -> None:
        nonlocal shown
        shown = True
        sys.stderr.write(f"\r{number:,} {what} counted…")
        sys.stderr.flush()

    try:
        yield show_number
    finally:
        if shown:
            sys.stderr.write("\r" + " " * 40 + "\r")
