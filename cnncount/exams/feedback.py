"""Feedback for each student: Markdown, HTML, or a table for a mail merge."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Callable, Iterator, Sequence

from cnncount.exams.grading import Marker
from cnncount.exams.marks import Graded, Mark, MarkStatus
from cnncount.exams.phrases import claim, one_line
from cnncount.exams.phrases import points as points_text

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def feedback(marker: Marker, graded: Sequence[Graded], format: str, *, answers: bool) -> str:
    """The feedback for all students, one after another.

    Args:
        marker: the key.
        graded: the marked submissions.
        format: one of `FORMATS`.
        answers: whether the right answers are shown.
    """
    return FORMATS[format](marker, graded, answers)


def lines_of(marker: Marker, student: Graded, answers: bool) -> Iterator[tuple[str, str, str]]:
    """For each question its id, its points, and what is said about the answer."""
    for mark in student.marks:
        question = marker.outcomes[mark.question].question
        said = comment(mark, answers)
        if answers and mark.status is not MarkStatus.RIGHT:
            said += f" The answer is {claim(question)}."
        earned = f"{points_text(mark.points)} of {points_text(question.asked.points)}"
        yield one_line(mark.question), earned, said


def comment(mark: Mark, answers: bool) -> str:
    """Feedback for a student about an answer; without the right one unless `answers`."""
    given = one_line(mark.answer or "")
    match mark.status:
        case MarkStatus.RIGHT:
            return f"{given} is right."
        case MarkStatus.ABSENT:
            return "No answer."
        case MarkStatus.UNREAD:
            return f"{given}: somebody will look at this answer."
    if mark.explanation and mark.explanation.first:
        return f"{one_line(mark.explanation.first)}."
    return f"{one_line(mark.reason)}." if answers else f"{given} is wrong."


def _markdown(marker: Marker, graded: Sequence[Graded], answers: bool) -> str:
    lines = [f"# {_md(marker.key.name)}", ""]
    for student in graded:
        total = f"{points_text(student.points)} of {points_text(marker.of)} points"
        lines += [f"## {_md(student.submission.student)}", "", f"{total}", ""]
        for id, earned, said in lines_of(marker, student, answers):
            lines.append(f"- **{_md(id)}** ({earned}): {_md(said)}")
        lines.append("")
    return "\n".join(lines)


def _html(marker: Marker, graded: Sequence[Graded], answers: bool) -> str:
    name = html.escape(one_line(marker.key.name))
    lines = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        f"<title>{name}</title></head><body>",
        f"<h1>{name}</h1>",
    ]
    for student in graded:
        total = f"{points_text(student.points)} of {points_text(marker.of)} points"
        lines.append(f"<h2>{html.escape(student.submission.student)}</h2><p>{total}</p><table>")
        for id, earned, said in lines_of(marker, student, answers):
            cells = "".join(f"<td>{html.escape(cell)}</td>" for cell in (id, earned, said))
            lines.append(f"<tr>{cells}</tr>")
        lines.append("</table>")
    return "\n".join([*lines, "</body></html>", ""])


def _mail_merge(marker: Marker, graded: Sequence[Graded], answers: bool) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    ids = [one_line(id) for id in marker.outcomes]
    writer.writerow(
        [_cell(c) for c in ("student", "points", "of", *ids, *(f"{id} comment" for id in ids))]
    )
    for student in graded:
        told = [*lines_of(marker, student, answers)]
        writer.writerow(
            [
                _cell(student.submission.student),
                points_text(student.points),
                points_text(marker.of),
                *(points_text(mark.points) for mark in student.marks),
                *(_cell(said) for _, _, said in told),
            ]
        )
    return out.getvalue()


def _md(text: str) -> str:
    plain = one_line(text, 1000).replace("&", "&amp;").replace("<", "&lt;")
    return re.sub(r"([\\`*_\[\]#|~$])", r"\\\1", plain)


def _cell(text: str) -> str:
    """A cell that no spreadsheet runs."""
    plain = one_line(text, 1000)
    return f"'{plain}" if plain.startswith(_FORMULA_SIGNS) else plain


FORMATS: dict[str, Callable[[Marker, Sequence[Graded], bool], str]] = {
    "markdown": _markdown,
    "html": _html,
    "csv": _mail_merge,
}
"""The formats of feedback; csv is a table for a mail merge."""
