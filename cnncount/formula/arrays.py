"""Whole sweeps: the arithmetic of formulas over integer arrays, exact and never wrapped.

Arrays are known only by what they can do (numpy's `dtype`, `astype`, ...), so that counting needs
no numpy. An array of integers is held in one of two ways: as int64 where every element fits, and
else as Python's own integers (dtype object). An array without axes, such as numpy's own scalars,
is the one plain value that it holds.

A *mask* is a boolean array: the outcome of a comparison, element by element. Each side of a
condition over arrays is computed for all elements, and `where`, an argument of much here, is the
mask of those elements that take that side. Only they may fail: ``a // b if b > 0 else 0`` divides
by no zero.
"""

from __future__ import annotations

from collections.abc import Callable
from math import isqrt
from operator import and_
from typing import Any

from cnncount.formula.tree import ARITHMETIC, COMPARISONS
from cnncount.formula.values import FormulaError, Value, describe

Mask = Any
"""A boolean array; Python's own bool where both sides of a comparison were plain."""

Where = Mask | None
"""The elements that count; None for all of them."""

NEGATIVE_ROOT = "a negative number has no square root"
"""What is wrong with it, as for a plain number."""


def is_array(value: Value) -> bool:
    """Whether a value is an array; numpy's scalars are too, until `plain` has seen them."""
    return hasattr(value, "dtype") and hasattr(value, "astype")


def plain(value: Value) -> Value:
    """An array without axes as the int or bool that it holds; any other value as it is."""
    return value.item() if is_array(value) and value.shape == () else value


def is_mask(value: Value) -> bool:
    """Whether a value is a bool, or an array of them."""
    return value.dtype.kind == "b" if is_array(value) else isinstance(value, bool)


def is_integers(value: Value) -> bool:
    """Whether a value is an int (and no bool), or an array of them."""
    if not is_array(value):
        return type(value) is int
    if value.dtype.kind == "O":
        return all(type(element) is int for element in value.flat)
    return value.dtype.kind in "iu"


def narrow(where: Where, mask: Mask, column: int) -> Mask:
    """The elements that counted already and are in `mask`."""
    return mask if where is None else _elementwise(and_, where, mask, column)


def some(mask: Mask, where: Where, column: int) -> bool:
    """Whether an element that counts is in `mask`."""
    narrowed = narrow(where, mask, column)
    return narrowed if isinstance(narrowed, bool) else bool(narrowed.any())


def array_arithmetic(symbol: str, a: Value, b: Value, column: int, where: Where) -> Value:
    """``a + b`` and the like; `a` and `b` are integers, one of them at least an array.

    Raises:
        FormulaError: a division by zero in an element that counts, or shapes that do not match.
    """
    a, b = canonical(a), canonical(b)
    if symbol in ("//", "%"):
        zero = b == 0
        if some(zero, where, column):
            raise FormulaError("division by zero", column)
        b = b + zero  # Who does not count divides by 1.
    bounds = *_bounds(a), *_bounds(b)
    if not _fit(*bounds, *_result_bounds(symbol, *bounds)):
        a, b = _widened(a), _widened(b)
    return _elementwise(ARITHMETIC[symbol], a, b, column)


def array_square_root(a: Value, column: int, where: Where) -> Value:
    """``isqrt(a)`` of an array of integers, exact however large they are.

    Raises:
        FormulaError: a negative number in an element that counts.
    """
    roots = canonical(a).astype("object")
    if some(roots < 0, where, column):
        raise FormulaError(NEGATIVE_ROOT, column)
    for index, number in enumerate(roots.flat):
        roots.flat[index] = isqrt(max(number, 0))  # Who does not count may be negative.
    return roots


def array_compare(symbol: str, a: Value, b: Value, column: int) -> Mask:
    """``a < b`` and the like; `a` and `b` are integers or masks, one of them at least an array."""
    a, b = canonical(a), canonical(b)
    if not _fit(*_bounds(a), *_bounds(b)):
        a, b = _widened(a), _widened(b)
    return _elementwise(COMPARISONS[symbol], a, b, column)


def merge(mask: Mask, a: Value, b: Value, column: int) -> Value:
    """`a` where `mask` is true and `b` elsewhere: both integers, or both true or false.

    A side that no element takes may be None.
    """
    if a is None:
        a = False if is_mask(b) else 0
    if b is None:
        b = False if is_mask(a) else 0
    if is_mask(a) and is_mask(b):
        return _elementwise(lambda x, y: mask & x | ~mask & y, a, b, column)
    if not (is_integers(a) and is_integers(b)):
        raise FormulaError(
            f"elements cannot choose between {describe(a)} and {describe(b)}", column
        )
    taken = array_arithmetic("*", mask.astype("int64"), a, column, None)
    other = array_arithmetic("*", (~mask).astype("int64"), b, column, None)
    return array_arithmetic("+", taken, other, column, None)


def canonical(value: Value) -> Value:
    """Integers as this module holds them: plain, int64, or Python's own; of a mask, 0 and 1."""
    if not is_array(value):
        return value
    if value.dtype.kind in "ib":
        return value.astype("int64", copy=False)
    return value.astype("int64" if _fit(*_bounds(value)) else "object")


def to_int64(value: Value) -> Value:
    """An array as it leaves a formula: int64, or a mask."""
    if is_mask(value):
        return value
    if not is_integers(value):
        raise FormulaError(f"expected integers, not {describe(value)}")
    value = canonical(value)
    if value.dtype.kind == "O":
        raise FormulaError("an element does not fit into int64 (2^63 or more)")
    return value


def _elementwise(
    operation: Callable[[Value, Value], Value], a: Value, b: Value, column: int
) -> Value:
    try:
        return operation(a, b)
    except ValueError:
        raise FormulaError(
            f"arrays of shapes {getattr(a, 'shape', ())} and {getattr(b, 'shape', ())}"
            " do not match",
            column,
        ) from None


def _bounds(value: Value) -> tuple[int, int]:
    """The least and the greatest element, as exact numbers."""
    if not is_array(value):
        return value, value
    return (int(value.min()), int(value.max())) if value.size else (0, 0)


def _result_bounds(
    symbol: str, a_low: int, a_high: int, b_low: int, b_high: int
) -> tuple[int, ...]:
    """Numbers that no element of the result lies beyond, with those that `a` and `b` do not."""
    match symbol:
        case "+":
            return a_low + b_low, a_high + b_high
        case "-":
            return a_low - b_high, a_high - b_low
        case "*":
            return a_low * b_low, a_low * b_high, a_high * b_low, a_high * b_high
        case _:  # Division makes nothing larger, but -2^63 // -1 is 2^63.
            return -a_low, -a_high


def _fit(*numbers: int) -> bool:
    return all(-(2**63) <= number < 2**63 for number in numbers)


def _widened(value: Value) -> Value:
    return value.astype("object") if is_array(value) else value
