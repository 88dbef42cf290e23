"""The marks of students' answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from cnncount.exams.explaining import Explanation
from cnncount.exams.submissions.submission import Submission


class MarkStatus(Enum):
    """How an answer was marked."""

    RIGHT = "right"
    PARTIAL = "partly right"
    WRONG = "wrong"
    UNREAD = "to be looked at"
    ABSENT = "no answer"


@dataclass(frozen=True, slots=True)
class Mark:
    """A student's answer to a question, marked.

    Attributes:
        question: the question's id.
        answer: the answer as it was typed, or None.
        status: how it was marked.
        points: what it earns.
        reason: why it does not earn all points; a remark on a right answer.
        explanation: the mistake behind it, where its figure is wrong.
    """

    question: str
    answer: str | None
    status: MarkStatus
    points: float
    reason: str = ""
    explanation: Explanation | None = None

    @property
    def right(self) -> bool:
        """Whether it earns all points."""
        return self.status is MarkStatus.RIGHT


@dataclass(frozen=True, slots=True)
class Graded:
    """A student's submission, marked: a mark for each question of the key."""

    submission: Submission
    marks: tuple[Mark, ...]

    @property
    def points(self) -> float:
        """What the answers earn together."""
        return sum(mark.points for mark in self.marks)
