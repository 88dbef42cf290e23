"""Mistakes that are made in exams, each found by counting again with the mistake made.

A file here with a function `mistakes`, from what a question is about to the mistakes in it, holds
those of one kind, and is found by being here. `of_answer` holds those that depend on how an answer
is printed.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import import_module

from cnncount.analysis.explain.interpretation import Value
from cnncount.errors import SpecError
from cnncount.exams.asking import Subject
from cnncount.exams.judging import figure_agrees, matches
from cnncount.exams.mistakes import of_answer
from cnncount.exams.mistakes.chance import Figure, beats_chance
from cnncount.exams.mistakes.mistake import COMMON, Mistake, Recognised
from cnncount.figures.figure import PrintedFigure
from cnncount.figures.refusal import FigureError
from cnncount.figures.shape import PrintedShape

_SHOWN = 3

Rule = Callable[[Subject], Iterator[Mistake]]


@cache
def _rules() -> list[Rule]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = [import_module(f"{__name__}.{name}") for name in names]
    return [module.mistakes for module in modules if hasattr(module, "mistakes")]


def candidates(about: Subject) -> list[Mistake]:
    """Every mistake that can be made in a question, whatever the answer; alike values once."""
    right = about.value()
    made: dict[object, Mistake] = {}
    for rule in _rules():
        try:
            for mistake in rule(about):
                if mistake.value is not None and mistake.value != right:
                    known = made.get(mistake.value)
                    if known is None or mistake.rank < known.rank:
                        made[mistake.value] = mistake
        except SpecError:
            continue
    return [*made.values()]


def recognise(about: Subject, answer: Figure, made: Sequence[Mistake]) -> Recognised:
    """The mistakes that give an answer, the most plausible first, and how many were tried.

    What a mistake gives must print as the answer is typed, and beat chance. One that is much more
    implausible than the best is not offered.

    Args:
        about: what the question is about.
        answer: the wrong answer.
        made: the `candidates` of the question.
    """
    kilo = about.question.asked.kilo
    settled = answer if isinstance(answer, PrintedShape) else answer.settled(kilo or 1000)
    every = [*made, *of_answer.in_writing(about, settled, made)]
    matching = [mistake for mistake in every if _gives(about, mistake, settled)]
    told = [m for m in matching if beats_chance(m, every, settled)]
    told.sort(key=lambda mistake: mistake.rank)
    best = told[0].rank if told else 0
    kept: dict[object, Mistake] = {}
    for mistake in told:
        if mistake.rank <= max(best + 1, COMMON):
            kept.setdefault(mistake.what if mistake.fits else mistake.value, mistake)
    return Recognised(tuple(kept.values())[:_SHOWN], len(every))


def _gives(about: Subject, mistake: Mistake, answer: Figure) -> bool:
    if mistake.fits is not None or mistake.value is None:
        return bool(mistake.fits)
    try:
        return prints(about, answer, mistake.value)
    except (FigureError, ValueError):
        return False


def prints(about: Subject, answer: Figure, value: Value) -> bool:
    """Whether a value would be printed as an answer is."""
    if isinstance(answer, PrintedShape):
        shape = value if isinstance(value, tuple) else (value,)
        if any(not isinstance(size, int) for size in shape):
            return False
        sizes = tuple(int(size) for size in shape)
        if about.question.asked.quantity in ("output_shape", "input_shape"):
            return matches(answer, sizes, about.report.batch)
        return answer.extents == sizes or {*answer.extents} == {*sizes}
    if isinstance(answer, PrintedFigure) and answer.is_exact and not isinstance(value, tuple):
        return value == answer.digits
    if isinstance(value, tuple):
        return isinstance(answer, PrintedFigure) and {answer.value} == {*value}
    return value >= 0 and figure_agrees(about, answer, value)
