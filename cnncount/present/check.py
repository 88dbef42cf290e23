"""Checked keys as a document: a row for each question, and the cases that test reports write."""

from __future__ import annotations

from collections.abc import Iterator

from cnncount.exams.phrases import one_line
from cnncount.exams.phrases import points as points_text
from cnncount.exams.result import Check, CheckedFile, CheckedQuestion, CheckSummary
from cnncount.formats.document import Case, CaseProblem, Cell, Column, Document, Suite, Table


def check(result: Check, *, quiet: bool = False) -> Document:
    """The document of checked keys.

    Args:
        result: the keys.
        quiet: leave out what is right.
    """
    columns = [
        Column("place", "Place"),
        Column("id", "Question", label=True),
        Column("asked", "Asked"),
        Column("answer", "Answer"),
        Column("status", "Status"),
        Column("why", "Why"),
    ]
    rows = [row for file in result.files for row in _rows(file, quiet)]
    total = in_sum(result.summary)
    suites = [suite for file in result.files if (suite := _suite(file, quiet))]
    silent = quiet and not result.summary.exit_status
    return Document(
        [Table("cnncount check", columns, rows, notes=[total])],
        result,
        suites=suites,
        summary="" if silent else total,
    )


def in_sum(summary: CheckSummary) -> str:
    """The summary in a sentence: ``5 of 7 questions right, 6 of 8 points``."""
    parts = [
        f"{summary.passed} of {summary.questions} questions right"
        + (f" ({summary.differing} not reproduced, as expected)" if summary.differing else ""),
        f"{points_text(summary.points)} of {points_text(summary.of)} points",
    ]
    if summary.unreadable:
        parts.append(f"{summary.unreadable} cannot be judged")
    return ", ".join(parts)


def _rows(file: CheckedFile, quiet: bool) -> Iterator[list[Cell]]:
    for problem in file.problems:
        place = ":".join(str(part) for part in (file.path, problem.line, problem.column) if part)
        yield [place, None, None, None, "unreadable", one_line(problem.message)]
    for each in file.questions:
        if not (quiet and each.passed):
            place = f"{file.path}:{each.line}:{each.column}"
            why = "; ".join(_why(each)) or None
            yield [place, one_line(each.id), each.asked, each.claim, each.status, why]


def _suite(file: CheckedFile, quiet: bool) -> Suite | None:
    """The file with its cases; None if there is nothing to say."""
    shown = [each for each in file.questions if not (quiet and each.passed)]
    if quiet and not shown and not file.problems:
        return None
    got = sum(each.points for each in file.questions)
    of = sum(each.of for each in file.questions)
    return Suite(
        one_line(file.path),
        one_line(file.name) if file.name else None,
        [_case(each) for each in shown],
        [CaseProblem(one_line(p.message), p.line, p.column) for p in file.problems],
        f"{points_text(got)} of {points_text(of)}",
    )


def _case(question: CheckedQuestion) -> Case:
    return Case(
        one_line(question.id),
        question.asked,
        question.claim,
        question.status,
        question.line,
        question.column,
        one_line(question.text) if question.text else None,
        _why(question),
    )


def _why(question: CheckedQuestion) -> list[str]:
    if question.status == "differs" and question.reason:
        return [f"not reproduced, as expected: {one_line(question.reason)}"]
    return list(question.why)
