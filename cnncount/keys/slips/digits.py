"""A slip of the pen: one digit mistyped, dropped, doubled, or two of them swapped."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from cnncount.answers.figure import PrintedFigure, printed_as
from cnncount.answers.notation import Worked
from cnncount.keys.asking import Subject
from cnncount.keys.slips.slip import Slip


def direct(about: Subject) -> Iterator[Slip]:
    """Compare the digits of the answer with those in which the count would be printed."""
    answer = about.question.answer
    figure = answer.result if isinstance(answer, Worked) else answer
    value = about.value()
    if not isinstance(figure, PrintedFigure) or not isinstance(value, int | Fraction):
        return
    kilo = about.question.asked.kilo
    settled = figure.settled(kilo) if kilo else figure
    typed = _digits(str(settled))
    right = _digits(printed_as(value, settled))
    if len(right) < 3:
        return
    for what, made in _SLIPS.items():
        yield Slip(what, 4, value if typed != right and typed in made(right) else None)


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


_SLIPS = {
    "two digits swapped": _swapped,
    "a digit typed twice": _doubled,
    "a digit left out": _dropped,
    "one digit mistyped": _mistyped,
}
