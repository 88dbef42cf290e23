"""Holding a key's answers against what is counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from cnncount.analysis.count import Report
from cnncount.analysis.explain.interpretation import Value
from cnncount.errors import Problem, SpecError
from cnncount.exams.asking import Subject, subject
from cnncount.exams.key import Key, Question
from cnncount.figures.figure import (
    AmbiguousFigure,
    Match,
    Mode,
    PrintedFigure,
    Quantity,
    Verdict,
    match,
    plain,
    printed_as,
)
from cnncount.figures.notation import Answer, Worked
from cnncount.figures.shape import PrintedShape
from cnncount.formula import FormulaError, parse
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
        return (
            *_arithmetic(question, answer, value),
            *disagreements(question, answer.result, value),
        )
    if isinstance(value, tuple) or isinstance(answer, PrintedShape):
        return _shapes(question, answer, value)
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
    answer = found.answer
    if not isinstance(answer, PrintedFigure):
        return ()
    if printed_as(found.computed, answer, Mode.CUT) == str(answer):
        return ()
    return (f"{plain(found.computed)} is not {answer} cut off, but rounded",)


def _differs(answer: Quantity, found: Match) -> str:
    off = signed(-found.difference)
    return f"the key says {answer}, and {_number(found.computed)} is counted ({off})"


def written(value: Value, question: Question) -> str:
    """What was counted, as people read it: ``1,516``, ``16@10×10``, ``about 21.4286``."""
    if isinstance(value, tuple):
        maps_too = question.asked.quantity in ("output_shape", "input_shape")
        return shape_text(value) if maps_too else "×".join(map(str, value))
    return _number(value)


def _number(value: int | Fraction) -> str:
    return plain(value) if value == _rounded(value) else f"about {plain(_rounded(value))}"


def signed(difference: Fraction) -> str:
    """A difference with its sign: ``-6``, ``+0.0714``."""
    size = _rounded(abs(difference)) or abs(difference)
    return f"{'-' if difference < 0 else '+'}{plain(size)}"


def _rounded(value: int | Fraction) -> Fraction:
    """The value to four decimals; the value itself where it ends soon behind them."""
    exact = Fraction(value)
    return exact if "/" not in plain(exact) else round(exact, 4)


def _shapes(question: Question, answer: Quantity | PrintedShape, value: Value) -> tuple[str, ...]:
    shape = value if isinstance(value, tuple) else (value,)
    if isinstance(answer, PrintedShape) and all(isinstance(size, int) for size in shape):
        sizes = tuple(int(size) for size in shape)
        maps_too = question.asked.quantity != "output_size"
        if question.asked.quantity in _ALONG and {*answer.extents} == {value}:
            return ()
        if not maps_too and len(answer.extents) == 1 and {*answer.extents} == {*sizes}:
            return ()
        if answer.matches(sizes) if maps_too else answer.extents == sizes:
            return ()
        counted = written(value, question)
        return (f"the key says {answer}, and {counted} is counted",)
    return (f"the key says {answer}, and a shape is counted",)


_ALONG = "receptive_field", "stride"
"""One number where all axes agree, which may be printed for each of them: 5 or 5x5. Output sizes
are one for each axis, and may be printed once where they agree."""

_SIGNS = str.maketrans(
    {"×": "*", "·": "*", "∙": "*", "[": "(", "]": ")", "{": "(", "}": ")", "−": "-"}
)


def _arithmetic(question: Question, answer: Worked, value: Value) -> tuple[str, ...]:
    """Every step of a worked answer must come to what was counted."""
    wrong = []
    counted = written(value, question)
    for step in answer.steps:
        try:
            result = comes_to(step)
        except FormulaError as error:
            wrong.append(f"the arithmetic {step!r} cannot be read: {error.message}")
            continue
        if result != value:
            wrong.append(f"the arithmetic {step} comes to {result:,}, and {counted} is counted")
    return tuple(wrong)


def comes_to(step: str) -> int:
    """What the arithmetic of a worked answer comes to.

    Raises:
        FormulaError: it cannot be read, or is no integer.
    """
    return parse(step.translate(_SIGNS).replace(" x ", " * ")).integer({})
