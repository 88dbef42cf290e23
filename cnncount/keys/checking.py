"""Holding a key's answers against what is counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from cnncount.answers.figure import AmbiguousFigure, Match, Quantity, Verdict, match, plain
from cnncount.answers.notation import Answer, Worked
from cnncount.answers.shape import PrintedShape
from cnncount.arithmetic import FormulaError, parse
from cnncount.keys.asking import Subject, Value, subject
from cnncount.keys.key import Key, Question
from cnncount.problems import Problem, SpecError
from cnncount.report import Report
from cnncount.shapes import shape_text


class Status(Enum):
    """How a question came out."""

    RIGHT = "right"
    WRONG = "wrong"
    DIFFERS = "differs, as expected"
    UNREADABLE = "cannot be counted"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question, checked.

    Attributes:
        question: the question.
        status: how it came out.
        reasons: what is wrong, in sentences; empty where all is right.
        value: what was counted, if anything could be.
        work: its arithmetic, where it is one layer's.
        subject: what it was about, for finding the slip behind a wrong answer.
        problems: why it could not be counted.
    """

    question: Question
    status: Status
    reasons: tuple[str, ...] = ()
    value: Value | None = None
    work: str | None = None
    subject: Subject | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the key says what is so."""
        return self.status in (Status.RIGHT, Status.DIFFERS)


def check(key: Key) -> Iterable[Outcome]:
    """Check every question of a key, in order, going on behind wrong ones."""
    counts: dict[str, Report] = {}
    for question in key.questions:
        yield check_question(question, counts)


def check_question(question: Question, counts: dict[str, Report] | None = None) -> Outcome:
    """Check one question; `counts` as for `subject`."""
    try:
        about = subject(question, counts)
        value = about.value()
        reasons = disagreements(question, question.answer, value)
    except SpecError as error:
        return Outcome(question, Status.UNREADABLE, problems=tuple(error.problems))
    except AmbiguousFigure as error:
        listed = " or ".join(error.readings)
        problem = Problem(f"{error.why}: {listed}; say which with 'kilo'", question.place)
        return Outcome(question, Status.UNREADABLE, problems=(problem,))
    if question.asked.expect == "differs":
        status = Status.DIFFERS if reasons else Status.WRONG
        told = () if reasons else ("the key expects this to differ, and it does not",)
        return Outcome(question, status, told, value, about.work(), about)
    status = Status.WRONG if reasons else Status.RIGHT
    return Outcome(question, status, reasons, value, about.work(), about)


def disagreements(question: Question, answer: Answer, value: Value) -> tuple[str, ...]:
    """Why an answer is not what was counted; nothing where it is.

    The arithmetic of a worked answer is held against the count as well as its result.

    Raises:
        AmbiguousFigure: the answer is in kilobytes of either kind, and the key does not say which.
    """
    if isinstance(answer, Worked):
        return (*_arithmetic(answer, value), *disagreements(question, answer.result, value))
    if isinstance(value, tuple) or isinstance(answer, PrintedShape):
        return _shapes(answer, value)
    found = match(answer, value, kilo=question.asked.kilo)
    if found.verdict is Verdict.TRUNCATION:
        if question.asked.rounding == "truncated":
            return ()
        return (
            f"{found.message}: it holds by truncation alone ('rounding: truncated' allows that)",
        )
    if found.verdict is Verdict.ROUNDING and question.asked.rounding == "truncated":
        return _truncated(found)
    return () if found.agrees else (_differs(answer, found),)


def _truncated(found: Match) -> tuple[str, ...]:
    """A figure said to be cut off must be what cutting gives; rounding may give the same."""
    from cnncount.answers.figure import Mode, PrintedFigure, printed_as

    answer = found.answer
    if not isinstance(answer, PrintedFigure) or printed_as(found.computed, answer, Mode.CUT) == str(
        answer
    ):
        return ()
    return (f"{plain(found.computed)} is not {answer} cut off, but rounded",)


def _differs(answer: Quantity, found: Match) -> str:
    off = -found.difference
    signed = f"+{plain(off)}" if off > 0 else f"-{plain(-off)}"
    return f"the key says {answer}, and {plain(found.computed)} is counted ({signed})"


def _shapes(answer: Quantity | PrintedShape, value: Value) -> tuple[str, ...]:
    shape = value if isinstance(value, tuple) else (value,)
    if isinstance(answer, PrintedShape) and all(isinstance(size, int) for size in shape):
        sizes = tuple(int(size) for size in shape)
        if answer.matches(sizes):
            return ()
        return (f"the key says {answer}, and {shape_text(sizes)} is counted",)
    return (f"the key says {answer}, and a shape is counted",)


_SIGNS = str.maketrans(
    {"×": "*", "·": "*", "∙": "*", "[": "(", "]": ")", "{": "(", "}": ")", "−": "-"}
)


def _arithmetic(answer: Worked, value: Value) -> tuple[str, ...]:
    """Every step of a worked answer must come to what was counted."""
    wrong = []
    for step in answer.steps:
        text = step.translate(_SIGNS).replace(" x ", " * ")
        try:
            comes_to = parse(text).integer({})
        except FormulaError as error:
            wrong.append(f"the arithmetic {step!r} cannot be read: {error.message}")
            continue
        if comes_to != value:
            counted = plain(value) if isinstance(value, int | Fraction) else "a shape"
            wrong.append(f"the arithmetic {step} comes to {comes_to:,}, and {counted} is counted")
    return tuple(wrong)
