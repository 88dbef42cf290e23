"""Random formulas, and what Python itself makes of them and of the texts that show them."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

NAMES = ("a", "b", "c")
LISTS = ("K", "J")

_LEAVES = [*NAMES, *NAMES, "0", "1", "2", "7", str(2**40)]
_COMPARISONS = ["==", "!=", "<", "<=", ">", ">="]


class _Writer:
    """Writes a random formula, no deeper than it is told."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def _pick(self, *choices: str) -> str:
        return self._draw(st.sampled_from(choices))

    def _perhaps_closed(self, text: str) -> str:
        """With or without parentheses; without them, precedence decides."""
        return self._pick(text, f"({text})")

    def number(self, depth: int) -> str:
        """A formula for an integer."""
        if depth == 0:
            return self._pick(*_LEAVES)
        form = self._pick(
            "a+b", "a+b", "a+b", "-a", "a if c else b", "fold", "div", "root", "item", "leaf"
        )
        match form:
            case "a+b":
                a = self._perhaps_closed(self.number(depth - 1))
                b = self._perhaps_closed(self.number(depth - 1))
                return f"{a} {self._pick('+', '-', '*', '*', '//', '%')} {b}"
            case "-a":
                return "-" + self._perhaps_closed(self.number(depth - 1))
            case "a if c else b":
                return self._choice(self.number(depth - 1), self.number(depth - 1), depth - 1)
            case "fold":
                return f"{self._pick('min', 'max', 'sum', 'prod', 'len')}({self._list(depth - 1)})"
            case "div":
                a, b = self.number(depth - 1), self.number(depth - 1)
                return f"{self._pick('ceil_div', 'exact_div', 'min', 'max')}({a}, {b})"
            case "root":
                return f"isqrt({self.number(depth - 1)})"
            case "item":
                return f"{self._list(depth - 1)}[{self._pick('0', '1')}]"
        return self._pick(*_LEAVES)

    def condition(self, depth: int) -> str:
        """A formula for true or false."""
        if depth == 0:
            return self._pick("True", "False", "a < b", "not c + 1 > a % 2", "a == 2")
        match self._pick("a < b", "a < b", "not", "and", "equal", "a if c else b"):
            case "not":
                return "not " + self._perhaps_closed(self.condition(depth - 1))
            case "and":
                a, b = self.condition(depth - 1), self.condition(depth - 1)
                return f"{a} {self._pick('and', 'or')} {b}"
            case "equal":
                a, b = self.condition(depth - 1), self.condition(depth - 1)
                return f"({a}) {self._pick('==', '!=')} ({b})"
            case "a if c else b":
                return self._choice(self.condition(depth - 1), self.condition(depth - 1), depth - 1)
        a, b = self.number(depth - 1), self.number(depth - 1)
        return f"({a}) {self._pick(*_COMPARISONS)} ({b})"

    def _choice(self, body: str, orelse: str, depth: int) -> str:
        """In parentheses, for what follows an open one would be a part of its last side."""
        return f"({body} if {self.condition(depth)} else {orelse})"

    def _list(self, depth: int) -> str:
        if self._pick("name", "literal") == "name":
            return self._pick(*LISTS)
        return f"[{self.number(depth)}, {self.number(depth)}]"


@st.composite
def formulas(draw: st.DrawFn) -> str:
    """Formulas over `NAMES`, which are integers, and `LISTS`, which have two items."""
    depth = draw(st.integers(0, 4))
    text = draw(st.sampled_from([_Writer.number, _Writer.number, _Writer.condition]))(
        _Writer(draw), depth
    )
    assume(len(text) <= 500)
    return text


def _exact_div(a: Any, b: Any) -> Any:
    if a % b:
        raise ArithmeticError("is not divisible by")
    return a // b


def _isqrt(a: Any) -> Any:
    if a < 0:
        raise ArithmeticError("has no square root")
    return math.isqrt(int(a))


_FUNCTIONS = {
    "min": min,
    "max": max,
    "sum": sum,
    "len": len,
    "prod": math.prod,
    "ceil_div": lambda a, b: -(-a // b),
    "exact_div": _exact_div,
    "isqrt": _isqrt,
    "floor": math.floor,
    "ceil": math.ceil,
    "fraction": Fraction,
    "frac": lambda a, b: Fraction(a) / b,
}


def python(text: str, env: Mapping[str, Any]) -> Any:
    """What Python says that an expression is worth."""
    return eval(text, {"__builtins__": {}, **_FUNCTIONS, **env})


_GLYPHS = {
    "·": "*",
    " mod ": "%",
    " = ": " == ",
    "≠": "!=",
    "≤": "<=",
    "≥": ">=",
    "⌊": "floor(",
    "⌋": ")",
    "⌈": "ceil(",
    "⌉": ")",
    "√": "isqrt",
    "true": "True",
    "false": "False",
}
_LATEX = {
    r" \cdot ": "*",
    r" \bmod ": "%",
    r" = ": " == ",
    r"\neq": "!=",
    r"\leq": "<=",
    r"\geq": ">=",
    r"\text{true}": "True",
    r"\text{false}": "False",
    r"\text{ and }": "and",
    r"\text{ or }": "or",
    r"\text{not }": "not ",
    r"\begin{cases} ": "(",
    r" & \text{if } ": " if ",
    r" \\ ": " else ",
    r" & \text{otherwise} \end{cases}": ")",
    r"\left\lfloor": "floor(",
    r"\right\rfloor": ")",
    r"\left\lceil": "ceil(",
    r"\right\rceil": ")",
    r"\left(": "(",
    r"\right)": ")",
    r"\mathrm{len}": "len",
    r"\min": "min",
    r"\max": "max",
    r"_{h}": "_h",
    r"_{w}": "_w",
    r"\frac{": "frac(",
    r"\sqrt{": "isqrt(",
    r"}{": ",",
    r"}": ")",
}


def read_back(shown: str, env: Mapping[str, Any]) -> Any:
    """What a reader of plain text computes: ``⌊7/2⌋·3`` is 9."""
    return _exactly(_replaced(shown, _GLYPHS), env)


def read_back_latex(shown: str, env: Mapping[str, Any]) -> Any:
    """What a reader of LaTeX computes."""
    return _exactly(_replaced(shown, _LATEX), env)


def _replaced(text: str, glyphs: Mapping[str, str]) -> str:
    for glyph, meaning in glyphs.items():
        text = text.replace(glyph, meaning)
    return text


def _exactly(text: str, env: Mapping[str, Any]) -> Any:
    """As `python`, with fractions for all numbers, so that '/' is exact."""
    axes = {f"{name}_{axis}": env[name][i] for name in LISTS for i, axis in enumerate("hw")}
    values = {
        name: Fraction(value) if type(value) is int else value
        for name, value in {**env, **axes}.items()
    }
    return python(re.sub(r"\b\d+\b", r"fraction(\g<0>)", text), values)
