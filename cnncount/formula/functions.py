"""The functions of the formula language: a fixed list."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import NamedTuple

from cnncount.formula.arrays import Where, merge, some
from cnncount.formula.operators import arithmetic, compare, square_root
from cnncount.formula.values import FormulaError, Value, describe

_MAX_ITEMS = 1000

_Compute = Callable[[list[Value], int, Where], Value]


class Function(NamedTuple):
    """A function of formulas: how many arguments it takes, and what it makes of them.

    Attributes:
        arity: the numbers of arguments that it takes; `takes` says so in words.
        compute: its value from the arguments, the column of the call, and `where` (see `arrays`).
    """

    arity: range
    takes: str
    compute: _Compute


def _extreme(name: str, better: str) -> _Compute:
    def pick(a: Value, b: Value, column: int) -> Value:
        first = compare(better, a, b, column)
        if isinstance(first, bool):
            return a if first else b
        return merge(first, a, b, column)

    def compute(arguments: list[Value], column: int, where: Where) -> Value:
        items = arguments if len(arguments) > 1 else _items(arguments[0], column)
        if not items:
            raise FormulaError(f"an empty list has no {name}", column)
        return reduce(lambda a, b: pick(a, b, column), items)

    return compute


def _fold(symbol: str, start: int) -> _Compute:
    def compute(arguments: list[Value], column: int, where: Where) -> Value:
        total = start
        for item in _items(arguments[0], column):
            total = arithmetic(symbol, total, item, column, where)
        return total

    return compute


def _length(arguments: list[Value], column: int, where: Where) -> Value:
    return len(_items(arguments[0], column))


def _ceil_div(arguments: list[Value], column: int, where: Where) -> Value:
    a, b = arguments
    floor = arithmetic("//", arithmetic("-", 0, a, column, where), b, column, where)
    return arithmetic("-", 0, floor, column, where)


def _exact_div(arguments: list[Value], column: int, where: Where) -> Value:
    a, b = arguments
    rest = arithmetic("%", a, b, column, where)
    if some(rest != 0, where, column):
        raise FormulaError(f"{describe(a)} is not divisible by {describe(b)}", column)
    return arithmetic("//", a, b, column, where)


def _isqrt(arguments: list[Value], column: int, where: Where) -> Value:
    return square_root(arguments[0], column, where)


def _items(value: Value, column: int) -> list[Value]:
    if not isinstance(value, list | tuple):
        raise FormulaError(f"expected a list, not {describe(value)}", column)
    if len(value) > _MAX_ITEMS:
        raise FormulaError(f"a list of more than {_MAX_ITEMS} items", column)
    return list(value)


_ONE = range(1, 2), "one list"
_TWO = range(2, 3), "two arguments"
_SOME = range(1, _MAX_ITEMS), "a list, or several arguments"

FUNCTIONS: dict[str, Function] = {
    "min": Function(*_SOME, _extreme("min", "<=")),
    "max": Function(*_SOME, _extreme("max", ">=")),
    "sum": Function(*_ONE, _fold("+", 0)),
    "prod": Function(*_ONE, _fold("*", 1)),
    "len": Function(*_ONE, _length),
    "ceil_div": Function(*_TWO, _ceil_div),
    "exact_div": Function(*_TWO, _exact_div),
    "isqrt": Function(range(1, 2), "one argument", _isqrt),
}
"""All functions by name; `ceil_div` rounds up, `exact_div` fails where there is a remainder, and
`isqrt` is the square root, rounded down."""
