"""A formula over arrays is the formula over each element, exactly."""

from __future__ import annotations

import warnings
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnncount.formula import FormulaError, parse

from .expressions import formulas

_LOW, _HIGH = -(2**63), 2**63 - 1

_DTYPES = {
    "int8": st.integers(-(2**7), 2**7 - 1),
    "uint8": st.integers(0, 2**8 - 1),
    "int32": st.integers(-(2**31), 2**31 - 1),
    "int64": st.integers(-9, 9) | st.integers(_LOW, _HIGH) | st.sampled_from([_LOW, _HIGH]),
    "uint64": st.integers(0, 9) | st.integers(0, 2**64 - 1),
    "object": st.integers(-9, 9) | st.integers(-(2**70), 2**70),
    ">i4": st.integers(-9, 9),
}


@st.composite
def _values(draw: st.DrawFn, shape: tuple[int, ...]) -> Any:
    """An array of that shape, or now and then a plain integer."""
    dtype = draw(st.sampled_from([*_DTYPES, *["int64"] * 5, None]))
    if dtype is None:
        return draw(st.integers(-9, 9) | st.integers(-(2**70), 2**70))
    size = int(np.prod(shape))
    elements = draw(st.lists(_DTYPES[dtype], min_size=size, max_size=size))
    return np.array(elements, dtype=dtype).reshape(shape)


@st.composite
def _environments(draw: st.DrawFn) -> dict[str, Any]:
    """Sweeps of shapes that numpy broadcasts to (2, 3)."""
    shapes = st.sampled_from([(2, 3), (3,), (2, 1)])
    values = shapes.flatmap(_values)
    pairs = st.lists(values, min_size=2, max_size=2)
    return {name: draw(values) for name in "abc"} | {name: draw(pairs) for name in "KJ"}


def _element(value: Any, index: tuple[int, int]) -> Any:
    if isinstance(value, list):
        return [_element(item, index) for item in value]
    i, j = index
    return np.broadcast_to(value, (2, 3)).tolist()[i][j] if np.ndim(value) else value


def _one_by_one(text: str, env: dict[str, Any]) -> dict[tuple[int, int], Any]:
    """The value for each element; a FormulaError where there is none."""
    values: dict[tuple[int, int], Any] = {}
    for index in np.ndindex(2, 3):
        try:
            values[index] = parse(text).evaluate({k: _element(v, index) for k, v in env.items()})
        except FormulaError as error:
            values[index] = error
    return values


def _agrees(text: str, env: dict[str, Any]) -> None:
    """The whole fails if an element has no value or one past int64, and else agrees with all."""
    expected = _one_by_one(text, env)
    fine = all(not isinstance(v, FormulaError) for v in expected.values())
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            result = parse(text).evaluate(env)
        except FormulaError:
            assert not fine or any(not _LOW <= value <= _HIGH for value in expected.values())
            return
    assert fine
    if not isinstance(result, int):
        assert result.dtype == ("bool" if isinstance(expected[0, 0], bool) else "int64")
    for index, value in expected.items():
        assert _element(result, index) == value


@settings(max_examples=100, deadline=None)
@given(formulas(), _environments())
def test_arrays_agree_with_their_elements(text: str, env: dict[str, Any]) -> None:
    """Random formulas over random sweeps."""
    _agrees(text, env)


_EDGES = [_LOW, _LOW + 1, -(2**32), -(2**31), -3, -1, 0, 1, 2, 2**31, 2**32, _HIGH - 1, _HIGH]


@pytest.mark.parametrize("symbol", ["+", "-", "*", "//", "%", "<", "=="])
@pytest.mark.parametrize("others", [[], [1, 1], [_LOW, _HIGH]])
def test_the_edges_of_int64(symbol: str, others: list[int]) -> None:
    """Exact up to the last number that fits, whatever else is in the arrays."""
    for a, b in product(_EDGES, repeat=2):
        for right in (b, np.array([b]), np.array([b, *others])):
            _agrees(f"a {symbol} b", {"a": np.array([a, *others]), "b": right})


def test_a_sweep() -> None:
    """The output sizes of a convolution over many input sizes."""
    sizes = np.arange(1, 9)
    result = parse("(I + 2*P - K)//S + 1").evaluate({"I": sizes, "K": 3, "P": 1, "S": 2})
    assert result.dtype == np.int64
    assert result.tolist() == [(i + 2 * 1 - 3) // 2 + 1 for i in range(1, 9)]


def test_lists_may_hold_arrays() -> None:
    """Each item of a list may be swept on its own."""
    widths = np.array([1, 2, 3])
    env = {"K": [widths, 5], "C": np.array([4, 5, 6])}
    assert parse("prod(K)*C").evaluate(env).tolist() == [1 * 5 * 4, 2 * 5 * 5, 3 * 5 * 6]
    assert parse("max(K)").evaluate(env).tolist() == [5, 5, 5]
    assert [item.tolist() for item in parse("[C, 2*C]").evaluate(env)] == [[4, 5, 6], [8, 10, 12]]


@pytest.mark.parametrize("number", [np.int64(5), np.uint8(5), np.array(5), np.array(5, dtype="O")])
def test_arrays_without_axes_are_integers(number: Any) -> None:
    """numpy's own integers are as good as Python's."""
    env = {"a": number, "K": [3, 4, 5, 6, 7, 8]}
    assert type(parse("a").integer(env)) is int
    assert parse("a*2").integer(env) == 5 * 2
    assert parse("K[a]").integer(env) == 8
    assert parse("a*2").work(env) == "5·2 = 10"
    assert parse("1 if a > 4 else 2").work(env) == "1"
    assert parse("a == 5").evaluate(env) is True


def test_a_side_that_is_not_taken_cannot_fail() -> None:
    """Each element takes its side of a condition, as a plain number would."""
    b = np.array([0, 1, 2])
    assert parse("6 // b if b > 0 else -1").evaluate({"b": b}).tolist() == [-1, 6 // 1, 6 // 2]
    assert parse("b != 0 and 6 // b > 4").evaluate({"b": b}).tolist() == [False, True, False]
    assert parse("b == 0 or 6 % b == 0").evaluate({"b": b}).tolist() == [True, True, True]
    nested = "(exact_div(6, b) if b != 4 else 0) if b > 0 else (1 // (b + 1) if b > -1 else 9)"
    values = parse(nested).evaluate({"b": np.array([-1, 0, 3, 4])})
    assert values.tolist() == [9, 1 // 1, 6 // 3, 0]
    with pytest.raises(FormulaError, match="division by zero"):
        parse("6 // b if b > -1 else 0").evaluate({"b": b})
    with pytest.raises(FormulaError, match="division by zero"):
        parse("6 // 0 if b > 1 else 0").evaluate({"b": b})
    assert parse("6 // 0 if b > 2 else 0").evaluate({"b": b}).tolist() == [0, 0, 0]


def test_numbers_past_int64_are_fine_on_the_way() -> None:
    """Only the result has to fit, and the least int64 is no exception."""
    a = np.array([2**62, 3])
    assert parse("a*a // a").evaluate({"a": a}).tolist() == [2**62, 3]
    assert parse("a*a // a").evaluate({"a": a}).dtype == np.int64
    assert parse("a*0*big").evaluate({"a": a, "big": 2**90}).sum() == 0
    with pytest.raises(FormulaError, match="does not fit into int64"):
        parse("a + a").evaluate({"a": a})
    with pytest.raises(FormulaError, match="does not fit into int64"):
        parse("low // -1").evaluate({"low": np.array([-(2**63)])})
    assert parse("low % -1").evaluate({"low": np.array([-(2**63)])}).tolist() == [0]
    unsigned = np.array([2**64 - 1], dtype="uint64")
    assert parse("a // 2").evaluate({"a": unsigned}).tolist() == [(2**64 - 1) // 2]
    assert parse("a > b").evaluate({"a": unsigned, "b": -1}).all()
    with pytest.raises(FormulaError, match="does not fit into int64"):
        parse("a").evaluate({"a": unsigned})


def test_square_roots() -> None:
    """Exact where a float would not be, and of no negative number that is taken."""
    a = np.array([[-1, 0, 15], [16, 2**62 - 1, 2**63 - 1]])
    roots = parse("isqrt(a) if a >= 0 else a").evaluate({"a": a})
    assert roots.tolist() == [[-1, 0, 3], [4, 2**31 - 1, 3_037_000_499]]
    assert parse("isqrt(a*a)").evaluate({"a": a}).tolist() == abs(a).tolist()
    with pytest.raises(FormulaError, match="a negative number has no square root"):
        parse("isqrt(a)").evaluate({"a": a})


def test_empty_arrays() -> None:
    """A sweep over nothing gives nothing."""
    empty = np.array([], dtype="int64")
    for text in ("a*2", "7 // a", "max(a, 1)", "a if a > 0 else 1 // a", "-a", "isqrt(a)"):
        result = parse(text).evaluate({"a": empty})
        assert (result.dtype, result.shape) == (np.int64, (0,))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a + x", "'+' expects integers, not an array of float64"),
        ("x", "expected integers, not an array of float64"),
        ("x == 1", "expected integers, not an array of float64"),
        ("1 if x else 2", "expected integers, not an array of float64"),
        ("mixed + 1", "'+' expects integers, not an array of object"),
        ("a + (a > 1)", "'+' expects integers, not an array of bool"),
        ("a + longer", "arrays of shapes (2,) and (3,) do not match"),
        ("a == longer", "arrays of shapes (2,) and (3,) do not match"),
        ("1 if a > 1 and longer > 1 else 0", "arrays of shapes (3,) and (2,) do not match"),
        ("1 // longer if a > 1 else 0", "arrays of shapes (2,) and (3,) do not match"),
        ("K[a]", "an index is an integer, not an array of int64"),
        ("max(a)", "expected a list, not an array of int64"),
        ("[a, 1] == [a, 1]", "lists of lists or arrays cannot be compared"),
        ("exact_div(a, 2)", "an array of int64 is not divisible by 2"),
        ("'x' if a > 1 else 'y'", "elements cannot choose between the word 'x' and the word 'y'"),
        ("1 if a > 1 else True", "elements cannot choose between 1 and true"),
    ],
)
def test_what_arrays_cannot_do(text: str, message: str) -> None:
    """Whatever numpy would refuse, wrap or guess at is a FormulaError."""
    env = {
        "a": np.array([1, 2]),
        "longer": np.array([0, 1, 2]),
        "x": np.array([1.0, 2.0]),
        "mixed": np.array([1, 2.5], dtype="O"),
        "K": [1, 2],
    }
    with pytest.raises(FormulaError) as caught:
        parse(text).evaluate(env)
    assert caught.value.message == message


def test_words_never_equal_an_array() -> None:
    """A number is no word, and neither are many."""
    env = {"a": np.array([1, 2]), "mode": "same"}
    assert parse("a == mode").evaluate(env) is False
    assert parse("a != 'same'").evaluate(env) is True


def test_a_sweep_cannot_be_shown_with_numbers() -> None:
    """Hand arithmetic is for one network at a time."""
    env = {"a": np.array([1, 2])}
    for text in ("a + 1", "1 if a > 1 else 2", "[a, 1][0]"):
        with pytest.raises(FormulaError, match="cannot be shown"):
            parse(text).numbers(env)
