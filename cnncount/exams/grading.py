"""Marking a student's answers against a key: the points, and the slip behind a wrong answer.

What is right is what is counted, as exactly as the key gives it: `1.5k` is right where the key says
`1.5k`, and where it says `1516` it is not, while `1,516` is right for both. The value that the key
itself prints is right too, so also a figure that it expects to differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

from cnncount.errors import Problem, SpecError
from cnncount.exams.asking import Subject
from cnncount.exams.checking import Outcome, Status, check, comes_to, disagreements, written
from cnncount.exams.explaining import Explanation, explain
from cnncount.exams.key import Key, Question, read_answer
from cnncount.exams.phrases import one_line
from cnncount.exams.submissions import Submission
from cnncount.figures.figure import AmbiguousFigure, FigureError, PrintedFigure
from cnncount.figures.notation import Answer, Worked
from cnncount.figures.shape import PrintedShape
from cnncount.figures.tolerance import Bound, Interval, Near
from cnncount.formula import FormulaError

_BRIEF = 60
"""How much of an answer that cannot be read its reason repeats."""


class Mark(NamedTuple):
    """A student's answer to a question, marked.

    Attributes:
        question: the question's id.
        answer: the answer as it was typed, or None.
        right: whether it is right.
        points: what it earns.
        reason: why it is wrong; empty where it is right.
        explanation: the slip behind it, where its figure is wrong.
    """

    question: str
    answer: str | None
    right: bool
    points: float
    reason: str = ""
    explanation: Explanation | None = None


@dataclass(frozen=True, slots=True)
class Graded:
    """A student's submission, marked: a mark for each question of the key."""

    submission: Submission
    marks: Sequence[Mark]

    @property
    def points(self) -> float:
        """What the answers earn together."""
        return sum(mark.points for mark in self.marks)


class Common(NamedTuple):
    """A slip, and how many students made it at a question."""

    question: str
    slip: str
    students: int


def common_slips(graded: Sequence[Graded]) -> list[Common]:
    """The most plausible slip of every wrong answer, the commonest first."""
    made = Counter(
        (mark.question, mark.explanation.slips[0])
        for student in graded
        for mark in student.marks
        if mark.explanation and mark.explanation.slips
    )
    return [Common(*which, number) for which, number in made.most_common()]


class Marker:
    """Marks answers to the questions of a key, each different answer once."""

    def __init__(self, key: Key) -> None:
        """Count what the key asks.

        Raises:
            SpecError: a question cannot be counted, or the key itself is wrong.
        """
        self.key = key
        self.outcomes: dict[str, Outcome] = {}
        problems: list[Problem] = []
        for outcome in check(key):
            question = outcome.question
            self.outcomes[question.id] = outcome
            problems += outcome.problems
            if outcome.status is Status.WRONG:
                told = f"the key is wrong here, so it cannot mark: {'; '.join(outcome.reasons)}"
                problems.append(Problem(told, question.place))
        if problems:
            raise SpecError(problems)
        self._marks: dict[tuple[str, str], Mark] = {}

    def graded(self, submission: Submission) -> Graded:
        """Mark a submission."""
        marks = [self.mark(id, submission.answers.get(id)) for id in self.outcomes]
        return Graded(submission, marks)

    def mark(self, id: str, answer: str | None) -> Mark:
        """Mark an answer to the question of this id."""
        if answer is None or not answer.strip():
            return Mark(id, None, False, 0, "no answer")
        if (id, answer) not in self._marks:
            self._marks[id, answer] = _marked(self.outcomes[id], answer)
        return self._marks[id, answer]


def _marked(outcome: Outcome, typed: str) -> Mark:
    question, value, about = outcome.question, outcome.value, outcome.subject
    if value is None or about is None:
        raise AssertionError("a question that cannot be counted is not marked")
    shown, brief = one_line(typed), one_line(typed, _BRIEF)
    try:
        answer = read_answer(question.asked.model_copy(update={"tolerance": None}), typed)
        wrong = _wrong(outcome, answer, about)
    except AmbiguousFigure as error:
        reason = f"{brief} can be read as {' or as '.join(error.readings)}"
        return Mark(question.id, shown, False, 0, one_line(reason))
    except FigureError as error:
        reason = f"{brief} cannot be read: {error.why}"
        return Mark(question.id, shown, False, 0, one_line(reason))
    if not wrong:
        return Mark(question.id, shown, True, question.asked.points)
    asked = replace(about, question=replace(question, answer=answer, typed=shown))
    return Mark(question.id, shown, False, 0, one_line(wrong), explain(asked))


def _wrong(outcome: Outcome, answer: Answer, about: Subject) -> str:
    """Why an answer is wrong; nothing where it is right."""
    value = about.value()
    told = f"{written(value, outcome.question)} is counted"
    counted = f"{one_line(str(answer))}, and {told}"
    if isinstance(answer, Worked):
        for step in answer.steps:
            try:
                if (result := comes_to(step)) != value:
                    return f"the arithmetic comes to {result:,}, and {told}"
            except FormulaError as error:
                return f"the arithmetic cannot be read: {error.message}"
        return _wrong(outcome, answer.result, about)
    key = outcome.question.answer
    expected = key.result if isinstance(key, Worked) else key
    if answer == expected:
        return ""
    if isinstance(answer, Near | Bound | Interval):
        return f"{answer} is not one figure, and {told}"
    if isinstance(answer, PrintedShape) or isinstance(value, tuple):
        return counted if disagreements(outcome.question, answer, value) else ""
    return _wrong_figure(outcome, answer, expected, Fraction(value), counted)


def _wrong_figure(
    outcome: Outcome, answer: PrintedFigure, expected: Answer, value: Fraction, counted: str
) -> str:
    """As `_wrong`, for a number that is not given as the key gives it."""
    kilo = outcome.question.asked.kilo
    figure = answer.settled(kilo) if kilo else answer
    if figure.value == value:
        return ""
    if isinstance(expected, Near):
        near = expected.settled(kilo) if kilo else expected
        return "" if abs(figure.value - value) <= near.allowance else counted
    if isinstance(expected, Interval):
        low, high = (e.settled(kilo) if kilo else e for e in (expected.low, expected.high))
        return "" if low.value <= figure.value <= high.value else counted
    if isinstance(expected, PrintedFigure):
        known = expected.settled(kilo) if kilo else expected
        if figure.value == known.value:
            return ""
        if not _prints(outcome.question, answer, value):
            return counted
        return (
            ""
            if _step(figure) <= _step(known)
            else f"{answer} is too coarse beside the key's {expected}"
        )
    return counted if disagreements(outcome.question, answer, value) else ""


def _prints(question: Question, answer: PrintedFigure, value: Fraction) -> bool:
    """Whether an answer is the count rounded, or cut off where the key's is."""
    return any(
        not disagreements(replace(question, asked=asked), answer, value)
        for asked in (question.asked, question.asked.model_copy(update={"rounding": "rounded"}))
    )


def _step(figure: PrintedFigure) -> Fraction:
    """The worth of one in the last digit that a figure claims."""
    coarse: int = 10**figure.unclaimed_zeros
    return figure.place * coarse
