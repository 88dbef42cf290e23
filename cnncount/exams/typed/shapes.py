"""Shapes as people type them: ``Output size: 28x28x6``, ``6 maps of 28x28``."""

from __future__ import annotations

import re

from cnncount.exams.typed.spelling import Spelling
from cnncount.figures.notation import parse_shape
from cnncount.figures.refusal import FigureError
from cnncount.figures.shape import PrintedShape

_SIDE = r"(?:None|N|B|batch|batch_size|\?|-1|\d{1,9})"
_BY = r"\s*(?:[xX\u00d7*\u00b7]|\bby\b)\s*"
_SHAPE = re.compile(
    rf"[(\[]\s*{_SIDE}(?:\s*,\s*{_SIDE})*\s*,?\s*[)\]]"
    rf"|\d{{1,9}}\s*@\s*\(?\d{{1,9}}(?:{_BY}\d{{1,9}})+\)?"
    rf"|[(\[]\s*{_SIDE}(?:{_BY}\d{{1,9}})+\s*[)\]]|{_SIDE}(?:{_BY}\d{{1,9}})+"
)
_MAPS = r"(?:feature\s+|output\s+|activation\s+)?(?:maps?|channels?|filters?|planes?)"
_MAPS_OF = re.compile(
    rf"(\d{{1,9}})\s+{_MAPS}\s*(?:of|,|with|at|:)\s*(?:each|of)?\s*(?:size|shape|dimension)?\s*(\d{{1,9}}{_BY}\d{{1,9}})",
    re.IGNORECASE,
)
_WITH_MAPS = re.compile(
    rf"(\d{{1,9}}{_BY}\d{{1,9}})\s*(?:,|with|and|\u00d7)?\s*(\d{{1,9}})\s*"
    rf"(?:{_MAPS}|채널|개의 채널|장)",
    re.IGNORECASE,
)
_KOREAN_MAPS = re.compile(
    rf"(?:채널\s*(?:수)?\s*:?\s*)?(\d{{1,9}})\s*(?:개의\s*)?(?:채널|개)\s*,?\s*(?:크기)?\s*(\d{{1,9}}{_BY}\d{{1,9}})"
)
_CALCULATED = re.compile(r"=\s*\d+\s*$")
_SQUARED = re.compile(r"(?<![\d.])(\d{1,6})\s*(?:\^\s*2(?!\d)|\*\*\s*2(?!\d)|\u00b2)")
_LISTED = re.compile(rf"{_SIDE}(?:\s*,\s*{_SIDE})+")
_NESTED = re.compile(
    r"[\d\sxX\u00d7*\u00b7()\[\]]*[xX\u00d7*\u00b7]\s*[(\[][\d\sxX\u00d7*\u00b7]+[)\]]|[(\[][\d\sxX\u00d7*\u00b7]+[)\]]\s*[xX\u00d7*\u00b7][\d\sxX\u00d7*\u00b7]+"
)
_DIMENSION = r"\d?\s*(?:[=:]|is|of)?\s*"
_HEIGHT = re.compile(rf"(?<![A-Za-z])(?:height|H|높이|세로){_DIMENSION}(\d{{1,9}})", re.IGNORECASE)
_WIDTH = re.compile(rf"(?<![A-Za-z])(?:width|W|너비|가로){_DIMENSION}(\d{{1,9}})", re.IGNORECASE)
_BOTH = re.compile(r"(?<![A-Za-z])H\d?\s*=\s*W\d?\s*=\s*(\d{1,9})|W\d?\s*=\s*H\d?\s*=\s*(\d{1,9})")
_DEPTH = re.compile(
    rf"(?<![A-Za-z])(?:depth|channels?|C|D|채널|깊이){_DIMENSION}(\d{{1,9}})", re.IGNORECASE
)
_AND_DEPTH = re.compile(
    rf"(\d{{1,9}}{_BY}\d{{1,9}})\s*[,;]?\s*(?:and\s+|with\s+)?depth\s*(?:[=:]|of)?\s*(\d{{1,9}})"
)
_SENTENCE_END = re.compile(r"[.!;]+$")


def read_shape(part: Spelling) -> PrintedShape:
    """The one shape in a text.

    Raises:
        FigureError: there is none, or there are several.
    """
    text = _SENTENCE_END.sub("", part.text).strip()
    text = _SQUARED.sub(r"\1x\1", text)
    if _LISTED.fullmatch(text):
        text = f"({text})"
    elif _NESTED.fullmatch(text):
        text = re.sub(r"[()\[\]]", " ", text).strip()
    for pattern, maps, size in ((_MAPS_OF, 1, 2), (_KOREAN_MAPS, 1, 2), (_WITH_MAPS, 2, 1)):
        if said := pattern.search(text):
            return parse_shape(f"{said[maps]}@{said[size].replace('by', 'x')}")
    try:
        return parse_shape(text)
    except FigureError as error:
        found = [each for each in _SHAPE.finditer(text) if not _inside_a_word(text, each)]
        if len(found) != 1 or re.search(r"\d", text[: found[0].start()] + text[found[0].end() :]):
            raise error
        return parse_shape(found[0][0].strip())


def named_shape(text: str) -> PrintedShape | None:
    """A shape whose sizes are named: ``height 28, width 28, depth 6``, ``C=6, H=W=28``."""
    depth = _DEPTH.search(text)
    if said := _AND_DEPTH.search(text):
        return parse_shape(f"{said[2]}@{said[1]}")
    both, height, width = _BOTH.search(text), _HEIGHT.search(text), _WIDTH.search(text)
    if depth is None or not (both or (height and width)):
        return None
    sizes = (both[1] or both[2],) * 2 if both else (height[1], width[1])  # type: ignore[index]
    return PrintedShape((int(depth[1]), *map(int, sizes)), channels_first=True)


def _inside_a_word(text: str, found: re.Match[str]) -> bool:
    before, after = text[: found.start()][-1:], text[found.end() :][:1]
    return bool(re.match(r"[\w.+/-]", before) or re.match(r"[A-Za-z0-9_+/*-]|\.\d", after))


def joined_sizes(text: str) -> list[str] | None:
    """A calculation for each axis, ``⌊…⌋ + 1 = 36, ⌊…⌋ + 1 = 28``; None if it is not that."""
    pieces = re.split(r"\s*[,;]\s+", text)
    return pieces if 2 <= len(pieces) <= 3 and all(map(_CALCULATED.search, pieces)) else None
