"""Checked keys as a result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from cnncount.analysis.explain.interpretation import Value
from cnncount.analysis.fields import Unwritten
from cnncount.analysis.result import Result
from cnncount.errors import Place, Problem
from cnncount.exams.checked import Checked, difference, summary
from cnncount.exams.checking import Outcome, Status
from cnncount.exams.phrases import asked, claim, one_line

StatusName = Literal["right", "wrong", "differs", "unreadable"]

_STATUS: dict[Status, StatusName] = {
    Status.RIGHT: "right",
    Status.WRONG: "wrong",
    Status.DIFFERS: "differs",
    Status.UNREAD: "unreadable",
}


@dataclass(frozen=True)
class Trouble:
    """Why a file or a question cannot be judged.

    Attributes:
        message: what is wrong.
        line: the line in the file, from 1, if there is one.
        column: the column, from 1.
    """

    message: str
    line: int | None
    column: int | None


@dataclass(frozen=True, kw_only=True)
class CheckedQuestion:
    """A question of a key, checked, without what was computed.

    Attributes:
        id: the question's name in its key.
        asked: what it asks, in words.
        text: the question's own words, if the key has them.
        line: the line of the answer, from 1.
        column: its column, from 1.
        answer: the answer as it was typed.
        status: ``differs`` is a difference that the key expects; it is right.
        points: the points that it gets.
        of: the points that it could get.
        slips: the mistakes that give the answer.
        slips_tried: how many mistakes were tried.
        reason: why the key expects a difference.
        problems: why it cannot be judged.
        claim: the answer with its tolerance. Not part of the JSON.
        why: the sentences that say what is wrong. Not part of the JSON.
    """

    id: str
    asked: str
    text: str | None
    line: int
    column: int
    answer: str
    status: StatusName
    points: float
    of: float
    slips: tuple[str, ...]
    slips_tried: int
    reason: str | None
    problems: tuple[Trouble, ...]
    claim: Unwritten[str]
    why: Unwritten[tuple[str, ...]]

    @property
    def passed(self) -> bool:
        """Whether the answer is right, or differs as the key expects."""
        return self.status in ("right", "differs")


@dataclass(frozen=True, kw_only=True)
class JudgedQuestion(CheckedQuestion):
    """A question of a key, checked, with what was computed.

    Attributes:
        counted: the computed value: a number, a shape, or a ratio such as ``150/7``.
        difference: the answer less the computed value, where both are numbers.
        arithmetic: how the value is computed, where it is one layer's.
        reasons: what is wrong, in sentences.
    """

    counted: int | str | tuple[int, ...] | None
    difference: int | str | None
    arithmetic: str | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CheckedFile:
    """A key's file, checked.

    Attributes:
        path: the file.
        name: what the key is for; None where the file cannot be read.
        questions: the questions in their order.
        problems: why the file cannot be read.
    """

    path: str
    name: str | None
    questions: tuple[JudgedQuestion | CheckedQuestion, ...]
    problems: tuple[Trouble, ...]


@dataclass(frozen=True, kw_only=True)
class CheckSummary:
    """How many questions, of how many points, came out how.

    Attributes:
        files: the number of files.
        questions: the number of questions.
        passed: questions that are right, or differ as expected.
        differing: questions that differ as expected.
        unreadable: questions and files that cannot be judged.
        points: the points of the questions that passed.
        of: the points of all questions.
        exit_status: 0 all right, 1 a wrong answer, 2 something that cannot be judged.
    """

    files: int
    questions: int
    passed: int
    differing: int
    unreadable: int
    points: float
    of: float
    exit_status: int


@dataclass(frozen=True, kw_only=True, repr=False)
class Check(Result):
    """Answer keys, checked.

    Attributes:
        files: a key each.
        summary: what came out in all.
    """

    files: tuple[CheckedFile, ...]
    summary: CheckSummary

    def records(self) -> Iterable[Mapping[str, Any]]:
        """A mapping for each question, with its file."""
        for file in self.to_dict()["files"]:
            for question in file["questions"]:
                yield {"file": file["path"], **question}


def check_result(files: Sequence[Checked], *, hide_expected: bool = False) -> Check:
    """Checked files as a result.

    Args:
        files: the files.
        hide_expected: leave out what was computed, its arithmetic and the difference.
    """
    total = summary(files)
    return Check(
        files=tuple(
            CheckedFile(
                path=file.path,
                name=file.name,
                questions=tuple(_question(each, hide_expected) for each in file.outcomes),
                problems=_troubles(file.problems),
            )
            for file in files
        ),
        summary=CheckSummary(**total._asdict(), exit_status=total.exit_status),
    )


def why(outcome: Outcome, *, hide_expected: bool = False) -> Iterator[str]:
    """Why an answer is not right: what was expected, and the mistake that explains the answer."""
    if outcome.status is Status.UNREAD:
        yield from (one_line(problem.message) for problem in outcome.problems)
    if outcome.status is not Status.WRONG:
        return
    if outcome.question.asked.expect == "differs":
        yield from map(one_line, outcome.reasons)
        return
    if hide_expected:
        yield f"the key says {claim(outcome.question)}, which is wrong"
    else:
        yield from map(one_line, outcome.reasons)
        if outcome.work:
            yield one_line(outcome.work)
    if outcome.explanation:
        yield one_line(str(outcome.explanation))


def _question(outcome: Outcome, hide_expected: bool) -> CheckedQuestion:
    question = outcome.question
    place = _shown_place(outcome)
    explanation = outcome.explanation if outcome.status is Status.WRONG else None
    fields: dict[str, Any] = {
        "id": question.id,
        "asked": asked(question),
        "text": question.asked.text,
        "line": place.line,
        "column": place.column,
        "answer": question.typed,
        "status": _STATUS[outcome.status],
        "points": question.asked.points if outcome.passed else 0,
        "of": question.asked.points,
        "slips": explanation.slips if explanation else (),
        "slips_tried": explanation.tried if explanation else 0,
        "reason": question.asked.reason,
        "problems": _troubles(outcome.problems),
        "claim": claim(question),
        "why": tuple(why(outcome, hide_expected=hide_expected)),
    }
    if hide_expected:
        return CheckedQuestion(**fields)
    return JudgedQuestion(
        **fields,
        counted=_plain(outcome.value),
        difference=_plain_number(difference(outcome)),
        arithmetic=outcome.work,
        reasons=outcome.reasons,
    )


def _shown_place(outcome: Outcome) -> Place:
    """Where to look in the key: at what cannot be judged, else at the answer."""
    own = outcome.question.place
    places = [p.place for p in outcome.problems if p.place and p.place.source is own.source]
    return places[0] if places else own


def _plain(value: Value | None) -> int | str | tuple[int, ...] | None:
    """An integer as one, a shape as a list, another ratio as text: ``150/7``."""
    return value if isinstance(value, tuple) else _plain_number(value)


def _plain_number(value: int | Fraction | None) -> int | str | None:
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else str(value)
    return value


def _troubles(problems: Iterable[Problem]) -> tuple[Trouble, ...]:
    return tuple(
        Trouble(
            problem.message,
            problem.place.line if problem.place else None,
            problem.place.column if problem.place else None,
        )
        for problem in problems
    )
