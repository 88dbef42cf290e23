"""Checking a key's answers against what is counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from cnncount.analysis.explain.interpretation import Value
from cnncount.errors import Problem, SpecError
from cnncount.exams.asking import Subject, subject
from cnncount.exams.counting import Counts
from cnncount.exams.explaining import Explanation, explain
from cnncount.exams.judging import disagreements
from cnncount.exams.key import Key, Question
from cnncount.figures.refusal import AmbiguousFigure


class Status(Enum):
    """How a question came out."""

    RIGHT = "right"
    WRONG = "wrong"
    DIFFERS = "differs, as expected"
    UNREAD = "cannot be judged"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question, checked.

    Attributes:
        question: the question.
        status: how it came out.
        reasons: what is wrong, in sentences; empty where all is right.
        value: what was counted, if anything could be.
        work: its arithmetic, where it is one layer's.
        explanation: the mistake behind a wrong answer, where it was looked for.
        problems: why it could not be judged.
    """

    question: Question
    status: Status
    reasons: tuple[str, ...] = ()
    value: Value | None = None
    work: str | None = None
    explanation: Explanation | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the key says what is so."""
        return self.status in (Status.RIGHT, Status.DIFFERS)


def check(key: Key) -> Iterator[Outcome]:
    """Check every question of a key, in order, those after a wrong one too."""
    counts = Counts()
    for question in key.questions:
        yield check_question(question, counts)


def check_question(
    question: Question, counts: Counts | None = None, *, explained: bool = True
) -> Outcome:
    """Check one question.

    Args:
        question: the question.
        counts: as for `subject`.
        explained: whether the mistake behind a wrong answer is looked for.
    """
    try:
        return judged(subject(question, counts), explained=explained)
    except SpecError as error:
        return Outcome(question, Status.UNREAD, problems=tuple(error.problems))


def judged(about: Subject, *, explained: bool = True) -> Outcome:
    """Check a question whose network is counted; `explained` as above.

    Raises:
        SpecError: it cannot be counted.
    """
    question = about.question
    value = about.value()
    found = Outcome(question, Status.RIGHT, value=value, work=about.work())
    if question.answer is None:
        problems = (question.unread,) if question.unread else ()
        return replace(found, status=Status.UNREAD, problems=problems)
    try:
        reasons = disagreements(about, question.answer, value)
    except AmbiguousFigure as error:
        listed = " or ".join(error.readings)
        problem = Problem(f"{error.why}: {listed}; say which with 'kilo'", question.place)
        return replace(found, status=Status.UNREAD, problems=(problem,))
    if question.asked.expect == "differs":
        if reasons:
            return replace(found, status=Status.DIFFERS)
        return replace(found, status=Status.WRONG, reasons=(NOT_DIFFERENT,))
    if not reasons:
        return found
    explanation = explain(about) if explained else None
    return replace(found, status=Status.WRONG, reasons=reasons, explanation=explanation)


NOT_DIFFERENT = "the key expects a difference, and there is none"
