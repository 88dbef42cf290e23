"""Reading answers as people print them: `5.3M`, `1.52만`, `400k..420k`, `6@28x28`, `5*5 + 1 = 26`.

Nothing is guessed.  Where a text allows two readings that somebody could mean, `AmbiguousFigure`
lists them; what no rule reads is a `FigureError` that says where.  Text is not trusted: it has at
most `LONGEST` characters and exponents of at most `numerals.HIGHEST_POWER`, and no pattern here
backtracks over more than a few words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from math import prod
from typing import TypeAlias

from cnncount.figures.figure import ONE, Kilo, PrintedFigure, Unit, plain
from cnncount.figures.numerals import DOT, TIMES, WAVY, Mark, Piece, any_of, found, read_figure
from cnncount.figures.refusal import FigureError
from cnncount.figures.shape import PrintedShape
from cnncount.figures.tolerance import Bound, Interval, Near, Side

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Worked:
    """Arithmetic and what it comes to, `(5*5*1 + 1)*6 = 156`; a chain has several `steps`.

    `steps` is the text before the last sign, unread: checking the arithmetic is another's work.
    """

    steps: tuple[str, ...]
    result: PrintedFigure | Near | Bound | Interval | PrintedShape

    def __str__(self) -> str:
        """Return the chain in the form `26*6 = 156`."""
        return " = ".join((*self.steps, str(self.result)))


Answer: TypeAlias = PrintedFigure | Near | Bound | Interval | PrintedShape | Worked


def parse(text: str, *, decimal: Mark | None = None, kilo: Kilo | None = None) -> Answer:
    """Read an answer of any form.

    `decimal` says which mark is the decimal point, so that the other one groups digits; without
    it the usual habits decide, and leave in doubt `24.000` (one dot, before three digits, and no
    scale) and `1,52` (one comma, before two digits or more than three).  `kilo` says what `KB`,
    `MB`, ... of bytes mean; without it the figure keeps both readings until it is matched.

    Raises `AmbiguousFigure` with the readings, or `FigureError` with the offset of the trouble.

    >>> parse("5.3M").value
    Fraction(5300000, 1)
    >>> parse("6@28x28")
    PrintedShape(extents=(6, 28, 28), channels_first=True)
    >>> parse("(5*5*1 + 1)*6 = 156").steps
    ('(5*5*1 + 1)*6',)
    """
    if decimal not in (".", ",", None):
        raise ValueError(f"a decimal mark is '.' or ',', not {decimal!r}")
    steps, last = _steps(_whole(text))
    result = _shape(last, products=False) or _quantity(last, decimal, kilo)
    return Worked(steps, result) if steps else result


def read_number(
    text: str, *, decimal: Mark | None = None, kilo: Kilo | None = None
) -> PrintedFigure | Near | Bound | Interval:
    """Read an answer that is known to be one number; arguments and errors as for `parse`."""
    return _quantity(_whole(text), decimal, kilo)


def parse_shape(text: str) -> PrintedShape:
    """Read an answer that is known to be a shape.

    So `120` is a vector and `28*28*6` no product, which `parse` cannot know.  Raises `FigureError`
    with the offset of the trouble.

    >>> parse_shape("28*28*6").matches((6, 28, 28))
    True
    """
    piece = _whole(text)
    if shape := _shape(piece, products=True):
        return shape
    if re.fullmatch(_EXTENT, piece.text):
        return PrintedShape((int(piece.text),))
    piece.refuse("not a shape such as 28x28x6, 6@28x28 or (6, 28, 28)")


# Signs that differ only in how they are drawn, one for one so that offsets stay true.
_ALIKE = str.maketrans(
    "\u00a0\u2009\u202f\u3000\t\u2212\u223c\uff5e\u2252\u2243\u2245\u22c5\u2219",
    f"     -~~{WAVY * 3}{DOT * 2}",
)


def _whole(text: str) -> Piece:
    if len(text) > LONGEST:
        raise FigureError(f"an answer has at most {LONGEST} characters", LONGEST)
    piece = Piece(text.translate(_ALIKE)).cut(0)
    if not piece.text:
        piece.refuse("no answer here")
    for offset, sign in enumerate(piece.text):
        if not sign.isprintable():
            piece.refuse("an answer is one line of printable text", offset)
    return piece


_RELATION = re.compile(f"(?<![<>])=|{WAVY}")


def _steps(piece: Piece) -> tuple[tuple[str, ...], Piece]:
    """Split arithmetic from its result, the last piece; without a sign there are no steps."""
    steps: list[str] = []
    start = 0
    for sign in _RELATION.finditer(piece.text):
        step = piece.cut(start, sign.start()).text.lstrip(f"{WAVY} ")
        if step:
            steps.append(step)
            # The wavy sign relates and says `about` at once, so it stays with what follows it.
            start = sign.end() if sign[0] == "=" else sign.start()
        elif sign[0] == "=":
            piece.refuse("nothing before this sign", sign.start())
    return tuple(steps), piece.cut(start)


_SIDE_BEFORE = {
    **dict.fromkeys((">", "over", "more than", "above"), Side.OVER),
    **dict.fromkeys((">=", "\u2265", "at least", "no less than"), Side.AT_LEAST),
    **dict.fromkeys(("<", "under", "less than", "below"), Side.UNDER),
    **dict.fromkeys(("<=", "\u2264", "at most", "no more than", "up to"), Side.AT_MOST),
}
_SIDE_AFTER = {
    "초과": Side.OVER,
    "이상": Side.AT_LEAST,
    "미만": Side.UNDER,
    "이하": Side.AT_MOST,
}
_BEFORE = re.compile(any_of(_SIDE_BEFORE))
_AFTER = re.compile(f"(?:{any_of(_SIDE_AFTER)})$")

_GIVE_OR_TAKE = ("\u00b1", "+/-", "+-", "~")
_FROM_TO = ("..", "\u2013", "to", "~")
_SPAN = re.compile(r"\.\.|\bto\b|\+/-|\+-|[~\u2013\u00b1]")


def _quantity(
    piece: Piece, decimal: Mark | None, kilo: Kilo | None
) -> PrintedFigure | Near | Bound | Interval:
    def figure(start: int, end: int | None = None) -> PrintedFigure:
        return read_figure(piece.cut(start, end), decimal, kilo)

    before, after = _BEFORE.match(piece.text), _AFTER.search(piece.text)
    if before and (side := found(_SIDE_BEFORE, before[0])):
        return Bound(side, figure(before.end()))
    if after:
        return Bound(_SIDE_AFTER[after[0]], figure(0, after.start()))
    # From the second character on: a sign that opens the text is the `about` of a figure.
    if span := _SPAN.search(piece.text, 1):
        return _span(piece, figure(0, span.start()), span[0], figure(span.end()))
    return figure(0)


def _span(piece: Piece, first: PrintedFigure, sign: str, second: PrintedFigure) -> Near | Interval:
    """Read two figures with a sign between, as a tolerance or an interval.

    A scale written once may be meant for both, as in `400..420k`; and `~` is a tolerance to some
    and an interval to others.  A reading that nobody can mean, as one with its ends the wrong way
    round, does not count; if several are left, the text is in doubt.
    """
    readings: list[Near | Interval] = []
    if sign in _GIVE_OR_TAKE:
        readings += [Near(first, margin) for margin in _scaled_like(second, first)]
    if sign in _FROM_TO:
        readings += [Interval(low, second) for low in _scaled_like(first, second)]
    sensible = [reading for reading in readings if _sensible(reading)]
    if not sensible:
        piece.refuse("neither a figure and a smaller tolerance nor an interval from low to high")
    if len(sensible) > 1:
        piece.doubt(map(_describe, sensible))
    return sensible[0]


def _scaled_like(bare: PrintedFigure, other: PrintedFigure) -> list[PrintedFigure]:
    """Return a figure as it stands and, where it has no suffix, with that of the other too."""
    if bare.style.suffix or other.scale == ONE:
        return [bare]
    style = replace(bare.style, suffix=other.style.suffix)
    return [bare, replace(bare, scale=other.scale, unit=other.unit, style=style)]


def _sensible(reading: Near | Interval) -> bool:
    # Which kilo is meant is not known yet, and hardly ever decides the order of two figures.
    match reading.settled(1000):
        case Near() as near:
            same = near.margin.unit in (None, Unit.PERCENT, near.centre.unit)
            return same and near.allowance < near.centre.value
        case Interval(low, high):
            same = low.unit is high.unit or low.unit is None or high.unit is None
            return same and low.value <= high.value


def _describe(reading: Near | Interval) -> str:
    match reading.settled(1000):
        case Near() as near:
            return f"{plain(near.centre.value)} give or take {plain(near.allowance)}"
        case Interval(low, high):
            return f"from {plain(low.value)} to {plain(high.value)}"


_EXTENT = "[1-9][0-9]{0,8}"
_BATCH = r"None|N|batch|\?|-1"
_BY = rf"\s*[xX{TIMES}]\s*|\s+by\s+"
_PRODUCT = rf"\s*[*{DOT}]\s*"
_COMMA = r"\s*,\s*"


def _shape(piece: Piece, *, products: bool) -> PrintedShape | None:
    """Read a shape, or return None; `products` says that `*` between extents is no product."""
    bracketed = piece.text[:1] + piece.text[-1:] in ("()", "[]")
    text = piece.text[1:-1].strip() if bracketed else piece.text
    channels, at, maps = (part.strip() for part in text.partition("@"))
    if at and re.fullmatch(_EXTENT, channels):
        spatial = _extents(maps, f"{_BY}|{_PRODUCT}")
        if spatial and None not in spatial:
            return PrintedShape((int(channels), *spatial), channels_first=True)
    for join in (_BY, _PRODUCT, _COMMA) if bracketed else (_BY, _PRODUCT):
        extents = _extents(text.removesuffix(",") if join is _COMMA else text, join)
        if extents and (len(extents) > 1 or bracketed):
            shape = PrintedShape(extents)
            if join is _PRODUCT and not products and None not in extents:
                product = prod(extent or 1 for extent in extents)
                piece.doubt((f"the shape {shape}", f"a product ({piece.text} = {product})"))
            return shape
    if bracketed:
        piece.refuse("brackets hold a shape: whole extents with one kind of sign between them")
    return None


def _extents(text: str, join: str) -> tuple[int | None, ...] | None:
    first, *others = re.split(join, text)
    if not re.fullmatch(f"{_BATCH}|{_EXTENT}", first):
        return None
    if not all(re.fullmatch(_EXTENT, extent) for extent in others):
        return None
    return (int(first) if first.isdigit() else None, *map(int, others))
