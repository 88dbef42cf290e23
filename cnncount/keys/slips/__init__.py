"""Slips: mistakes that are made in exams, each found by counting again with the mistake made.

A file here holds the slips of one kind, and is found by being here.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any

from cnncount.answers.figure import FigureError, PrintedFigure, Verdict, match
from cnncount.answers.notation import Worked
from cnncount.keys.asking import Subject, Value
from cnncount.keys.checking import disagreements
from cnncount.keys.slips.slip import Recognised, Slip
from cnncount.problems import SpecError

_SHOWN = 3


@cache
def _rules() -> list[Any]:
    modules = (m.name for m in pkgutil.iter_modules(__path__) if m.name != "slip")
    return [import_module(f"{__name__}.{name}") for name in sorted(modules)]


def recognise(about: Subject) -> Recognised:
    """The slips that give the answer of a key, the most plausible first, and how many were tried.

    A student's answer is recognised by asking it in place of the key's: `about` with the question
    replaced.
    """
    answer = about.question.answer
    result = answer.result if isinstance(answer, Worked) else answer
    right = about.value()
    if _cut_off(result, right):
        return Recognised([Slip("cut off instead of rounded", 0, right)], 1)
    tried, fitting = 0, []
    for slip in _slips(about):
        tried += 1
        if slip.value is None or slip.value == right:
            continue
        try:
            fits = not disagreements(about.question, result, slip.value)
        except (FigureError, ValueError):
            continue
        if fits:
            fitting.append(slip)
    for slip in _all_direct(about):
        tried += 1
        if slip.value is not None:
            fitting.append(slip)
    unique = {slip.what: slip for slip in sorted(fitting, key=lambda slip: slip.rank)}
    return Recognised(list(unique.values())[:_SHOWN], tried)


def _cut_off(answer: object, value: Value) -> bool:
    """Whether the answer is the right figure, its digits cut off where they should be rounded."""
    if not isinstance(answer, PrintedFigure) or isinstance(value, tuple):
        return False
    return match(answer, value).verdict is Verdict.TRUNCATION


def _slips(about: Subject) -> Iterator[Slip]:
    for module in _rules():
        if hasattr(module, "slips"):
            try:
                yield from module.slips(about)
            except SpecError:
                continue


def _all_direct(about: Subject) -> Iterator[Slip]:
    for module in _rules():
        if hasattr(module, "direct"):
            yield from module.direct(about)
