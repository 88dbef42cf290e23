"""Marking students' answers against a key: the points, and the mistake behind a wrong answer.

What is right is what is counted, as exactly as the key gives it: `1.5k` is right where the key says
`1.5k`, and where it says `1516` it is not, while `1,516` is right for both. The value that the key
itself prints is right too, so also a figure that it expects to differ.

An answer that cannot be read earns nothing yet and is no wrong answer: a person decides, by
`accept` in the key or in a file of decisions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from cnncount.errors import Problem, SpecError
from cnncount.exams.answers import read_answer, readings
from cnncount.exams.asking import Subject, subject
from cnncount.exams.checking import Outcome, Status, judged
from cnncount.exams.choices import letter_of
from cnncount.exams.counting import Counts
from cnncount.exams.explaining import Explanation, explain
from cnncount.exams.formulas import read_formula
from cnncount.exams.judging import disagreements, inconsistencies, miscalculations
from cnncount.exams.key import Answer, Key, Question
from cnncount.exams.marks import Graded, Mark, MarkStatus
from cnncount.exams.mistakes import candidates
from cnncount.exams.mistakes.mistake import Mistake
from cnncount.exams.phrases import expected_but, one_line
from cnncount.exams.submissions.submission import Submission
from cnncount.exams.typed.parts import Sum, Typed
from cnncount.exams.units import contradiction
from cnncount.figures.figure import PrintedFigure, Unit
from cnncount.figures.refusal import AmbiguousFigure, FigureError
from cnncount.figures.shape import PrintedShape
from cnncount.figures.tolerance import Bound, Interval, Near

_BRIEF = 60
"""How much of an answer that cannot be read its reason repeats."""


@dataclass(slots=True)
class _Marked:
    """What is kept of a question while its answers are marked."""

    outcome: Outcome
    about: Subject
    made: list[Mistake] | None = None


class Marker:
    """Marks answers to the questions of a key, each different answer once."""

    def __init__(self, key: Key, decisions: Mapping[tuple[str, str], float] | None = None) -> None:
        """Count what the key asks.

        Args:
            key: the key.
            decisions: points for answers that a person has judged, by question and answer.

        Raises:
            SpecError: a question cannot be counted, or the key itself is wrong.
        """
        self.key = key
        self.outcomes: dict[str, Outcome] = {}
        self._questions: dict[str, _Marked] = {}
        self._decisions = dict(decisions or {})
        problems: list[Problem] = []
        counts = Counts()
        for question in key.questions:
            try:
                about = subject(question, counts)
                outcome = judged(about, explained=False)
            except SpecError as error:
                problems += error.problems
                continue
            self.outcomes[question.id] = outcome
            self._questions[question.id] = _Marked(outcome, about)
            problems += outcome.problems
            if outcome.status is Status.WRONG:
                told = f"grading stops: the key itself is wrong: {'; '.join(outcome.reasons)}"
                problems.append(Problem(told, question.place))
        if problems:
            raise SpecError(problems)
        self._marks: dict[tuple[str, str], Mark] = {}

    @property
    def of(self) -> float:
        """The points that there are."""
        return sum(outcome.question.asked.points for outcome in self.outcomes.values())

    def graded(self, submission: Submission) -> Graded:
        """Mark a submission."""
        return Graded(
            submission, tuple(self.mark(id, submission.answers.get(id)) for id in self.outcomes)
        )

    def mark(self, id: str, answer: str | None) -> Mark:
        """Mark an answer to the question of this id."""
        if answer is None or not answer.strip():
            return Mark(id, None, MarkStatus.ABSENT, 0, "no answer")
        plain = answer.strip()
        if (id, plain) not in self._marks:
            self._marks[id, plain] = self._marked(id, plain)
        return self._marks[id, plain]

    def _marked(self, id: str, typed: str) -> Mark:
        marked = self._questions[id]
        question = marked.outcome.question
        shown = one_line(typed)
        if (id, typed) in self._decisions:
            points = self._decisions[id, typed]
            full = points >= question.asked.points
            status = (
                MarkStatus.RIGHT if full else MarkStatus.PARTIAL if points else MarkStatus.WRONG
            )
            return Mark(id, shown, status, points, "decided by a person")
        try:
            answers, remark = _read(question, typed)
            wrong = [(answer, _wrong(marked, answer)) for answer in answers]
        except FigureError as error:
            reason = f"{one_line(typed, _BRIEF)} cannot be read: {error.why}"
            return Mark(id, shown, MarkStatus.UNREAD, 0, one_line(reason))
        if any(not reason for _, reason in wrong):
            return Mark(id, shown, MarkStatus.RIGHT, question.asked.points, remark)
        if remark and len(wrong) > 1:
            told = f"{remark}: none of these is right"
            return self._wrong(marked, shown, wrong[0][0], told)
        return self._wrong(marked, shown, *wrong[0])

    def _wrong(self, marked: _Marked, shown: str, answer: Answer, reason: str) -> Mark:
        question = marked.outcome.question
        if marked.made is None:
            marked.made = candidates(marked.about)
        explanation = explain(marked.about, answer, marked.made)
        share = _partial(question, explanation)
        points = share * question.asked.points
        status = MarkStatus.PARTIAL if share else MarkStatus.WRONG
        return Mark(question.id, shown, status, points, one_line(reason), explanation)


def _read(question: Question, typed: str) -> tuple[list[Answer], str]:
    """What an answer may mean, and a remark where that is more than one thing.

    Raises:
        FigureError: it cannot be read.
    """
    asked = question.asked
    if asked.choices is not None:
        return [letter_of(asked, typed)], ""
    if asked.symbols is not None:
        return [read_formula(typed, asked.symbols)], ""
    plain = asked.model_copy(update={"tolerance": None})
    try:
        answer = read_answer(plain, typed)
        if not _of_either_kilo(answer) or plain.kilo:
            return [answer], ""
        remark = f"{one_line(typed, _BRIEF)}: a kilobyte of 1000 or of 1024 bytes"
    except AmbiguousFigure as error:
        remark = f"{one_line(typed, _BRIEF)} can be read as {' or as '.join(error.readings)}"
    several = readings(plain, typed)
    if not several:
        raise FigureError("it can be read in more than one way")
    return [*several], remark


def _of_either_kilo(answer: Typed) -> bool:
    return any(isinstance(p, PrintedFigure) and p.scale.base is None for p in answer.parts)


def _partial(question: Question, explanation: Explanation | None) -> float:
    """The share of the points that the mistake earns."""
    if explanation is None or not explanation.mistakes:
        return 0
    words = _words(explanation.mistakes[0].what)
    shares = [s for named, s in question.asked.partial.items() if _words(named) <= words]
    return max(shares, default=0)


def _words(phrase: str) -> set[str]:
    return {word for word in phrase.lower().split() if word not in ("the", "a", "its")}


def _wrong(marked: _Marked, answer: Answer) -> str:
    """Why an answer is wrong; nothing where it is right."""
    about, value = marked.about, marked.outcome.value
    question = marked.outcome.question
    if value is None:
        raise ValueError("a question that cannot be counted is not marked")
    if answer == question.answer or answer in question.accepted:
        return ""
    if not isinstance(answer, Typed):
        return "; ".join(disagreements(about, answer, value))
    if reason := contradiction(about, answer.unit):
        return reason
    if reasons := inconsistencies(about, answer):
        return reasons[0]
    if not isinstance(value, tuple) and (reasons := miscalculations(about, answer, value)):
        return reasons[0]
    if any(_accepted(accepted, answer) for accepted in question.accepted):
        return ""
    if isinstance(value, tuple) or isinstance(answer.result, PrintedShape) or question.asked.solve:
        return "; ".join(disagreements(about, answer, value))
    exact = Fraction(value) * _bits_per(question, answer)
    whys = [_wrong_part(marked, part, exact) for part in answer.figures]
    coarse = [why for why in whys if why and why.endswith(_COARSE)]
    if any(not why for why in whys) and len(coarse) == sum(map(bool, whys)):
        return ""
    return next(why for why in whys if why)


def _bits_per(question: Question, answer: Typed) -> Fraction:
    """What a count in the key's unit is in the answer's, where one is in bits and one in bytes."""
    key_in_bits = isinstance(question.answer, Typed) and question.answer.unit is Unit.BIT
    if answer.unit is Unit.BIT and not key_in_bits:
        return Fraction(8)
    return Fraction(1, 8) if answer.unit is Unit.BYTE and key_in_bits else Fraction(1)


def _accepted(accepted: Answer, answer: Typed) -> bool:
    return isinstance(accepted, Typed) and accepted.result == answer.result


_COARSE = "fewer digits than the key requires"


def _wrong_part(marked: _Marked, part: object, value: Fraction) -> str:
    """As `_wrong`, for one figure of an answer."""
    question, about = marked.outcome.question, marked.about
    key = question.answer
    expected = key.result if isinstance(key, Typed) else None
    if isinstance(part, Sum):
        if part.value == value or (
            isinstance(expected, PrintedFigure) and part.value == _settled(question, expected).value
        ):
            return ""
        return expected_but(question, value, part)
    if part == expected:
        return ""
    if isinstance(part, Near | Bound | Interval):
        return f"expected one number, not {part}"
    if not isinstance(part, PrintedFigure):
        return "expected one number"
    figure = _settled(question, part)
    counted = expected_but(question, value, part, figure.value - value)
    if figure.value == value:
        return ""
    match expected:
        case Near():
            near = expected.settled(question.asked.kilo or 1000)
            return "" if abs(figure.value - value) <= near.allowance else counted
        case Interval():
            ends = expected.settled(question.asked.kilo or 1000)
            return "" if ends.low.value <= figure.value <= ends.high.value else counted
        case PrintedFigure():
            known = _settled(question, expected)
            if figure.value == known.value:
                return ""
            if figure.is_exact or not _prints(about, part, value):
                return counted
            return "" if _step(figure) <= _step(known) else f"{part} has {_COARSE}"
    return "" if _prints(about, part, value) else counted


def _settled(question: Question, figure: PrintedFigure) -> PrintedFigure:
    return figure.settled(question.asked.kilo or 1000)


def _prints(about: Subject, answer: PrintedFigure, value: Fraction) -> bool:
    """Whether an answer is the count rounded, or truncated where the key's is."""
    asked = about.question.asked
    rounded = asked.model_copy(update={"rounding": "rounded"})
    return any(
        not disagreements(
            Subject(replace(about.question, asked=each), about.report, about.other),
            Typed(str(answer), (answer.settled(asked.kilo or 1000),)),
            value,
        )
        for each in (asked, rounded)
    )


def _step(figure: PrintedFigure) -> Fraction:
    """The worth of one in the last digit that a figure claims."""
    coarse: int = 10**figure.unclaimed_zeros
    return figure.place * coarse
