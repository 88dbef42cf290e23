"""The operators of the formula language, for plain values; `arrays` does the same for arrays."""

from __future__ import annotations

from math import isqrt

from cnncount.formula.arrays import (
    NEGATIVE_ROOT,
    Mask,
    Where,
    array_arithmetic,
    array_compare,
    array_square_root,
    is_array,
    is_integers,
    is_mask,
    plain,
)
from cnncount.formula.tree import ARITHMETIC, COMPARISONS
from cnncount.formula.values import FormulaError, Value, describe


def arithmetic(symbol: str, a: Value, b: Value, column: int, where: Where) -> Value:
    """``a + b`` and the like, of integers or arrays of them; for `where` see `arrays`."""
    if type(a) is not int or type(b) is not int:
        a, b = _integers(symbol, a, column), _integers(symbol, b, column)
        if is_array(a) or is_array(b):
            return array_arithmetic(symbol, a, b, column, where)
    try:
        return ARITHMETIC[symbol](a, b)
    except ZeroDivisionError:
        raise FormulaError("division by zero", column) from None


def square_root(a: Value, column: int, where: Where) -> Value:
    """``isqrt(a)``: the greatest integer whose square is at most a; for `where` see `arrays`."""
    a = _integers("isqrt", a, column)
    if is_array(a):
        return array_square_root(a, column, where)
    if a < 0:
        raise FormulaError(NEGATIVE_ROOT, column)
    return isqrt(a)


def compare(symbol: str, a: Value, b: Value, column: int) -> Mask:
    """``a <= b`` and the like. Any two values are equal or not; only integers have an order."""
    if type(a) is not int or type(b) is not int:
        if symbol not in ("==", "!="):
            a, b = _integers(symbol, a, column), _integers(symbol, b, column)
        else:
            a, b = _comparable(a, column), _comparable(b, column)
        if is_array(a) or is_array(b):
            alike = all(is_array(side) or isinstance(side, int) for side in (a, b))
            return array_compare(symbol, a, b, column) if alike else symbol == "!="
    return COMPARISONS[symbol](a, b)


def truth(value: Value, column: int) -> Mask:
    """What a value says as a condition: true unless it is false, 0, empty or nothing."""
    if isinstance(value, bool):
        return value
    value = plain(value)
    if not is_array(value):
        return bool(value)
    return value if is_mask(value) else compare("!=", value, 0, column)


def item_of(items: Value, index: Value, column: int) -> Value:
    """``items[index]``, counting from 0."""
    if not isinstance(items, list | tuple):
        raise FormulaError(f"only a list has items, not {describe(items)}", column)
    index = plain(index)
    if type(index) is not int:
        raise FormulaError(f"an index is an integer, not {describe(index)}", column)
    if not 0 <= index < len(items):
        shown = describe(index)
        raise FormulaError(f"no item {shown} in a list of {len(items)}: the first is 0", column)
    return items[index]


def _integers(symbol: str, value: Value, column: int) -> Value:
    value = plain(value)
    if not is_integers(value):
        raise FormulaError(f"'{symbol}' expects integers, not {describe(value)}", column)
    return value


def _comparable(value: Value, column: int) -> Value:
    value = plain(value)
    if isinstance(value, list | tuple):
        items = [plain(item) for item in value]
        if any(isinstance(item, list | tuple) or is_array(item) for item in items):
            raise FormulaError("lists of lists or arrays cannot be compared", column)
        return items
    if is_array(value) and not (is_integers(value) or is_mask(value)):
        raise FormulaError(f"expected integers, not {describe(value)}", column)
    return value
