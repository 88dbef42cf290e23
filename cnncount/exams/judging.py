"""Whether an answer is what was counted, and why it is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

from cnncount.analysis.explain.interpretation import Value
from cnncount.exams.asking import Subject
from cnncount.exams.fields import ALONG
from cnncount.exams.key import Answer
from cnncount.exams.phrases import expected_but, number
from cnncount.exams.typed.parts import Figure, Part, Sum, Typed
from cnncount.exams.units import contradiction
from cnncount.figures.figure import (
    ONE,
    Match,
    Mode,
    PrintedFigure,
    Verdict,
    match,
    plain,
    printed_as,
)
from cnncount.figures.shape import PrintedShape
from cnncount.formula import Formula


def disagreements(about: Subject, answer: Answer, value: Value) -> tuple[str, ...]:
    """Why an answer is not what was counted; nothing where it is.

    What is wrong with the answer in itself comes first: a unit of something else, arithmetic that
    does not come to its own result.

    Raises:
        AmbiguousFigure: the answer is in kilobytes of either kind, and the key does not say which.
    """
    if isinstance(answer, Formula):
        return _formula(about, answer)
    if isinstance(answer, str):
        return _choice(about, answer, value)
    if reason := contradiction(about, answer.unit):
        return (reason,)
    if reasons := inconsistencies(about, answer):
        return reasons
    if about.question.asked.solve and _is_solution(about, answer):
        return ()
    if not isinstance(value, tuple) and (reasons := miscalculations(about, answer, value)):
        return reasons
    compared = answer.figures if not isinstance(value, tuple) else answer.parts[-1:]
    return tuple(dict.fromkeys(r for part in compared for r in _part(about, part, value)))


def inconsistencies(about: Subject, answer: Typed) -> tuple[str, ...]:
    """The equalities of an answer that do not hold: ``5*5*4*6 is 600, not 500``."""
    return tuple(
        f"{left.text} is {number(left.value)}, not {right}"
        for left, right in _equalities(answer)
        if not _holds(about, left, right)
    )


def miscalculations(about: Subject, answer: Typed, value: int | Fraction) -> tuple[str, ...]:
    """The exact calculations that do not come to the count, though rounded they would.

    One may be in the unit of the figure after it, as in ``150528/1024 = 147 KB``.
    """
    figures = [part for part in answer.figures if isinstance(part, PrintedFigure)]
    scales = {Fraction(1), *(each for figure in figures for each in _scales(figure))}
    return tuple(
        expected_but(about.question, value, part)
        for part in answer.sums
        if part.exact
        and part.value * 8 not in (value, value * 64)
        and not any(_rounds(about, part.value * scale, value) for scale in scales)
    )


def _scales(figure: PrintedFigure) -> list[Fraction]:
    """What the digits of a figure may be multiplied by."""
    kilos = (1000, 1024) if figure.scale.base is None else (figure.scale.base,)
    return [Fraction(kilo) ** figure.scale.power for kilo in kilos]


def _equalities(answer: Typed) -> Iterator[tuple[Sum, Part]]:
    """Each calculation with what is said to be its result: what follows, or what comes before."""
    for place, part in enumerate(answer.parts):
        if isinstance(part, Sum):
            after = answer.parts[place + 1 : place + 2] or answer.parts[place - 1 : place]
            for other in after:
                if other is not part:
                    yield part, other


def _holds(about: Subject, left: Sum, right: Part) -> bool:
    """Whether arithmetic comes to a result as exactly as that is printed.

    A size may be rounded on the way; a result may be in the unit that the arithmetic ends in, as
    in ``150528/1024 = 147 KB``.
    """
    if isinstance(right, Sum):
        return left.value == right.value or _rounds(about, left.value, right.value)
    if isinstance(right, PrintedShape):
        return any(_rounds(about, left.value, extent) for extent in right.extents if extent)
    if left.value < 0:
        return False
    kilo = about.question.asked.kilo or 1000
    if match(right, left.value, kilo=kilo).agrees:
        return True
    if not isinstance(right, PrintedFigure):
        return False
    if right.scale.base is None and match(right, left.value, kilo=1024).agrees:
        return True
    return right.scale != ONE and replace(right, scale=ONE).verdict(left.value) is not Verdict.NO


def _rounds(about: Subject, value: Fraction, other: int | Fraction) -> bool:
    whole = about.question.asked.quantity in ("output_size", "output_shape", *ALONG)
    return value == other or (whole and other in (floor(value), ceil(value)))


def _part(about: Subject, part: Part, value: Value) -> tuple[str, ...]:
    if isinstance(part, PrintedShape) or isinstance(value, tuple):
        return (
            () if _same_shape(about, part, value) else (expected_but(about.question, value, part),)
        )
    if isinstance(part, Sum):
        return () if part.value == value else (expected_but(about.question, value, part),)
    return figure_disagrees(about, part, value)


def figure_agrees(about: Subject, figure: Figure, value: int | Fraction) -> bool:
    """Whether a value prints as a figure, truncated only where the key allows that.

    Raises:
        AmbiguousFigure: the figure counts by a kilo of 1000 or of 1024.
    """
    rounding = about.question.asked.rounding
    exact = Fraction(value)
    verdict = figure.verdict(exact)
    if verdict is Verdict.TRUNCATION:
        return rounding == "truncated"
    if verdict is Verdict.ROUNDING and rounding == "truncated":
        return not _truncated(Match(verdict, figure, exact, figure.difference(exact)))
    return verdict is not Verdict.NO


def figure_disagrees(about: Subject, figure: Figure, value: int | Fraction) -> tuple[str, ...]:
    """Why a figure is not what was counted, as exactly as it is printed; errors as above."""
    asked = about.question.asked
    found = match(figure, value, kilo=asked.kilo)
    if found.verdict is Verdict.TRUNCATION:
        if asked.rounding == "truncated":
            return ()
        return (f"{found.message}: correct only if truncated, not rounded ('rounding: truncated')",)
    if found.verdict is Verdict.ROUNDING and asked.rounding == "truncated":
        return _truncated(found)
    return () if found.agrees else (expected_but(about.question, value, figure, -found.difference),)


def _truncated(found: Match) -> tuple[str, ...]:
    """A figure said to be truncated must be what truncating gives; rounding may give the same."""
    answer = found.answer
    if not isinstance(answer, PrintedFigure):
        return ()
    if printed_as(found.computed, answer, Mode.CUT) == str(answer).removeprefix("about "):
        return ()
    return (f"{plain(found.computed)} truncated is not {answer}",)


def _same_shape(about: Subject, part: Part, value: Value) -> bool:
    asked = about.question.asked
    sizes = value if isinstance(value, tuple) else (value,)
    if isinstance(part, Sum | PrintedFigure):
        return {part.value} == {*sizes}
    if not isinstance(part, PrintedShape):
        return False
    whole = tuple(int(size) for size in sizes)
    if asked.quantity in ALONG:
        return part.extents == whole or {*part.extents} == {*whole}
    if asked.quantity != "output_size":
        return matches(part, whole, about.report.batch)
    if part.extents == whole or (len(part.extents) == 1 and {*part.extents} == {*whole}):
        return True
    return len(part.extents) > len(whole) and matches(
        part, about.part.row.out_shape, about.report.batch
    )


def matches(printed: PrintedShape, shape: tuple[int, ...], batch: int) -> bool:
    """Whether a printed shape is a counted one: channels first or last, with the batch or not."""
    if printed.matches(shape):
        return True
    rest = {printed.extents[1:]} if printed.extents[:1] == (batch,) else set()
    if printed.extents[-1:] == (batch,) and batch != 1:
        rest.add(printed.extents[:-1])
    return any(each and PrintedShape(each).matches(shape) for each in rest)


def _is_solution(about: Subject, answer: Typed) -> bool:
    result = answer.result
    return isinstance(result, PrintedFigure | Sum) and result.value in about.solutions


def _formula(about: Subject, answer: Formula) -> tuple[str, ...]:
    """Two formulas are the same if they agree wherever they are tried."""
    for point, value in about.points:
        mine = answer.evaluate(point)
        if mine != value:
            at = ", ".join(f"{name}={number}" for name, number in point.items())
            return (f"for {at} expected {value:,}, the formula gives {mine}",)
    return ()


def _choice(about: Subject, letter: str, value: Value) -> tuple[str, ...]:
    right = [each for each, option in about.options if not disagreements(about, option, value)]
    if not right:
        return (f"none of the choices is right: expected {number(value)}",)
    return () if letter in right else (f"expected {' or '.join(right)}, not {letter}",)
