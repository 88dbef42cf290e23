"""markdown: a table of what is wrong, as GitHub shows it in a job's summary."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cnncount.exams.checked import Checked, summary
from cnncount.exams.phrases import asked, claim, one_line
from cnncount.reporters.options import Telling, in_sum, reasons


def write(files: Sequence[Checked], telling: Telling) -> str:
    """The summary, then a row for each answer that is not right."""
    rows = [row for file in files for row in _rows(file, telling)]
    lines = ["## cnncount check", "", _text(in_sum(summary(files)))]
    if rows:
        lines += ["", "| Place | Question | Answer | Why |", "| --- | --- | --- | --- |", *rows]
    return "".join(f"{line}\n" for line in lines)


def _rows(file: Checked, telling: Telling) -> Iterator[str]:
    for problem in file.problems:
        yield _row([str(problem.place or file.path), "", "", problem.message])
    for outcome in file.outcomes:
        if not outcome.passed:
            question = outcome.question
            why = "; ".join(reasons(outcome, telling))
            what = f"{question.id}: {asked(question)}"
            yield _row([str(question.place), what, claim(question), why])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(_text, cells))} |"


def _text(text: str) -> str:
    """A text that Markdown and HTML leave as it is."""
    plain = one_line(text).replace("&", "&amp;").replace("<", "&lt;")
    return re.sub(r"([\\`*_{}\[\]()#+!|~@$:])", r"\\\1", plain)
