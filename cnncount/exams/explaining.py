"""Explaining a wrong answer by the mistake that gives it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cnncount.errors import SpecError
from cnncount.exams.asking import Subject
from cnncount.exams.judging import disagreements, inconsistencies
from cnncount.exams.key import Answer
from cnncount.exams.mistakes import candidates, recognise
from cnncount.exams.mistakes.chance import Figure
from cnncount.exams.mistakes.mistake import Mistake
from cnncount.exams.phrases import number, one_line, part
from cnncount.exams.typed.parts import Sum, Typed
from cnncount.exams.units import contradiction
from cnncount.figures.figure import PrintedFigure
from cnncount.figures.refusal import FigureError


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is known of a wrong figure.

    Attributes:
        figure: the figure, as it was typed, or what typed arithmetic comes to.
        of: the layer or the network that was asked for.
        mistakes: the mistakes that give it, the most plausible first.
        tried: how many mistakes were tried.
    """

    figure: str
    of: str
    mistakes: tuple[Mistake, ...]
    tried: int

    def __str__(self) -> str:
        if not self.mistakes:
            return f"no known mistake explains {self.figure} ({self.tried} tried)"
        tried = "1 mistake" if self.tried == 1 else f"{self.tried} mistakes"
        others = [f"; or {self.phrase(mistake)}" for mistake in self.mistakes[1:]]
        return f"{self.first}{''.join(others)} ({tried} tried)"

    @property
    def slips(self) -> tuple[str, ...]:
        """The phrases for the mistakes."""
        return tuple(mistake.what for mistake in self.mistakes)

    @property
    def first(self) -> str | None:
        """The most plausible mistake in a sentence with its arithmetic; None if there is none."""
        if not self.mistakes:
            return None
        best = self.mistakes[0]
        shown = f"{self.figure} = {best.work}" if best.work else self.figure
        if best.said and not best.said.startswith(self.figure):
            return f"{shown}: {best.said}"
        return f"{shown}: {self.phrase(best)}" if best.work else f"{shown} is {self.phrase(best)}"

    def phrase(self, mistake: Mistake) -> str:
        """A mistake with what it is made in, if the phrase needs it: ``C1 without the biases``."""
        completing = mistake.what.startswith(_COMPLETING)
        return f"{self.of} {mistake.what}" if completing else mistake.what


_COMPLETING = "with", "for ", "as ", "at "


def explain(
    about: Subject, answer: Answer | None = None, made: Sequence[Mistake] | None = None
) -> Explanation | None:
    """The mistake behind a wrong answer; None where it is no figure that is wrong.

    Args:
        about: what the question is about.
        answer: the answer; by default the key's.
        made: the `candidates` of the question, where they were found already.

    Raises:
        SpecError: the question cannot be counted.
    """
    answer = about.question.answer if answer is None else answer
    if not isinstance(answer, Typed):
        return None
    if reason := contradiction(about, answer.unit):
        return Explanation(
            one_line(str(answer.result)), part(about), (Mistake(reason, 0, None),), 0
        )
    known = candidates(about) if made is None else made
    wrong_sums = inconsistencies(about, answer)
    value = about.value()
    last: Explanation | None = None
    for shown, figure in _figures(answer):
        try:
            if not disagreements(about, Typed(shown, (figure,)), value):
                continue
            found = recognise(about, figure, known)
        except (FigureError, ValueError, SpecError):
            continue
        explained = Explanation(shown, part(about), found.mistakes, found.tried)
        if found.mistakes:
            return explained
        last = last or explained
    if wrong_sums and (last is None or not last.mistakes):
        miscalculated = Mistake(f"miscalculated: {wrong_sums[0]}", 0, None)
        return Explanation(one_line(str(answer.result)), part(about), (miscalculated,), 0)
    return last


def _figures(answer: Typed) -> Iterator[tuple[str, Figure]]:
    """The figures in an answer, the last first, then what its arithmetic comes to."""
    for each in reversed(answer.figures):
        if not isinstance(each, Sum):
            yield one_line(str(each)), each
    for each in answer.sums:
        if each.value.denominator == 1 and each.value >= 0:
            yield number(each.value), PrintedFigure(int(each.value), unit=each.unit)
