"""What is no formula is refused, with a reason and a place; nothing else ever happens."""

from __future__ import annotations

import time
import warnings

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cnncount.formula import FormulaError, parse

FUNCTIONS = "min, max, sum, prod, len, ceil_div, exact_div, isqrt"


def foreign(text: str) -> str:
    """The message for what no formula contains."""
    return f"{text!r} has no place in a formula"


DOT = "no '.' in a formula: numbers are integers, and names have no attributes"
DEEP = "the formula is nested more than 100 levels deep"


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("", 0, "the formula is empty"),
        ("   ", 0, "the formula is empty"),
        # Attributes, calls, and what else reaches out of a formula.
        ("K.__class__", 1, DOT),
        ("().x", 2, DOT),
        ("open('x')", 0, f"no function 'open'; there are {FUNCTIONS}"),
        ("1 + __import__('os')", 4, f"no function '__import__'; there are {FUNCTIONS}"),
        ("(min)(1, 2)", 1, "'min' is a function: min(…)"),
        ("max", 0, "'max' is a function: max(…)"),
        ("K[0](1)", 4, "expected an operator, not '('"),
        ("3(4)", 1, "expected an operator, not '('"),
        ("min(1, 2)(3)", 9, "expected an operator, not '('"),
        # Python's other expressions.
        ("lambda: 1", 0, foreign("lambda")),
        ("(a := 1)", 3, foreign(":")),
        ("f'{a}'", 0, foreign("f")),
        ("b'a'", 0, foreign("b")),
        ("r'a' == b", 0, foreign("r")),
        ("'a' 'b'", 4, "expected an operator, not \"'b'\""),
        ("'a", 0, foreign("'")),
        ("'a\\n'", 0, foreign("'")),
        ("'''a'''", 2, "expected an operator, not \"'a'\""),
        ("[x for x in K]", 3, foreign("for")),
        ("{1: 2}", 0, foreign("{")),
        ("(1, 2)", 2, "expected ')', not ','"),
        ("1, 2", 1, "expected an operator, not ','"),
        ("K[0:1]", 3, foreign(":")),
        ("K[0, 1]", 3, "expected ']', not ','"),
        ("K[]", 2, "expected a value, not ']'"),
        ("max(*K)", 4, "expected a value, not '*'"),
        ("max(**K)", 4, "no powers in a formula: write the product out"),
        ("max(K, key=1)", 10, "no '=' in a formula: '==' compares"),
        ("a in K", 2, foreign("in")),
        ("a is b", 2, foreign("is")),
        ("None", 0, foreign("None")),
        ("await a", 0, foreign("await")),
        ("...", 0, DOT),
        # Operators that formulas do without.
        ("a / b", 2, "no '/' in a formula: '//' divides and rounds down, ceil_div(a, b) rounds up"),
        ("2 ** 3", 2, "no powers in a formula: write the product out"),
        ("a = b", 2, "no '=' in a formula: '==' compares"),
        ("1 < a < 3", 6, "compare two values at a time"),
        ("a == b != c", 7, "compare two values at a time"),
        ("a <> b", 3, "expected a value, not '>'"),
        ("a << b", 3, "expected a value, not '<'"),
        ("a & b", 2, foreign("&")),
        ("~a", 0, foreign("~")),
        ("a ^ b", 2, foreign("^")),
        ("a @ b", 2, foreign("@")),
        ("+a", 0, "expected a value, not '+'"),
        ("a!", 1, foreign("!")),
        ("a == not b", 5, "expected a value, not 'not'"),
        ("- not a", 2, "expected a value, not 'not'"),
        ("a not b", 2, "expected an operator, not 'not'"),
        # Numbers.
        ("1.5", 1, DOT),
        ("1e5", 0, foreign("1e5")),
        ("0x10", 0, foreign("0x10")),
        ("1_000", 0, foreign("1_000")),
        ("007", 0, foreign("007")),
        ("2j", 0, foreign("2j")),
        ("1if a else 2", 0, foreign("1if")),
        (f" {2**100}", 1, "the number is too large (2^100 or more)"),
        ("9" * 499, 0, "the number is too large (2^100 or more)"),
        ("9" * 5000, 0, "a formula has at most 500 characters, this has 5000"),
        # Characters.
        ("größe", 2, foreign("ö")),
        ("a·b", 1, foreign("·")),
        ("a − b", 2, foreign("−")),
        ("٣", 0, foreign("٣")),
        ("ａ", 0, foreign("ａ")),
        ("a\0", 1, foreign("\0")),
        ("a\n+ b", 1, foreign("\n")),
        ("a\t", 1, foreign("\t")),
        ("a # b", 2, foreign("#")),
        ("a; b", 1, foreign(";")),
        ("a \\ b", 2, foreign("\\")),
        ("$a", 0, foreign("$")),
        # Unfinished and unbalanced.
        ("  a +", 5, "expected a value, not the end of the formula"),
        ("(a", 2, "expected ')', not the end of the formula"),
        ("a)", 1, "expected an operator, not ')'"),
        ("(a]", 2, "expected ')', not ']'"),
        ("1)+(2", 1, "expected an operator, not ')'"),
        ("a b", 2, "expected an operator, not 'b'"),
        ("[1, 2", 5, "expected ']', not the end of the formula"),
        ("[1,]", 3, "expected a value, not ']'"),
        ("min(,)", 4, "expected a value, not ','"),
        ("1 if a", 6, "expected 'else', not the end of the formula"),
        ("1 if a else", 11, "expected a value, not the end of the formula"),
        ("if a else 1", 0, "expected a value, not 'if'"),
        # Arguments.
        ("1 + max()", 4, "max takes a list, or several arguments, not 0"),
        ("prod(1, 2)", 0, "prod takes one list, not 2"),
        ("isqrt(1, 2)", 0, "isqrt takes one argument, not 2"),
        ("ceil_div(1)", 0, "ceil_div takes two arguments, not 1"),
        # Size.
        ("a" * 501, 0, "a formula has at most 500 characters, this has 501"),
        ("(" * 3000 + ")" * 3000, 0, "a formula has at most 500 characters, this has 6000"),
        ("(" * 101 + "a", 100, DEEP),
        ("(" * 500, 100, DEEP),
        ("-" * 499 + "a", 100, DEEP),
        ("not " * 120 + "a", 400, DEEP),
        ("K[" * 200, 200, DEEP),
        ("[" * 499, 100, DEEP),
        ("a" + "+a" * 101, 2, DEEP),
        ("a" + "[0]" * 101, 2, DEEP),
    ],
)
def test_refusals(text: str, column: int, message: str) -> None:
    """The reason and the place, and no warning from anything underneath."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(FormulaError) as caught:
            parse(text)
    assert (caught.value.message, caught.value.column) == (message, column)


LARGEST = [
    "a" + "+a" * 100,
    "(" * 99 + "a" + ")" * 99,
    "-" * 99 + "a",
    "a//(" * 49 + "a" + ")" * 49,
    "ceil_div(" * 41 + "a" + ",a)" * 41,
    "isqrt(" * 71 + "a" + ")" * 71,
    "a or(" * 49 + "a" + ")" * 49,
    "a if a else " * 40 + "a",
    "a if(" * 40 + "a" + ")else a" * 38 + ")else a" * 2,
    "[" * 50 + "a" + "][0]" * 50,
    "max(" + "a," * 240 + "a)",
    "prod([" + "big," * 120 + "a])",
]


@pytest.mark.parametrize("text", LARGEST)
def test_the_largest_formulas_are_quickly_read(text: str) -> None:
    """At the bounds of length and depth, every reading still works."""
    start = time.perf_counter()
    formula = parse(text)
    env = {"a": 3, "big": 2**99}
    for reading in (formula.evaluate, formula.numbers, formula.symbols, formula.latex):
        try:
            reading(env)
        except FormulaError:
            assert "big" in text
    assert time.perf_counter() - start < 1


_PIECES = st.sampled_from(
    [
        *("a", "b", "K", "mode", "0", "1", "23", "'same'", "True", "(", ")", "[", "]", ","),
        *("+", "-", "*", "//", "%", "<", "==", "if", "else", "and", "or", "not"),
        *("min(", "sum(", "prod(", "len(", "ceil_div(", "exact_div(", "isqrt("),
        *("/", "**", ".", "=", "!", ":", "'", '"', "\\", "é", "\n", "lambda"),
    ]
)
_SOUP = st.lists(_PIECES, max_size=25).map(" ".join)


@settings(max_examples=250, deadline=None)
@given(
    st.text(max_size=40)
    | st.lists(_PIECES, max_size=25).map(" ".join)
    | st.text("(-[", max_size=600)
)
@example("1if 1else 1")
@example("0_7")
@example("'\\d'")
@example("a" * 500)
def test_any_text_is_a_formula_or_a_formula_error(text: str) -> None:
    """No text does anything else, read or evaluated."""
    env = {"a": 3, "b": -2, "K": [3, 5], "mode": "same"}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            formula = parse(text)
        except FormulaError as error:
            assert 0 <= error.column <= len(text)
            return
        formula.symbols(env)
        formula.latex(env)
        for reading in (formula.evaluate, formula.integer, formula.numbers, formula.work):
            try:
                reading(env)
            except FormulaError as error:
                assert 0 <= error.column <= len(text)
