"""text: a line for each checked answer, and what is wrong below it."""

from __future__ import annotations

from collections.abc import Iterator

from cnncount.formats.document import Case, Document, Suite

CASES_ONLY = True

_MARKS = {
    "right": ("✓", 32),
    "wrong": ("✗", 31),
    "differs": ("≠", 33),
    "unreadable": ("!", 31),
}
"""For each status its mark, and the number of the terminal's colour."""


def write(document: Document, *, colour: bool = False) -> str:
    """Every suite with its cases, then the summary; with `colour` the marks have colours."""
    lines = [line for suite in document.suites or () for line in _suite(suite, colour)]
    lines += [document.summary] if document.summary else []
    return "".join(f"{line}\n" for line in lines)


def _suite(suite: Suite, colour: bool) -> Iterator[str]:
    width = max((len(case.id) for case in suite.cases), default=0)
    yield f"{suite.path}: {suite.name or 'cannot be read'}"
    for case in suite.cases:
        yield from _case(suite, case, width, colour)
    yield ""


def _case(suite: Suite, case: Case, width: int, colour: bool) -> Iterator[str]:
    mark, number = _MARKS[case.status]
    shown = f"\x1b[{number}m{mark}\x1b[0m" if colour else mark
    yield f"{shown} {case.id:{width}}  {case.asked}: {case.claim}"
    told = list(case.why)
    if told and not case.passed:
        told[0] = f"{suite.path}:{case.line}:{case.column}: {told[0]}"
        if case.text:
            told.insert(0, f"“{case.text}”")
    yield from (f"{'':{width + 2}}  {line}" for line in told)
