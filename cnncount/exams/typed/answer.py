"""Answers as people type them: one number or shape, or the chain of a calculation.

``params = (5x5x1+1)*6 = 156`` has two parts, the arithmetic and the figure. What cannot be read is
refused, with the offset; what can be read in two ways is refused with both, unless the question
settles it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from cnncount.exams.typed.arithmetic import Symbolic, worth
from cnncount.exams.typed.parts import Figure, Part, Sum, Typed, Wanted
from cnncount.exams.typed.shapes import joined_sizes, named_shape, read_shape
from cnncount.exams.typed.spelling import Spelling, spelled
from cnncount.exams.typed.words import core, is_label, unlabelled
from cnncount.figures.figure import PrintedFigure, Unit
from cnncount.figures.notation import read_number
from cnncount.figures.refusal import AmbiguousFigure, FigureError
from cnncount.figures.shape import PrintedShape

LONGEST = 500
"""The most characters of an answer."""

MAX_PARTS = 12

_ANYTHING = Wanted()


def read(typed: str, wanted: Wanted = _ANYTHING) -> Typed:
    """Read an answer.

    Raises:
        AmbiguousFigure: it can be read in more than one way.
        FigureError: it cannot be read.
    """
    if len(typed) > LONGEST:
        raise FigureError(f"an answer has at most {LONGEST} characters", LONGEST)
    for offset, sign in enumerate(typed):
        if not sign.isprintable() and sign not in "\t\r\n":
            raise FigureError("an answer is printable text", offset)
    spelling = spelled(typed).cut(0)
    if not spelling.text:
        raise FigureError("no answer here")
    if wanted.shape or wanted.sizes:
        return Typed(typed, tuple(_shapes(spelling, wanted)))
    return Typed(typed, tuple(_numbers(spelling, wanted)))


_RELATION = re.compile(
    r"""
      (?<![<>!:]) =+ >? | := | -> | \u2192         # signs of equality, and arrows
    | (?<=[^\s(]) \s* \u2248                          # about equal, but not `about` in front
    | (?<=[\d)\]]) \s* ~=
    | \b which\ (?: is | equals | gives ) \b
    | \b equals? \b
    | (?<=[\d)]) \s+ (?: is | gives ) \s+ (?= [\d(~] )
    | (?<=\d) [,;]? \s+ (?: or | i\.e\. ) ,? \s+ (?: about | approximately ) \s+
    | (?<=[\dA-Za-z%]) \s* \( \s*              # 150 (156)
      (?= [\u2248~]? \s* [\d.,]+ \s* [KMGB]? \s* \) \s* $ )
    | (?<=[\dA-Za-z%]) \s* \( \s* =                              # 156 (= 150 + 6)
    """,
    re.VERBOSE,
)


def _segments(spelling: Spelling) -> list[Spelling]:
    """What stands between the signs of equality; an approximate sign stays with what follows."""
    segments: list[Spelling] = []
    start = 0
    for sign in _RELATION.finditer(spelling.text):
        segments.append(spelling.cut(start, sign.start()))
        start = sign.end() - (1 if sign[0].endswith("\u2248") else 0)
    last = spelling.cut(start)
    if last.text.endswith(")") and last.text.count(")") > last.text.count("("):
        last = last.cut(0, -1)
    segments.append(last)
    if len(segments) > MAX_PARTS:
        raise FigureError(f"more than {MAX_PARTS} equalities", spelling.column)
    if len(segments) > 1 and not segments[-1].text.strip("\u2248 "):
        segments.pop()
    if len(segments) > 1 and not segments[0].text:
        del segments[0]
    return segments


_NOTHING = re.compile(
    r"""(?: none | zero | nil | 없음 | 없다
    | no [ ] (?: (?: learnable | trainable ) [ ] )? (?: parameters | params | weights | biases ) )
    [.!]?""",
    re.IGNORECASE | re.VERBOSE,
)
_STATEMENTS = re.compile(r"(?<=\d)\s*[,;]\s+(?=[^,;]*=\s*[\d(])")


def _numbers(spelling: Spelling, wanted: Wanted) -> Iterator[Part]:
    if _NOTHING.fullmatch(spelling.text):
        yield PrintedFigure(0)
        return
    statements = [*_STATEMENTS.finditer(spelling.text)]
    if statements and re.search(r"\d\s*=", spelling.text[: statements[0].start()]):
        spelling = spelling.cut(statements[-1].end())  # 25*6 = 150, 150 + 6 = 156
    segments = _segments(spelling)
    found = 0
    symbolic: FigureError | None = None
    for number, segment in enumerate(segments):
        first = number == 0 and len(segments) > 1
        if first and is_label(segment):
            continue
        try:
            yield _number(unlabelled(segment), wanted)
        except Symbolic as error:
            symbolic = error
        else:
            found += 1
    if not found:
        raise symbolic or FigureError("no number here", spelling.column)


def _number(part: Spelling, wanted: Wanted) -> Figure | Sum:
    """A figure, with words around it or not, or arithmetic."""
    text = part.text.rstrip(" .;!?,")
    if not text:
        raise FigureError("nothing between two signs", part.column)
    if not re.search(r"\d", text):
        raise FigureError("no number here", part.column)
    shifted: FigureError | None = None
    for candidate, unit in _candidates(text, part):
        try:
            return _figure(candidate, unit, wanted)
        except AmbiguousFigure:
            raise
        except FigureError as error:
            shifted = shifted or error
    try:
        found = worth(part, decimal=wanted.decimal, kilo=wanted.kilo)
    except Symbolic:
        raise
    except FigureError as error:
        column = (
            part.offsets[min(shifted.column, len(part.offsets) - 1)] if shifted else error.column
        )
        raise FigureError(
            shifted.why if shifted and not _has_operator(text) else error.why, column
        ) from None
    return Sum(text, found.value, _one(found.units), found.exact)


def _candidates(text: str, part: Spelling) -> Iterator[tuple[str, Unit | None]]:
    yield _ratio(text), None
    if around := core(part):
        yield around


def _ratio(text: str) -> str:
    """``21.4 : 1`` as a figure."""
    return re.sub(r"^([\d.,]+)\s*:\s*1$", r"\1x", text)


def _figure(text: str, unit: Unit | None, wanted: Wanted) -> Figure:
    decimal = wanted.decimal
    if decimal is None and wanted.ratio and re.fullmatch(r"\D*\d{1,3}\.\d{3}\D*", text):
        decimal = "."
    try:
        figure = read_number(text, decimal=decimal, kilo=wanted.kilo)
    except AmbiguousFigure:
        if not re.fullmatch(r"\d+B", text):
            raise
        figure = read_number(f"{text[:-1]} {'B' if wanted.bytes else 'billion'}", kilo=wanted.kilo)
    if unit is not None and isinstance(figure, PrintedFigure) and figure.unit in (None, Unit.COUNT):
        return replace(figure, unit=unit)
    return figure


def _has_operator(text: str) -> bool:
    return bool(re.search(r"[+*/^\u00d7\u00b7\u230a\u2308]|\d\s*[xX-]\s*\d", text))


def _one(units: frozenset[Unit]) -> Unit | None:
    named = [unit for unit in units if unit not in (Unit.COUNT, Unit.RATIO)]
    return named[0] if len(named) == 1 else None


def _shapes(spelling: Spelling, wanted: Wanted) -> list[Part]:
    """The shapes in an answer; numbers only where there is nothing else."""
    parts = [*_shapes_and_numbers(spelling, wanted)]
    several = [p for p in parts if isinstance(p, PrintedShape) and len(p.extents) > 1]
    return [*several] if several else parts


def _shapes_and_numbers(spelling: Spelling, wanted: Wanted) -> Iterator[Part]:
    if wanted.shape and (named := named_shape(spelling.text)):
        yield named
        return
    if sizes := joined_sizes(spelling.text):
        yield PrintedShape(tuple(_size(spelled(each), wanted) for each in sizes))
        return
    found = 0
    refusal: FigureError | None = None
    segments = _segments(spelling)
    for number, segment in enumerate(segments):
        if number == 0 and len(segments) > 1 and is_label(segment):
            continue
        part = unlabelled(segment)
        calculated = (
            wanted.sizes and number < len(segments) - 1 and re.search(r"[*\u00b7]", part.text)
        )
        try:
            if not calculated:
                yield read_shape(part)
                found += 1
                continue
        except FigureError as error:
            refusal = refusal or FigureError(
                error.why, part.offsets[min(error.column, len(part.offsets) - 1)]
            )
        try:
            yield from _as_size(part, wanted)
            found += 1
        except FigureError:
            continue
    if not found:
        raise refusal or FigureError("no shape here", spelling.column)


def _as_size(part: Spelling, wanted: Wanted) -> Iterator[Part]:
    """One number in place of a shape, or its arithmetic."""
    number = _number(part, replace(wanted, shape=False, sizes=False))
    if isinstance(number, PrintedFigure) and number.is_exact and number.unit in (None, Unit.COUNT):
        yield PrintedShape((number.digits,)) if number.digits else number
    elif isinstance(number, Sum):
        yield number
    else:
        raise FigureError("a size is a whole number", part.column)


def _size(part: Spelling, wanted: Wanted) -> int:
    """The size that one of several calculations comes to."""
    result = read(part.text, replace(wanted, shape=False, sizes=False)).result
    value = result.value if isinstance(result, PrintedFigure | Sum) else Fraction(-1)
    if value.denominator != 1 or value < 1:
        raise FigureError("a size is a whole number", part.column)
    return int(value)
