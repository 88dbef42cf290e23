"""Marked submissions as a document: the marks, what a person must look at, and the statistics."""

from __future__ import annotations

from collections.abc import Sequence

from cnncount.exams.grade_result import Grades
from cnncount.exams.grading import Marker
from cnncount.exams.marks import Graded, Mark, MarkStatus
from cnncount.exams.phrases import asked, claim, one_line
from cnncount.exams.phrases import points as points_text
from cnncount.exams.statistics import ClassStatistics, CommonMistake, QuestionStatistics
from cnncount.formats.document import Cell, Column, Document, Table


def grading(grades: Grades) -> Document:
    """A row for each student, one for each question, one for each mistake."""
    marker, graded, spread = grades.marker, grades.graded, grades.spread
    tables = [_students(marker, graded), _questions(marker, grades.statistics)]
    if unread := _unread(graded):
        tables.append(_to_decide(unread))
    if spread and spread.students > 1:
        tables.append(_class(spread))
    if grades.slips:
        tables.append(_slips(grades.slips))
    if frequent := _frequent(grades.statistics):
        tables.append(frequent)
    return Document(tables, grades)


def _students(marker: Marker, graded: Sequence[Graded]) -> Table:
    questions = [Column(id, one_line(id), "right") for id in marker.outcomes]
    columns = [
        Column("student", "Student"),
        *questions,
        Column("points", f"Points of {points_text(marker.of)}", "right"),
        Column("remarks", "Remarks"),
    ]
    rows: list[list[Cell]] = [
        [
            student.submission.student,
            *(_cell(mark) for mark in student.marks),
            points_text(student.points),
            "\n".join(_remarks(student)) or None,
        ]
        for student in graded
    ]
    return Table(one_line(marker.key.name), columns, rows)


def _cell(mark: Mark) -> Cell:
    """The points; nothing for no answer, a question mark where a person must decide."""
    match mark.status:
        case MarkStatus.UNREAD:
            return "?"
        case MarkStatus.ABSENT:
            return None
    return points_text(mark.points)


def _remarks(graded: Graded) -> list[str]:
    told = [
        f"{one_line(mark.question)}: {remark}"
        for mark in graded.marks
        if mark.status is not MarkStatus.ABSENT and (remark := _remark(mark))
    ]
    return [*told, *graded.submission.remarks]


def _remark(mark: Mark) -> str:
    if mark.explanation and mark.explanation.first:
        return one_line(mark.explanation.first)
    return mark.reason


def _questions(marker: Marker, statistics: Sequence[QuestionStatistics]) -> Table:
    columns = [
        Column("question", "Question"),
        Column("asked", "Asked"),
        Column("answer", "Answer"),
        Column("points", "Points", "right"),
        Column("right", "Right", "right"),
        Column("wrong", "Wrong", "right"),
        Column("unread", "Unread", "right"),
        Column("absent", "No answer", "right"),
        Column("facility", "Facility", "right"),
        Column("discrimination", "Discrimination", "right"),
    ]
    rows: list[list[Cell]] = []
    for each in statistics:
        question = marker.outcomes[each.question].question
        rows.append(
            [
                one_line(each.question),
                asked(question),
                claim(question),
                points_text(question.asked.points),
                each.right,
                each.wrong + each.partly,
                each.unread,
                each.absent,
                _share(each.facility),
                _share(each.discrimination),
            ]
        )
    return Table("Questions", columns, rows)


def _share(number: float | None) -> str | None:
    return None if number is None else f"{number:.2f}"


def _unread(graded: Sequence[Graded]) -> dict[tuple[str, str], tuple[str, int]]:
    """The answers that nobody could read: why not, and how many students gave each."""
    found: dict[tuple[str, str], tuple[str, int]] = {}
    for student in graded:
        for mark in student.marks:
            if mark.status is MarkStatus.UNREAD:
                where = mark.question, str(mark.answer)
                _, students = found.get(where, ("", 0))
                found[where] = mark.reason, students + 1
    return found


def _to_decide(unread: dict[tuple[str, str], tuple[str, int]]) -> Table:
    columns = [
        Column("question", "Question"),
        Column("answer", "Answer"),
        Column("students", "Students", "right"),
        Column("why", "Why it is unread"),
    ]
    rows: list[list[Cell]] = [
        [one_line(question), answer, students, why]
        for (question, answer), (why, students) in unread.items()
    ]
    title = "To be decided: in the key as 'accept', or in a file for --decisions"
    return Table(title, columns, rows)


def _class(spread: ClassStatistics) -> Table:
    names = {
        "students": spread.students,
        "mean": spread.mean,
        "standard deviation": spread.deviation,
        "minimum": spread.minimum,
        "lower quartile": spread.lower_quartile,
        "median": spread.median,
        "upper quartile": spread.upper_quartile,
        "maximum": spread.maximum,
    }
    columns = [Column("statistic", "Statistic"), Column("value", "Points", "right")]
    rows: list[list[Cell]] = [[name, points_text(round(v, 2))] for name, v in names.items()]
    return Table("Class", columns, rows)


def _slips(slips: Sequence[CommonMistake]) -> Table:
    columns = [
        Column("question", "Question"),
        Column("slip", "Mistake"),
        Column("students", "Students", "right"),
    ]
    rows: list[list[Cell]] = [[one_line(s.question), one_line(s.slip), s.students] for s in slips]
    return Table("Common mistakes", columns, rows)


def _frequent(statistics: Sequence[QuestionStatistics]) -> Table | None:
    """Wrong answers that several students gave and no mistake explains."""
    columns = [
        Column("question", "Question"),
        Column("answer", "Wrong answer"),
        Column("students", "Students", "right"),
    ]
    rows: list[list[Cell]] = [
        [one_line(each.question), wrong.answer, wrong.students]
        for each in statistics
        for wrong in each.wrong_answers
        if wrong.mistake is None and wrong.students > 1
    ]
    return Table("Frequent wrong answers without a known mistake", columns, rows) if rows else None
