"""Answers in symbols: ``3*(h+2)*(w+2)``, right if they are the counted formula's equal."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cnncount.exams.typed.spelling import spelled
from cnncount.figures.refusal import FigureError
from cnncount.formula import Formula, FormulaError, parse

POINTS = (5, 7, 11, 13, 17, 19, 23, 29, 31, 37)
"""The values put in for symbols. Two polynomials of low degree agree on all of them only if they
are the same."""

_SIGNS = str.maketrans({"\u00d7": "*", "\u00b7": "*", "[": "(", "]": ")", "{": "(", "}": ")"})
_RAISED = str.maketrans("\u00b2\u00b3", "23")


def read_formula(typed: str, symbols: Sequence[str]) -> Formula:
    """Read an answer in symbols.

    Raises:
        FigureError: it cannot be read, or has other symbols.
    """

    def apart(word: re.Match[str]) -> str:
        """A product of symbols that is written as one word: ``hw``."""
        single = word[0] not in symbols and all(letter in symbols for letter in word[0])
        return "*".join(word[0]) if single else word[0]

    text = re.sub(r"[A-Za-z]+", apart, spelled(typed).text.translate(_SIGNS))
    text = re.sub(r"([A-Za-z]\w*|\d+|\([^()]*\))\s*(?:\^|\*\*)?\s*([\u00b2\u00b3])", _power, text)
    text = re.sub(r"([A-Za-z]\w*|\d+|\([^()]*\))\s*(?:\^|\*\*)\s*([2-6])\b", _power, text)
    text = re.sub(r"(?<=[\d)])\s*(?=[A-Za-z(])|(?<=[A-Za-z])\s*(?=\()", "*", text)
    text = re.sub(r"(?<!/)/(?!/)", "//", text.replace("\u230a", "(").replace("\u230b", ")"))
    text = text.rpartition("=")[2].strip()
    try:
        formula = parse(text)
    except FormulaError as error:
        raise FigureError(f"cannot read the formula: {error.message}") from None
    if others := sorted(formula.names - {*symbols}):
        raise FigureError(f"the formula has {others[0]!r}; its symbols are {', '.join(symbols)}")
    return formula


def _power(found: re.Match[str]) -> str:
    exponent = int(found[2].translate(_RAISED))
    return f"({'*'.join([found[1]] * exponent)})"


def points(symbols: Sequence[str]) -> list[dict[str, int]]:
    """Values for symbols, none of them alike."""
    return [
        {
            name: POINTS[(row * (column + 1) + 3 * column) % len(POINTS)]
            for column, name in enumerate(symbols)
        }
        for row in range(len(POINTS))
    ]
