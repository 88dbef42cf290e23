"""Formulas mean what they mean in Python, and the texts that show them mean the same."""

from __future__ import annotations

import pickle
import subprocess
import sys
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnncount.formula import FormulaError, UnknownName, names, parse, quotient
from cnncount.formula import product as product_of

from .expressions import formulas, python, read_back, read_back_latex

_INTEGERS = st.integers(-9, 9) | st.integers(-(10**6), 10**6) | st.integers(-(2**99), 2**99)


@st.composite
def _environments(draw: st.DrawFn) -> dict[str, Any]:
    """Values for the names of `formulas`."""
    pairs = st.lists(_INTEGERS, min_size=2, max_size=2)
    return {name: draw(_INTEGERS) for name in "abc"} | {name: draw(pairs) for name in "KJ"}


def _agrees(text: str, env: dict[str, Any]) -> None:
    """A formula has Python's value, or its failure; so has what any of its texts says."""
    formula = parse(text)
    try:
        expected = python(text, env)
    except ArithmeticError as error:
        reason = "by zero" if isinstance(error, ZeroDivisionError) else str(error)
        with pytest.raises(FormulaError, match=reason):
            formula.evaluate(env)
        return
    if abs(expected) >= 2**100:
        with pytest.raises(FormulaError, match="too large"):
            formula.evaluate(env)
        return
    value = formula.evaluate(env)
    assert (value, type(value)) == (expected, type(expected))
    assert read_back(formula.numbers(env), env) == value
    assert read_back(formula.symbols(env), env) == value
    assert read_back_latex(formula.latex(env, numbers=True), env) == value
    assert read_back_latex(formula.latex(env), env) == value


@settings(max_examples=150, deadline=None)
@given(formulas(), _environments())
def test_formulas_agree_with_python(text: str, env: dict[str, Any]) -> None:
    """Random formulas over random numbers."""
    _agrees(text, env)


_SHAPES = ["a {} b {} c", "(a {} b) {} c", "a {} (b {} c)", "-a {} b {} -c", "-(a {} b) {} c"]
_LOGIC = ["{} {} {}", "({} {} {})", "not {} {} {}", "not ({} {} {})"]


@pytest.mark.parametrize("shape", _SHAPES)
def test_every_pair_of_operators(shape: str) -> None:
    """Whichever operators meet, precedence and parentheses are Python's."""
    for first, second in product(["+", "-", "*", "//", "%"], repeat=2):
        for a, b, c in [(7, 5, 3), (-7, 2, 5), (6, -9, 4)]:
            env = {"a": a, "b": b, "c": c, "K": [a, b], "J": [b, c]}
            _agrees(shape.format(first, second), env)


@pytest.mark.parametrize("inner", _LOGIC)
@pytest.mark.parametrize("outer", _LOGIC)
def test_every_pair_of_connectives(inner: str, outer: str) -> None:
    """``and``, ``or`` and ``not``, whichever meet, group as in Python."""
    env = {"a": 1, "b": 2, "c": 3, "K": [1, 2], "J": [2, 3]}
    for first, second in product(["and", "or"], repeat=2):
        for x, y, z in product(["a < b", "a > b"], repeat=3):
            _agrees(outer.format(inner.format(x, first, y), second, z), env)
            _agrees(outer.format(x, first, inner.format(y, second, z)), env)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("prod([])", 1),
        ("sum([])", 0),
        ("len([])", 0),
        ("prod(K)", 3 * 5),
        ("sum(K)", 3 + 5),
        ("min(K)", min(3, 5)),
        ("max(1, 2, 3)", max(1, 2, 3)),
        ("ceil_div(7, 2)", -(-7 // 2)),
        ("ceil_div(-7, 2)", -(7 // 2)),
        ("exact_div(6, -3)", 6 // -3),
        ("isqrt(15)", 3),
        ("isqrt(16)", 4),
        ("isqrt(0)", 0),
        ("isqrt(10000000000*10000000000*10000000000*10000000000)", 10**20),
        ("K[0]*10 + K[len(K) - 1]", 3 * 10 + 5),
        ("[1, 2][1]", [1, 2][1]),
        ("pads[1][0]", [[1, 2], [3, 4]][1][0]),
        ("K", [3, 5]),
        ("[C, 2*C]", [4, 2 * 4]),
        ("mode == 'same'", True),
        ('mode != "1x1"', True),
        ("K == [3, 5]", True),
        ("K == 'same'", False),
        ("mode", "same"),
        ("nothing", None),
        ("stride if stride else C", 4),
        ("stride or C", 4),
        ("C and 2", 2),
        ("C if bias else 0", 4),
        ("1 if C > 9 else 2 if C > 3 else 3", 2),
        ("- - 1", 1),
        ("-2*-3", -2 * -3),
        ("not not bias", True),
        ("1 // 0 if C == 0 else 5", 5),
        ("C == 0 or 8 // C == 2", True),
        ("2*3 % 4", 2 * 3 % 4),
        ("7 - 2 - 1", 7 - 2 - 1),
        ("  8 // 2 // 2 ", 8 // 2 // 2),
    ],
)
def test_values(text: str, value: Any) -> None:
    """What formulas are worth, one by one."""
    env = {
        "K": (3, 5),
        "C": 4,
        "bias": True,
        "stride": None,
        "nothing": None,
        "mode": "same",
        "pads": [[1, 2], [3, 4]],
    }
    result = parse(text).evaluate(env)
    assert result == value
    assert type(result) is type(value)


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("1 + width", 4, "unknown name 'width'"),
        ("  width", 2, "unknown name 'width'"),
        ("C + C // (C - 4)", 6, "division by zero"),
        ("C % 0", 2, "division by zero"),
        ("ceil_div(C, 0)", 0, "division by zero"),
        ("1 + exact_div(C, 3)", 4, "4 is not divisible by 3"),
        ("1 + isqrt(C - 5)", 4, "a negative number has no square root"),
        ("isqrt(bias)", 0, "'isqrt' expects integers, not true"),
        ("C + bias", 2, "'+' expects integers, not true"),
        ("C * mode", 2, "'*' expects integers, not the word 'same'"),
        ("-K", 0, "'-' expects integers, not a list"),
        ("C - nothing", 2, "'-' expects integers, not nothing"),
        ("C < mode", 2, "'<' expects integers, not the word 'same'"),
        ("C + half", 2, "'+' expects integers, not 0.5"),
        ("K[2]", 1, "no item 2 in a list of 2: the first is 0"),
        ("K[-1]", 1, "no item -1 in a list of 2: the first is 0"),
        ("K[huge]", 1, "no item a number of 2^100 or more in a list of 2: the first is 0"),
        ("K[mode]", 1, "an index is an integer, not the word 'same'"),
        ("C[0]", 1, "only a list has items, not 4"),
        ("max([])", 0, "an empty list has no max"),
        ("prod(C)", 0, "expected a list, not 4"),
        ("min(C)", 0, "expected a list, not 4"),
        ("sum(long)", 0, "a list of more than 1000 items"),
        ("1 + len([K, K])", 8, "a list within a list"),
        ("pads == pads", 5, "lists of lists or arrays cannot be compared"),
        ("huge", 0, "the number is too large (2^100 or more)"),
        ("-huge", 0, "the number is too large (2^100 or more)"),
        ("[1, huge]", 0, "the number is too large (2^100 or more)"),
        ("exact_div(huge, 7)", 0, "a number of 2^100 or more is not divisible by 7"),
    ],
)
def test_values_that_there_are_not(text: str, column: int, message: str) -> None:
    """What has no value says why and where."""
    env = {
        "K": [3, 5],
        "C": 4,
        "bias": True,
        "nothing": None,
        "mode": "same",
        "half": 0.5,
        "pads": [[1, 2], [3, 4]],
        "long": [1] * 1001,
        "huge": 2**100,
    }
    with pytest.raises(FormulaError) as caught:
        parse(text).evaluate(env)
    assert (caught.value.message, caught.value.column) == (message, column)


def test_numbers_may_be_large_on_the_way() -> None:
    """Only the result is bounded."""
    a = 2**99 + 1
    factors = 100
    text = "*".join("a" * factors) + " // (" + "*".join("a" * (factors - 1)) + ")"
    assert parse(text).evaluate({"a": a}) == a


def test_integer_refuses_what_is_none() -> None:
    """Counts are plain integers."""
    assert parse("C").integer({"C": 4}) == 4
    for value, described in [(True, "true"), ("x", "the word 'x'"), ([1], "a list")]:
        with pytest.raises(FormulaError, match=f"expected an integer, not {described}"):
            parse("C").integer({"C": value})


def test_a_formula_knows_its_text_and_names() -> None:
    """The text is kept as it was given, and read once."""
    formula = parse(" prod(K)*C_in if bias else max(0, K[0]) ")
    assert formula.text == " prod(K)*C_in if bias else max(0, K[0]) "
    assert formula.names == {"K", "C_in", "bias"}
    assert parse(formula.text) is formula


def test_evaluating_changes_nothing() -> None:
    """The environment's lists are its own."""
    env = {"K": [3, 5]}
    parse("K").evaluate(env).append(7)
    assert env == {"K": [3, 5]}


def test_errors_survive_pickling() -> None:
    """Errors come whole out of other processes."""
    for error in (FormulaError("wrong", 3), UnknownName("width", 5)):
        copy = pickle.loads(pickle.dumps(error))
        assert (type(copy), str(copy), vars(copy)) == (type(error), str(error), vars(error))


def test_counting_needs_no_numpy() -> None:
    """Neither importing the language nor evaluating imports numpy."""
    code = (
        "import sys; from cnncount.formula import parse; parse('2*a').evaluate({'a': 3});"
        "sys.exit('numpy' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_formulas_are_made_of_formulas() -> None:
    K, C_in, C_out, g = names("K C_in C_out g")
    env = {"K": [3, 5], "C_in": 4, "C_out": 6, "g": 2}
    made = (product_of(K) * quotient(C_in, g) + 1) * C_out - 2 * C_in
    read = parse("(prod(K)*exact_div(C_in, g) + 1)*C_out - 2*C_in")
    assert made.integer(env) == read.integer(env) == (3 * 5 * (4 // 2) + 1) * 6 - 2 * 4
    assert made.work(env) == read.work(env)
    assert made.symbols(env) == read.symbols(env)
    assert made.latex(env) == read.latex(env)
    assert made.terms(env) == read.terms(env)
    assert made.names == {"K", "C_in", "C_out", "g"}
    assert made is (product_of(K) * quotient(C_in, g) + 1) * C_out - 2 * C_in
