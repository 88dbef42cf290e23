"""Graded submissions as a result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field

from cnncount.analysis.fields import Unwritten
from cnncount.analysis.result import Result
from cnncount.exams.grading import Marker
from cnncount.exams.marks import Graded
from cnncount.exams.phrases import asked, value_text
from cnncount.exams.statistics import (
    ClassStatistics,
    CommonMistake,
    QuestionStatistics,
    common_mistakes,
    of_class,
    of_questions,
)


@dataclass(frozen=True, kw_only=True)
class QuestionGrades:
    """A question of the key, and how the class answered it.

    Attributes:
        id: the question's name in the key.
        asked: what it asks, in words.
        answer: the key's answer as it was typed.
        counted: the computed value in words, if there is one.
        points: the points that it could give.
        statistics: how the class answered.
    """

    id: str
    asked: str
    answer: str
    counted: str | None
    points: float
    statistics: QuestionStatistics


@dataclass(frozen=True, kw_only=True)
class AnswerGrade:
    """A student's answer, marked.

    Attributes:
        question: the question's name in the key.
        answer: the answer as it was typed; None for no answer.
        status: right, partial, wrong, unread or absent.
        right: whether it earns all points.
        points: the points that it earns.
        reason: why it does not earn all points, or a remark.
        slips: the mistakes that give the answer.
        sentence: the most plausible mistake in a sentence.
    """

    question: str
    answer: str | None
    status: str
    right: bool
    points: float
    reason: str | None
    slips: tuple[str, ...]
    sentence: str | None


@dataclass(frozen=True, kw_only=True)
class StudentGrades:
    """A student's submission, marked.

    Attributes:
        student: the student's name.
        file: the file of the submission.
        points: the points of all answers.
        remarks: what was unusual in the submission.
        answers: an answer for each question of the key.
    """

    student: str
    file: str
    points: float
    remarks: tuple[str, ...]
    answers: tuple[AnswerGrade, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class Grades(Result):
    """The submissions of a class, marked.

    Attributes:
        key: what the key is for.
        of: the points that can be reached.
        questions: the questions in the key's order.
        spread: the spread of the points, in the JSON under ``class``; None without students.
        students: the students in the order of their submissions.
        slips: mistakes that students made, the most frequent first.
        marker: what marked the answers. Not part of the JSON.
        graded: the marks with what explains them. Not part of the JSON.
    """

    key: str
    of: float
    questions: tuple[QuestionGrades, ...]
    spread: Annotated[ClassStatistics | None, Field(serialization_alias="class")]
    students: tuple[StudentGrades, ...]
    slips: tuple[CommonMistake, ...]
    marker: Unwritten[Marker]
    graded: Unwritten[tuple[Graded, ...]]

    @property
    def statistics(self) -> list[QuestionStatistics]:
        """How the class answered each question."""
        return [question.statistics for question in self.questions]

    def records(self) -> Iterable[Mapping[str, Any]]:
        """A mapping for each answer of each student."""
        for student in self.to_dict()["students"]:
            for answer in student["answers"]:
                yield {"student": student["student"], **answer}


def grades(marker: Marker, graded: Sequence[Graded]) -> Grades:
    """Marked submissions as a result.

    Args:
        marker: what marked them.
        graded: the submissions.
    """
    statistics = of_questions(marker, graded)
    return Grades(
        key=marker.key.name,
        of=marker.of,
        questions=tuple(
            QuestionGrades(
                id=outcome.question.id,
                asked=asked(outcome.question),
                answer=outcome.question.typed,
                counted=value_text(outcome.value, outcome.question)
                if outcome.value is not None
                else None,
                points=outcome.question.asked.points,
                statistics=each,
            )
            for outcome, each in zip(marker.outcomes.values(), statistics, strict=True)
        ),
        spread=of_class(marker, graded),
        students=tuple(map(_student, graded)),
        slips=tuple(common_mistakes(graded)),
        marker=marker,
        graded=tuple(graded),
    )


def _student(graded: Graded) -> StudentGrades:
    return StudentGrades(
        student=graded.submission.student,
        file=graded.submission.file,
        points=graded.points,
        remarks=tuple(graded.submission.remarks),
        answers=tuple(
            AnswerGrade(
                question=mark.question,
                answer=mark.answer,
                status=mark.status.name.lower(),
                right=mark.right,
                points=mark.points,
                reason=mark.reason or None,
                slips=mark.explanation.slips if mark.explanation else (),
                sentence=mark.explanation.first if mark.explanation else None,
            )
            for mark in graded.marks
        ),
    )
