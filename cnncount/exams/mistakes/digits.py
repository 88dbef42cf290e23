"""Slips of the pen: digits cut off, mistyped, left out, doubled or swapped."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from cnncount.exams.asking import Subject
from cnncount.exams.mistakes.mistake import LAST, USUAL, Slip
from cnncount.figures.figure import Mode, PrintedFigure, printed_as
from cnncount.figures.notation import Worked


def slips(about: Subject) -> Iterator[Slip]:
    """Compare the digits of the answer with those in which the count would be printed."""
    answer = about.question.answer
    figure = answer.result if isinstance(answer, Worked) else answer
    value = about.value()
    if not isinstance(figure, PrintedFigure) or not isinstance(value, int | Fraction):
        return
    kilo = about.question.asked.kilo
    settled = figure.settled(kilo) if kilo else figure
    typed, cut = str(settled), printed_as(value, settled, Mode.CUT)
    rounded = printed_as(value, settled)
    if about.question.asked.rounding == "truncated":
        yield Slip("rounded instead of cut off", USUAL, value, typed == rounded != cut)
    else:
        yield Slip("cut off instead of rounded", USUAL, value, typed == cut != rounded)
    for what, fewest, made in _SLIPS:
        if len(_digits(rounded)) >= fewest:
            yield Slip(what, LAST, value, _digits(typed) in made(_digits(rounded)))


def _digits(text: str) -> str:
    return "".join(c for c in text.split("×")[0].split("e")[0] if c.isdigit())


def _mistyped(right: str) -> set[str]:
    return {right[:i] + d + right[i + 1 :] for i in range(len(right)) for d in "0123456789"}


def _dropped(right: str) -> set[str]:
    return {right[:i] + right[i + 1 :] for i in range(len(right))}


def _doubled(right: str) -> set[str]:
    return {right[:i] + right[i] + right[i:] for i in range(len(right))}


def _swapped(right: str) -> set[str]:
    return {right[:i] + right[i + 1] + right[i] + right[i + 2 :] for i in range(len(right) - 1)}


_SLIPS = (
    ("with two digits swapped", 3, _swapped),
    ("with a digit typed twice", 3, _doubled),
    ("with a digit left out", 3, _dropped),
    ("with one digit mistyped", 4, _mistyped),
)
"""Each with the fewest digits in which it says anything: any near miss of 156 is one digit off."""
