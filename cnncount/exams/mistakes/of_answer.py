"""Mistakes that show in how an answer is printed: digits, zeros, rounding, 1000 for 1024."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from cnncount.exams.asking import Subject
from cnncount.exams.mistakes.chance import Figure
from cnncount.exams.mistakes.mistake import COMMON, FAR, LAST, RARE, USUAL, Mistake
from cnncount.figures.figure import ONE, Mode, PrintedFigure, printed_as
from cnncount.figures.shape import PrintedShape
from cnncount.shapes import Shape

_THOUSANDS = {1: "a thousand", 2: "a million", 3: "a billion", 4: "a trillion"}


def in_writing(about: Subject, answer: Figure, made: Sequence[Mistake]) -> Iterator[Mistake]:
    """The mistakes in writing an answer down, and simple ones together with a unit's."""
    value = about.value()
    if isinstance(answer, PrintedShape) and isinstance(value, tuple):
        yield from _in_a_shape(answer, tuple(int(size) for size in value))
    if not isinstance(answer, PrintedFigure) or isinstance(value, tuple):
        return
    exact = Fraction(value)
    yield from _rounding(about, answer, exact)
    yield from _digits(answer, exact)
    yield from _zeros(exact)
    for what, factor in _thousands(answer):
        yield Mistake(what, RARE, exact * factor)
        for mistake in made:
            if mistake.rank <= COMMON and (both := mistake.scaled(factor, what, RARE)):
                yield both


def _rounding(about: Subject, answer: PrintedFigure, value: Fraction) -> Iterator[Mistake]:
    typed = str(answer).removeprefix("about ")
    cut, rounded = printed_as(value, answer, Mode.CUT), printed_as(value, answer)
    if about.question.asked.rounding == "truncated":
        yield Mistake("rounded instead of truncated", USUAL, value, typed == rounded != cut)
    else:
        yield Mistake("truncated instead of rounded", USUAL, value, typed == cut != rounded)


def _digits(answer: PrintedFigure, value: Fraction) -> Iterator[Mistake]:
    """Compare the digits of the answer with those in which the count would be printed."""
    typed = answer.digits
    rounded = printed_as(value, answer)
    right = "".join(c for c in rounded.removesuffix(answer.style.suffix) if c.isdigit())
    for what, fewest, rank, changed in _SLIPS:
        if len(right.lstrip("0")) >= fewest:
            yield Mistake(what, rank, value, str(typed) in changed(right.lstrip("0")))


def _zeros(value: Fraction) -> Iterator[Mistake]:
    for power in (1, 2, 3):
        zeros = ("a zero", "two zeros", "three zeros")[power - 1]
        rank = RARE if power in (1, 3) else FAR
        yield Mistake(f"with {zeros} too many", rank, value * 10**power)
        yield Mistake(f"with {zeros} too few", rank, value / 10**power)


def _thousands(answer: PrintedFigure) -> Iterator[tuple[str, Fraction]]:
    """The thousands by which a figure counts taken for 1024, or the other way round."""
    base, power = answer.scale.base, answer.scale.power
    if answer.scale == ONE:
        return
    times = power if base != 10 else power // 3 if power % 3 == 0 else 0
    if times in _THOUSANDS:
        ratio, name = Fraction(1024, 1000) ** times, _THOUSANDS[times]
        counted = "1024" if times == 1 else f"1024^{times}"
        yield f"with {counted} for {name}", 1 / ratio
        yield f"with {name} for {counted}", ratio


def _mistyped(right: str) -> set[str]:
    return {right[:i] + d + right[i + 1 :] for i in range(len(right)) for d in "0123456789"}


def _dropped(right: str) -> set[str]:
    return {right[:i] + right[i + 1 :] for i in range(len(right))}


def _doubled(right: str) -> set[str]:
    return {right[:i] + right[i] + right[i:] for i in range(len(right))}


def _swapped(right: str) -> set[str]:
    return {right[:i] + right[i + 1] + right[i] + right[i + 2 :] for i in range(len(right) - 1)}


_SLIPS = (
    ("with two digits swapped", 3, FAR, _swapped),
    ("with a digit typed twice", 3, FAR, _doubled),
    ("with a digit left out", 3, FAR, _dropped),
    ("with one digit mistyped", 4, LAST, _mistyped),
)
"""Each with the fewest digits in which it says anything: any near miss of 156 is one digit off."""


def _in_a_shape(answer: PrintedShape, right: Shape) -> Iterator[Mistake]:
    """One extent with a digit dropped, doubled, swapped or mistyped; or one too many or too few."""
    for layout in {right, (*right[1:], right[0])}:
        if len(layout) == len(answer.extents):
            pairs = [(a, b) for a, b in zip(answer.extents, layout, strict=True) if a != b]
            if len({*pairs}) == 1 and pairs[0][0] is not None:
                typed, meant = map(str, pairs[0])
                for what, fewest, rank, changed in _SLIPS:
                    if len(meant) >= fewest - 1 and typed in changed(meant):
                        yield Mistake(what, rank, right, True)
                        return
    without = {right[1:], right[:1]}
    if answer.extents in without and len(right) > 1:
        yield Mistake("without the channels", COMMON, right, answer.extents == right[1:])
