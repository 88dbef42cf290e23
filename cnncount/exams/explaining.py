"""Explaining a wrong answer by the slip that gives it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from cnncount.exams.asking import Subject
from cnncount.exams.checking import comes_to, disagreements
from cnncount.exams.key import read_answer
from cnncount.exams.mistakes import recognise
from cnncount.exams.phrases import one_line, part
from cnncount.figures.figure import FigureError
from cnncount.figures.notation import Answer, Worked
from cnncount.formula import FormulaError


class Explanation(NamedTuple):
    """What is known of a wrong figure.

    Attributes:
        figure: the figure, as it was typed, or what typed arithmetic comes to.
        of: the layer or the network that was asked for.
        slips: the slips that give it, as phrases; the most plausible first.
        tried: how many slips were tried.
    """

    figure: str
    of: str
    slips: tuple[str, ...]
    tried: int

    def __str__(self) -> str:
        if not self.slips:
            return f"none of {self.tried} known slips gives {self.figure}"
        tried = "1 slip" if self.tried == 1 else f"{self.tried} slips"
        first, *others = self.slips
        named = ", or ".join([self.phrase(first), *others])
        return f"{self.figure} is {named} ({tried} tried)"

    @property
    def first(self) -> str | None:
        """The most plausible slip in a sentence; None where no slip gives the figure."""
        return f"{self.figure} is {self.phrase(self.slips[0])}" if self.slips else None

    def phrase(self, slip: str) -> str:
        """A slip with what it is made in, where the phrase needs it: ``C1 without the biases``."""
        return f"{self.of} {slip}" if slip.startswith(_COMPLETING) else slip


_COMPLETING = "with", "for ", "as "


def explain(about: Subject) -> Explanation | None:
    """The slip behind a wrong answer; None where it is not its figure that is wrong."""
    question = about.question
    value = about.value()
    for figure, answer in _figures(question.answer, about):
        try:
            if not disagreements(question, answer, value):
                continue
            found = recognise(replace(about, question=replace(question, answer=answer)))
        except (FigureError, ValueError):
            continue
        slips = tuple(slip.what for slip in found.slips)
        return Explanation(figure, part(about), slips, found.tried)
    return None


def _figures(answer: Answer, about: Subject) -> Iterator[tuple[str, Answer]]:
    """The figures in an answer: its result, and what its arithmetic comes to."""
    if not isinstance(answer, Worked):
        yield one_line(str(answer)), answer
        return
    yield str(answer.result), answer.result
    for step in answer.steps:
        try:
            result = f"{comes_to(step)}"
            yield f"{int(result):,}", read_answer(about.question.asked, result)
        except (FormulaError, FigureError):
            continue
