"""The statistics of a class: of the points, and of each question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median, pstdev, quantiles

from cnncount.exams.grading import Marker
from cnncount.exams.marks import Graded, Mark, MarkStatus

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class ClassStatistics:
    """The points of a class: how many students, and how their points are spread."""

    students: int
    of: float
    mean: float
    deviation: float
    minimum: float
    lower_quartile: float
    median: float
    upper_quartile: float
    maximum: float


@dataclass(frozen=True, slots=True)
class WrongAnswer:
    """A wrong answer, how many students gave it, and the mistake behind it, if one is known."""

    answer: str
    students: int
    mistake: str | None


@dataclass(frozen=True, slots=True)
class QuestionStatistics:
    """How a class answered a question.

    Attributes:
        question: the question's id.
        right: how many answers are right, and so on for every status.
        facility: the mean share of the points earned, of the answers that are marked.
        discrimination: the correlation of the points of this question with those of the others;
            None where one of them is the same for all.
        wrong_answers: the most frequent wrong answers.
    """

    question: str
    right: int
    partly: int
    wrong: int
    unread: int
    absent: int
    facility: float | None
    discrimination: float | None
    wrong_answers: tuple[WrongAnswer, ...]


@dataclass(frozen=True, slots=True)
class CommonMistake:
    """A mistake, and how many students made it at a question."""

    question: str
    slip: str
    students: int


def of_class(marker: Marker, graded: Sequence[Graded]) -> ClassStatistics | None:
    """The spread of the points; None for an empty class."""
    points = sorted(student.points for student in graded)
    if not points:
        return None
    lower, _, upper = quantiles(points, n=4, method="inclusive") if len(points) > 1 else points * 3
    return ClassStatistics(
        len(points),
        marker.of,
        fmean(points),
        pstdev(points),
        points[0],
        lower,
        median(points),
        upper,
        points[-1],
    )


def of_questions(marker: Marker, graded: Sequence[Graded]) -> list[QuestionStatistics]:
    """How the class answered each question."""
    totals = [student.points for student in graded]
    return [
        _of_question(id, [student.marks[place] for student in graded], totals, marker)
        for place, id in enumerate(marker.outcomes)
    ]


def _of_question(
    id: str, marks: Sequence[Mark], totals: Sequence[float], marker: Marker
) -> QuestionStatistics:
    status = Counter(mark.status for mark in marks)
    full = marker.outcomes[id].question.asked.points
    marked = [mark.points for mark in marks if mark.status is not MarkStatus.UNREAD]
    wrong = Counter(mark.answer for mark in marks if mark.status is MarkStatus.WRONG)
    behind = {mark.answer: mark for mark in marks}
    return QuestionStatistics(
        id,
        status[MarkStatus.RIGHT],
        status[MarkStatus.PARTIAL],
        status[MarkStatus.WRONG],
        status[MarkStatus.UNREAD],
        status[MarkStatus.ABSENT],
        fmean(marked) / full if marked and full else None,
        _correlation([mark.points for mark in marks], totals),
        tuple(
            WrongAnswer(str(answer), students, first_mistake(behind[answer]))
            for answer, students in wrong.most_common(_SHOWN)
        ),
    )


def _correlation(own: Sequence[float], totals: Sequence[float]) -> float | None:
    """Pearson's correlation of a question's points with those of all other questions."""
    others = [total - point for total, point in zip(totals, own, strict=True)]
    if len(own) < 2:
        return None
    spread = pstdev(own) * pstdev(others)
    if spread < 1e-12:
        return None
    mean, mean_others = fmean(own), fmean(others)
    products = ((a - mean) * (b - mean_others) for a, b in zip(own, others, strict=True))
    return fmean(products) / spread


def first_mistake(mark: Mark) -> str | None:
    """The most plausible mistake behind a wrong answer."""
    known = mark.explanation.mistakes if mark.explanation else ()
    return known[0].what if known else None


def common_mistakes(graded: Sequence[Graded]) -> list[CommonMistake]:
    """The most plausible mistake of every wrong answer, the commonest first."""
    made = Counter(
        (mark.question, mistake)
        for student in graded
        for mark in student.marks
        if (mistake := first_mistake(mark))
    )
    return [CommonMistake(*which, number) for which, number in made.most_common()]
