"""Marked submissions as a document: the marks, the questions, and which slips were common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cnncount.exams.checking import written
from cnncount.exams.grading import Common, Graded, Mark, Marker, common_slips
from cnncount.exams.phrases import asked, claim, number, one_line
from cnncount.formats.document import Cell, Column, Document, Table


def grading(marker: Marker, graded: Sequence[Graded]) -> Document:
    """A row for each student, one for each question, one for each slip."""
    slips = common_slips(graded)
    tables = [_students(marker, graded), _questions(marker, graded)]
    if slips:
        tables.append(_slips(slips))
    return Document(tables, lambda: _data(marker, graded, slips))


def _students(marker: Marker, graded: Sequence[Graded]) -> Table:
    questions = [Column(id, one_line(id), "right") for id in marker.outcomes]
    columns = [
        Column("student", "Student"),
        *questions,
        Column("points", f"Points of {number(_of(marker))}", "right"),
        Column("remarks", "Remarks"),
    ]
    rows: list[list[Cell]] = [
        [
            student.submission.student,
            *(number(mark.points) for mark in student.marks),
            number(student.points),
            "\n".join(_remarks(student)) or None,
        ]
        for student in graded
    ]
    return Table(one_line(marker.key.name), columns, rows)


def _of(marker: Marker) -> float:
    """The points that there are."""
    return sum(outcome.question.asked.points for outcome in marker.outcomes.values())


def _remarks(graded: Graded) -> list[str]:
    told = [f"{one_line(m.question)}: {_remark(m)}" for m in graded.marks if not m.right]
    return [*told, *graded.submission.remarks]


def _remark(mark: Mark) -> str:
    if mark.explanation and mark.explanation.first:
        return mark.explanation.first
    return mark.reason


def _questions(marker: Marker, graded: Sequence[Graded]) -> Table:
    columns = [
        Column("question", "Question"),
        Column("asked", "Asked"),
        Column("answer", "Answer"),
        Column("points", "Points", "right"),
        Column("right", "Right", "right"),
    ]
    right = {
        id: sum(mark.right for student in graded for mark in student.marks if mark.question == id)
        for id in marker.outcomes
    }
    rows = [
        [
            one_line(id),
            asked(outcome.question),
            claim(outcome.question),
            number(outcome.question.asked.points),
            f"{right[id]} of {len(graded)}",
        ]
        for id, outcome in marker.outcomes.items()
    ]
    return Table("Questions", columns, rows)


def _slips(slips: Sequence[Common]) -> Table:
    columns = [
        Column("question", "Question"),
        Column("slip", "Slip"),
        Column("students", "Students", "right"),
    ]
    rows: list[list[Cell]] = [[one_line(slip.question), slip.slip, slip.students] for slip in slips]
    return Table("Common slips", columns, rows)


def _data(marker: Marker, graded: Sequence[Graded], slips: Sequence[Common]) -> dict[str, Any]:
    questions = [outcome.question for outcome in marker.outcomes.values()]
    return {
        "key": marker.key.name,
        "of": _of(marker),
        "questions": [
            {
                "id": question.id,
                "asked": asked(question),
                "answer": question.typed,
                "counted": written(outcome.value, question) if outcome.value is not None else None,
                "points": question.asked.points,
            }
            for question, outcome in zip(questions, marker.outcomes.values(), strict=True)
        ],
        "students": [_student(student) for student in graded],
        "slips": [slip._asdict() for slip in slips],
    }


def _student(graded: Graded) -> dict[str, Any]:
    return {
        "student": graded.submission.student,
        "file": graded.submission.file,
        "points": graded.points,
        "remarks": list(graded.submission.remarks),
        "answers": [
            {
                "question": mark.question,
                "answer": mark.answer,
                "right": mark.right,
                "points": mark.points,
                "reason": mark.reason or None,
                "slips": list(mark.explanation.slips) if mark.explanation else [],
            }
            for mark in graded.marks
        ],
    }
