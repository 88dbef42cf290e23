"""The value of arithmetic as people type it, exactly: ``5x5x1x6+6``, ``⌊(32 - 5)/1⌋ + 1``.

Words, units and remarks beside the numbers are passed over: ``64 (scale) + 64 (shift)``.  The
language of formulas (`cnncount.formula`) is another one: there a division rounds down, and a name
stands for a value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import NoReturn

from cnncount.exams.typed.spelling import Spelling
from cnncount.exams.typed.words import DENIED, is_hedge
from cnncount.figures.figure import ONE, Kilo, Unit
from cnncount.figures.numerals import Mark, Piece, read_figure
from cnncount.figures.refusal import FigureError

MAX_BITS = 400
"""The size of a number on the way."""

MAX_DEPTH = 40


class Symbolic(FigureError):
    """Arithmetic with letters for numbers, which has no value."""


@dataclass(frozen=True, slots=True)
class Worth:
    """What arithmetic comes to.

    Attributes:
        value: exactly.
        units: the units of its numbers.
        exact: whether every number in it is a plain integer, so that nothing was rounded.
    """

    value: Fraction
    units: frozenset[Unit] = frozenset()
    exact: bool = True


def worth(spelling: Spelling, *, decimal: Mark | None = None, kilo: Kilo | None = None) -> Worth:
    """What arithmetic comes to.

    Raises:
        Symbolic: a letter stands for a number.
        FigureError: it is no arithmetic, or its numbers are too large.
    """
    parser = _Parser(spelling, decimal, kilo)
    value = parser.sum(0)
    parser.skip()
    if parser.at < len(parser.text):
        parser.refuse("cannot read the arithmetic from here")
    if not parser.operators:
        parser.refuse("no arithmetic here")
    return Worth(value, frozenset(parser.units), parser.exact)


_NUMBER = re.compile(
    r"(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d{1,3}(?: \d{3})+(?![\d])|\d+)(?:[.,]\d+)?|\.\d+"
)
_SUFFIX = re.compile(r"\s?(?:[KMGTkB](?:i?B|bits?|bytes?)?|[A-Za-z%]+|천만|백만|천|만|억|조)")
_WORD = re.compile(
    r"[A-Za-z_\u0080-\u00aa\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u3040-\ud7ff#][\w\u3040-\ud7ff'-]*[.:]?"
)
_TIMES = re.compile(
    r"[*\u00d7\u00b7@](?!\*)|[xX](?=\s*[\d(\[\u230a\u2308.]|\s*(?:floor|ceil))|(?:by|times)(?=\s*\d)"
)
_POWER = re.compile(r"\^|\*\*")
_RAISED = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"
_RAISED_POWER = re.compile(f"[{_RAISED}]+")
_FUNCTIONS = {
    "floor": floor,
    "ceil": ceil,
    "ceiling": ceil,
    "int": floor,
}
_CLOSING = {"(": ")", "[": "]", "{": "}", "\u230a": "\u230b", "\u2308": "\u2309"}


class _Parser:
    """Reads from left to right; `at` is where it is."""

    def __init__(self, spelling: Spelling, decimal: Mark | None, kilo: Kilo | None) -> None:
        self.spelling, self.text = spelling, spelling.text
        self.decimal, self.kilo = decimal, kilo
        self.at = 0
        self.operators = 0
        self.units: set[Unit] = set()
        self.exact = True

    def refuse(self, why: str) -> NoReturn:
        """Raise `FigureError` for where it is."""
        raise FigureError(why, self.spelling.offsets[min(self.at, len(self.text))])

    def skip(self) -> None:
        """Pass over spaces, words and remarks after a value."""
        while True:
            self._spaces()
            if self._remark() or self._word():
                continue
            if self.text[self.at : self.at + 1] in ("!", ";", "."):
                self.at += 1
                continue
            return

    def _spaces(self) -> None:
        while self.text[self.at : self.at + 1] == " ":
            self.at += 1

    def _remark(self) -> bool:
        """Pass over words in brackets; what holds a second number is no remark."""
        if self.text[self.at : self.at + 1] not in ("(", "["):
            return False
        end = self.text.find(_CLOSING[self.text[self.at]], self.at)
        inside = self.text[self.at + 1 : end] if end > 0 else ""
        if not re.search(r"[^\W\d_]{2}", inside) or re.match(r"\s*(?:floor|ceil|int)\b", inside):
            return False
        if re.search(r"\d\s*[*\u00d7\u00b7xX/]\s*\d", inside):
            return False
        if is_hedge(inside):
            self.refuse("more than one answer")
        self.at = end + 1
        return True

    def _word(self) -> bool:
        if _TIMES.match(self.text, self.at):
            return False
        found = _WORD.match(self.text, self.at)
        if not found:
            return False
        word = found[0].strip(".:").lower()
        if word in DENIED:
            self.refuse(f"{word!r} beside the numbers")
        self.at = found.end()
        return True

    def sum(self, depth: int) -> Fraction:
        """Terms with plus and minus between them."""
        if depth > MAX_DEPTH:
            self.refuse("too many brackets")
        total = self._product(depth)
        while True:
            self.skip()
            sign = self.text[self.at : self.at + 1]
            if sign not in ("+", "-", "\u2013"):
                return total
            self.at += 1
            self.operators += 1
            term = self._product(depth)
            total = self._bounded(total + term if sign == "+" else total - term)

    def _product(self, depth: int) -> Fraction:
        value = self._power(depth)
        while True:
            self.skip()
            if times := _TIMES.match(self.text, self.at):
                self.at = times.end()
                self.operators += 1
                value = self._bounded(value * self._power(depth))
            elif self.text[self.at : self.at + 1] == "/":
                divides = self.text[self.at : self.at + 2] == "//"
                self.at += 2 if divides else 1
                self.operators += 1
                by = self._power(depth)
                if by == 0:
                    self.refuse("a division by zero")
                value = Fraction(floor(value / by)) if divides else self._bounded(value / by)
            elif self._multiplies():
                self.operators += 1
                value = self._bounded(value * self._power(depth))
            else:
                return value

    def _multiplies(self) -> bool:
        """Whether a bracket follows another one, or a number at once: ``(26)(6)``, ``2(3 + 4)``."""
        if self.text[self.at : self.at + 1] not in ("(", "["):
            return False
        before = self.text[: self.at]
        return before.rstrip().endswith((")", "]")) or before[-1:].isdigit()

    def _power(self, depth: int) -> Fraction:
        if depth > MAX_DEPTH:
            self.refuse("too many brackets")
        base = self._value(depth)
        self._spaces()
        raised = _RAISED_POWER.match(self.text, self.at)
        if raised:
            self.at = raised.end()
            return self._raised(
                base, Fraction(int("".join(str(_RAISED.index(c)) for c in raised[0])))
            )
        if power := _POWER.match(self.text, self.at):
            self.at = power.end()
            return self._raised(base, self._power(depth + 1))
        return base

    def _raised(self, base: Fraction, exponent: Fraction) -> Fraction:
        self.operators += 1
        size = max(abs(base.numerator).bit_length(), base.denominator.bit_length())
        if (
            exponent.denominator != 1
            or abs(exponent) * size > MAX_BITS
            or (not base and exponent < 0)
        ):
            self.refuse("a power that is no number")
        return base ** int(exponent)

    def _value(self, depth: int) -> Fraction:
        self._spaces()
        if self.text[self.at : self.at + 1] == "-":
            self.at += 1
            return -self._value(depth + 1)
        opened = self.text[self.at : self.at + 1]
        if opened in _CLOSING and opened:
            return self._bracketed(opened, depth)
        if found := _NUMBER.match(self.text, self.at):
            return self._number(found)
        word = _WORD.match(self.text, self.at)
        if not word:
            self.refuse("no number here")
        name = word[0].rstrip(".:").lower()
        after = self.text[word.end() :].lstrip()
        if name in _FUNCTIONS and after[:1] in ("(", "["):
            self.at = word.end()
            self._spaces()
            self.operators += 1
            return Fraction(_FUNCTIONS[name](self._bracketed(self.text[self.at], depth)))
        if name in DENIED or (word[0].endswith(":") and self.operators):
            self.refuse(f"{name!r} beside the numbers")
        if not re.match(r"[\d(\[\u230a\u2308]|[^\W\d]{2}", after):
            raise Symbolic("a letter for a number", self.spelling.offsets[self.at])
        self.at = word.end()
        return self._value(depth + 1) if depth < MAX_DEPTH else self.refuse("too many words")

    def _bracketed(self, opened: str, depth: int) -> Fraction:
        self.at += 1
        value = self.sum(depth + 1)
        self.skip()
        if self.text[self.at : self.at + 1] != _CLOSING[opened]:
            self.refuse(f"expected {_CLOSING[opened]!r}")
        self.at += 1
        if opened in "\u230a\u2308":
            self.operators += 1
            return Fraction(floor(value) if opened == "\u230a" else ceil(value))
        return value

    def _number(self, found: re.Match[str]) -> Fraction:
        """A number with its scale and unit, if they are a figure's; other words are passed over."""
        column = self.spelling.offsets[self.at]
        self.at = found.end()
        plain = read_figure(
            Piece(found[0].lstrip("."), column), self.decimal or _mark(found[0]), self.kilo
        )
        self.exact = self.exact and not plain.decimals
        if found[0].startswith("."):
            return self._bounded(plain.value / 10 ** len(found[0][1:]))
        suffix = _SUFFIX.match(self.text, self.at)
        if suffix and not _TIMES.match(
            self.text, self.at + len(suffix[0]) - len(suffix[0].lstrip())
        ):
            try:
                scaled = read_figure(
                    Piece(found[0] + suffix[0], column), self.decimal or _mark(found[0]), self.kilo
                )
                value = scaled.settled(self.kilo or 1000).value
            except FigureError:
                return plain.value
            self.at = suffix.end()
            self.exact = self.exact and scaled.scale == ONE
            if scaled.unit is not None:
                self.units.add(scaled.unit)
            return value
        return plain.value

    def _bounded(self, value: Fraction) -> Fraction:
        if max(abs(value.numerator), value.denominator).bit_length() > 2 * MAX_BITS:
            self.refuse("the numbers are too large")
        return value


def _mark(number: str) -> Mark:
    """The decimal mark of a number inside arithmetic: a comma only where it cannot group."""
    return "," if re.fullmatch(r"\d+,\d{1,2}|\d+,\d{4,}|0,\d+", number) else "."
