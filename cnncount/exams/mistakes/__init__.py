"""Slips: mistakes that are made in exams, each found by counting again with the mistake made.

A file here with a function `slips`, from what a question is about to the slips on it, holds those
of one kind, and is found by being here.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from importlib import import_module

from cnncount.analysis.explain.chance import expected
from cnncount.errors import SpecError
from cnncount.exams.asking import Subject
from cnncount.exams.checking import disagreements
from cnncount.exams.mistakes.mistake import FAR, LAST, Recognised, Slip
from cnncount.figures.figure import FigureError
from cnncount.figures.notation import Answer, Worked
from cnncount.figures.shape import PrintedShape

_SHOWN = 3
_STRICTER = {FAR: 2, LAST: 4}
"""The more far-fetched, the better it has to be borne out."""

Rule = Callable[[Subject], Iterator[Slip]]


@cache
def _rules() -> list[Rule]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = [import_module(f"{__name__}.{name}") for name in names]
    return [module.slips for module in modules if hasattr(module, "slips")]


def recognise(about: Subject) -> Recognised:
    """The slips that give the answer of a key, the most plausible first, and how many were tried.

    A student's answer is recognised by asking it in place of the key's: `about` with the question
    replaced. What a slip gives must print as the answer was typed. Whatever a loosely printed
    answer is, `3.8G`, one of a hundred slips meets it: so a slip counts for nothing where one as
    far-fetched would be expected to fit by chance. And a slip much more far-fetched than the best
    one is not told.
    """
    answer = about.question.answer
    result = answer.result if isinstance(answer, Worked) else answer
    right = about.value()
    if not disagreements(about.question, result, right):
        return Recognised([], 0)
    made = [slip for slip in _slips(about) if slip.fits is not None or slip.value != right]
    fitting = [slip for slip in made if _fits(slip, about, result)]
    kilo = about.question.asked.kilo
    settled = result.settled(kilo) if kilo and not isinstance(result, PrintedShape) else result
    told = _plausible(fitting, made, settled)
    return Recognised(told[:_SHOWN], len(made))


def _slips(about: Subject) -> Iterator[Slip]:
    """Every slip that can be made here."""
    for rule in _rules():
        try:
            yield from (slip for slip in rule(about) if slip.value is not None)
        except SpecError:
            continue


def _fits(slip: Slip, about: Subject, answer: Answer) -> bool:
    if slip.fits is not None or slip.value is None:
        return bool(slip.fits)
    try:
        return not disagreements(about.question, answer, slip.value)
    except (FigureError, ValueError):
        return False


def _plausible(fitting: list[Slip], made: list[Slip], answer: Answer) -> list[Slip]:
    """Those that are no coincidence, the most plausible first; of two with one value, the first."""
    best = min((slip.rank for slip in fitting), default=0)
    told: dict[object, Slip] = {}
    for slip in sorted(fitting, key=lambda slip: slip.rank):
        by_chance = expected(slip.rank, made, answer) * _STRICTER.get(slip.rank, 1)
        by_chance = Fraction(0) if slip.fits else by_chance
        if slip.rank <= best + 1 and by_chance < 1:
            told.setdefault(slip.what if slip.fits else slip.value, slip)
    return list(told.values())
