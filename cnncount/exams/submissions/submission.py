"""What a student answered."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from cnncount.exams.phrases import one_line


@dataclass(frozen=True, slots=True)
class Submission:
    """What a student answered.

    Attributes:
        student: who, as the file or its row says.
        file: the file.
        answers: the answers by question, as they were typed.
        remarks: what is odd about this student's answers: one answered twice.
    """

    student: str
    file: str
    answers: dict[str, str]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """The submissions of a file.

    Attributes:
        submissions: a submission for each student.
        remarks: what is odd about the file as a whole, once: a question that there is not.
    """

    submissions: tuple[Submission, ...]
    remarks: tuple[str, ...] = ()


def submission(
    student: str,
    file: str,
    pairs: Iterable[tuple[str, str]],
    remarks: Iterable[str] = (),
) -> Submission:
    """A submission from questions and answers; the first answer to a question counts."""
    answers: dict[str, str] = {}
    odd = list(remarks)
    for question, answer in pairs:
        if question in answers and answer.strip() and answer != answers[question]:
            odd.append(f"question {one_line(question)} is answered twice; the first counts")
        elif question not in answers or not answers[question].strip():
            answers[question] = answer
    return Submission(one_line(student) or "-", file, answers, tuple(dict.fromkeys(odd)))


def unknown(questions: Iterable[str], ids: Collection[str]) -> list[str]:
    """A remark for each question that the key does not have."""
    others = dict.fromkeys(q for q in questions if q not in ids)
    return [f"there is no question {one_line(each)!r}" for each in others]
