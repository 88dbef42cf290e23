"""Reading one figure: its digits with their marks, its scale and its unit.

`3.8*10^9`, `4 800`, `24.000.100`, `12,4 M`, `1.2억`, `15.47 GFLOPs`, `784 KiB`, `320개`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, NoReturn, TypeAlias, TypeVar

from cnncount.figures.figure import ONE, Kilo, PrintedFigure, Scale, Style, Unit
from cnncount.figures.refusal import AmbiguousFigure, FigureError

T = TypeVar("T")

Mark: TypeAlias = Literal[".", ","]

HIGHEST_POWER = 30
TIMES = "\u00d7"
DOT = "\u00b7"
WAVY = "\u2248"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, without spaces around it, that knows its offset there."""

    text: str
    at: int = 0

    def cut(self, start: int, end: int | None = None) -> Piece:
        """Return what lies between two offsets of this piece."""
        inner = self.text[start:end]
        return Piece(inner.strip(), self.at + start + len(inner) - len(inner.lstrip()))

    def refuse(self, why: str, offset: int = 0) -> NoReturn:
        """Raise `FigureError` for the place at `offset` of this piece."""
        raise FigureError(why, self.at + offset)

    def doubt(self, readings: Iterable[str]) -> NoReturn:
        """Raise `AmbiguousFigure` for this piece."""
        raise AmbiguousFigure(self.text, self.at, tuple(readings))


_SCALES = {
    **dict.fromkeys(("k", "K", "thousand", "천"), Scale(10, 3)),
    "만": Scale(10, 4),
    **dict.fromkeys(("M", "million", "백만"), Scale(10, 6)),
    "천만": Scale(10, 7),
    "억": Scale(10, 8),
    **dict.fromkeys(("G", "B", "billion"), Scale(10, 9)),
    **dict.fromkeys(("T", "trillion", "조"), Scale(10, 12)),
    "lakh": Scale(10, 5),
    "crore": Scale(10, 7),
    "Ki": Scale(1024, 1),
    "Mi": Scale(1024, 2),
    "Gi": Scale(1024, 3),
    "Ti": Scale(1024, 4),
}
_BYTE_SCALES = {
    **{letter: Scale(None, power) for power, letter in enumerate("KMGT", start=1)},
    "k": Scale(1000, 1),  # the SI prefix, which a kilo of 1024 redefines
}
_PERCENT = Scale(10, -2)

_WORDS = {
    Unit.FLOP: "flop flops",
    Unit.MAC: """mac macs macc maccs madd madds multadds mult-add mult-adds multiply-add
        multiply-adds multiply-accumulate multiply-accumulates""",
    Unit.MULTIPLICATION: "multiplication multiplications mults multiplies 곱셈",
    Unit.OP: "op ops operation operations float_op float_ops 연산",
    Unit.BYTE: "B byte bytes 바이트",
    Unit.BIT: "bit bits 비트",
    Unit.PARAM: "param params parameter parameters 파라미터 매개변수",
    Unit.COUNT: """개 번 회 층 장 neuron neurons connection connections weight weights bias biases
        value values filter filters kernel kernels layer layers channel channels map maps pixel
        pixels unit units element elements number numbers node nodes tensor tensors act acts
        activation activations 필터 가중치 편향 뉴런 노드 채널 픽셀 화소 원소 텐서 특징맵""",
    Unit.RATIO: f"x {TIMES} times fold 배",
    Unit.PERCENT: "% percent 퍼센트",
}
UNITS = {word: unit for unit, words in _WORDS.items() for word in words.split()}
"""The words for units, in English and Korean."""


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of `words`, longest first; those of three letters up in any case."""
    longest_first = sorted(words, key=len, reverse=True)
    # ASCII case only: the long s of Unicode would match an s here, but no key of a table.
    return "|".join(f"(?ai:{re.escape(w)})" if len(w) > 2 else re.escape(w) for w in longest_first)


def found(table: Mapping[str, T], word: str | None) -> T | None:
    """Look up what a pattern of `any_of(table)` matched, if it did."""
    return None if word is None else table.get(word) or table.get(word.lower())


_ABOUT = re.compile(
    rf"약|대략|(?ai:about|approximately|approx\.?|around|roughly|circa|ca\.)|[~{WAVY}]"
)
_NUMBER = re.compile("[0-9]+(?:[., ][0-9]+)*")
_RAISED_DIGITS = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"
_RAISED = str.maketrans(f"{_RAISED_DIGITS}\u207a\u207b", "0123456789+-")
_POWER = re.compile(
    rf"\s*(?:[eE]|[xX{TIMES}*{DOT}]\s*10\s*(?:\^|\*\*)\s*)(?P<plain>[+-]?[0-9]+)"
    rf"|\s*[xX{TIMES}*{DOT}]\s*10(?P<raised>[\u207a\u207b]?[{_RAISED_DIGITS}]+)"
)
_SUFFIX = re.compile(rf"\s*(?P<scale>{any_of(_SCALES)})?\s*(?P<unit>{any_of(UNITS)})?")


def read_figure(piece: Piece, decimal: Mark | None, kilo: Kilo | None) -> PrintedFigure:
    """Read a figure, with `about` or without; `decimal` and `kilo` as for `notation.parse`."""
    about = _ABOUT.match(piece.text)
    if about:
        piece = piece.cut(about.end())
    number = _NUMBER.match(piece.text)
    if not number:
        piece.refuse("no number here")
    scale, unit = _scale_and_unit(piece, number.end())
    suffix = piece.text[number.end() :]
    readings = [
        replace(
            numeral,
            scale=scale,
            unit=unit,
            about=about is not None,
            style=replace(numeral.style, suffix=suffix),
        )
        for numeral in _numerals(
            number[0], decimal, is_count=scale == ONE and unit is not Unit.RATIO
        )
    ]
    if not readings:
        piece.refuse(f"the digits of {number[0]} do not form one number")
    if len(readings) > 1:
        piece.doubt(map(_describe, readings))
    figure = readings[0]
    if suffix.strip() == "B":
        figure = _bytes_or_billions(piece, figure)
    return figure if kilo is None else figure.settled(kilo)


def _numerals(number: str, decimal: Mark | None, *, is_count: bool) -> list[PrintedFigure]:
    """Return the ways in which somebody could have meant the digits and marks of `number`."""
    dot, comma = _numeral(number, "."), _numeral(number, ",")
    if decimal is not None:
        return _only(dot if decimal == "." else comma)
    if dot and comma and dot != comma:  # one mark, before three digits
        return [comma, dot] if "." in number and is_count else [dot]
    # A comma that groups nothing is a decimal one or a slip, so that 1,52 may be 152 as well; but
    # it is no slip before a single digit, after a leading zero, or beside marks that do group.
    lone = set(number) & set("., ") == {","}
    if comma and not dot and lone and comma.decimals > 1 and not number.startswith("0"):
        return [comma, PrintedFigure(comma.digits, style=Style(point=""))]
    return _only(dot or comma)


def _only(numeral: PrintedFigure | None) -> list[PrintedFigure]:
    return [numeral] if numeral else []


def _numeral(number: str, point: Mark) -> PrintedFigure | None:
    """Read digits with `point` as the decimal mark, or return None where that is ill-formed."""
    whole, mark, tail = number.partition(point)
    groups = re.split("[., ]", whole)
    marks = set(re.findall("[., ]", whole))
    if (mark and not tail.isdigit()) or len(marks) > 1:
        return None
    if len(whole) > 1 and whole.startswith("0"):
        return None
    if marks and (len(groups[0]) > 3 or any(len(group) != 3 for group in groups[1:])):
        return None
    style = Style(point, marks.pop() if marks else "")
    return PrintedFigure(int("".join(groups) + tail), len(tail), style=style)


def _describe(figure: PrintedFigure) -> str:
    """Write a reading with the usual marks, and how to ask for it."""
    usual = replace(figure, style=Style(".", ",", figure.style.suffix))
    if not figure.style.point:
        return f"{usual} (its mark a slip)"
    return f"{usual} (decimal={figure.style.point!r})"


def _scale_and_unit(piece: Piece, start: int) -> tuple[Scale, Unit | None]:
    """Read all that follows the digits, from offset `start` of `piece`."""
    power = _POWER.match(piece.text, start)
    suffix = _SUFFIX.fullmatch(piece.text, power.end() if power else start)
    if not suffix:
        piece.refuse(f"cannot read {piece.text[start:].strip()!r} after a number", start)
    letter, unit = suffix["scale"], found(UNITS, suffix["unit"])
    if power and letter == "B" and not unit:  # after a power of ten it cannot be billions
        letter, unit = None, Unit.BYTE
    by_letter = found(_BYTE_SCALES, letter) if unit is Unit.BYTE else None
    scales = (
        _power_of_ten(piece, power) if power else None,
        by_letter or found(_SCALES, letter),
        _PERCENT if unit is Unit.PERCENT else None,
    )
    stated = [scale for scale in scales if scale]
    if len(stated) > 1:
        piece.refuse("more than one scale after a number", start)
    return (stated[0] if stated else ONE), unit


def _power_of_ten(piece: Piece, power: re.Match[str]) -> Scale:
    group = "plain" if power["plain"] else "raised"
    exponent = int(power[group].translate(_RAISED))
    if abs(exponent) > HIGHEST_POWER:
        piece.refuse(f"an exponent is at most {HIGHEST_POWER}", power.start(group))
    return Scale(10, exponent)


def _bytes_or_billions(piece: Piece, figure: PrintedFigure) -> PrintedFigure:
    """Settle a lone `B`: billions after decimals, bytes after a space, and otherwise in doubt."""
    if figure.decimals:
        return figure
    if figure.style.suffix == "B":
        number = piece.text.removesuffix("B")
        piece.doubt((f"{number} B (bytes)", f"{number} billion"))
    return replace(figure, scale=ONE, unit=Unit.BYTE)
