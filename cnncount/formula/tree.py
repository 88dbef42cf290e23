"""The tree of a formula: what `parser` builds, `evaluation` computes, and `notation` shows.

Every node ends with its `column`, where to point when it fails: at its operator, or else where it
starts.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "//": operator.floordiv,
    "%": operator.mod,
}
COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class Literal(NamedTuple):
    """``3``, ``'same'``, ``True``."""

    value: int | str | bool
    column: int


class Name(NamedTuple):
    """``C_in``."""

    name: str
    column: int


class Negative(NamedTuple):
    """``-a``."""

    operand: Tree
    column: int


class Arithmetic(NamedTuple):
    """``a + b``; `symbol` is one of `ARITHMETIC`."""

    symbol: str
    left: Tree
    right: Tree
    column: int


class Comparison(NamedTuple):
    """``a <= b``; `symbol` is one of `COMPARISONS`."""

    symbol: str
    left: Tree
    right: Tree
    column: int


class Not(NamedTuple):
    """``not a``."""

    operand: Tree
    column: int


class And(NamedTuple):
    """``a and b``: `right` is computed only where `left` is true."""

    left: Tree
    right: Tree
    column: int


class Or(NamedTuple):
    """``a or b``: `right` is computed only where `left` is false."""

    left: Tree
    right: Tree
    column: int


class Choice(NamedTuple):
    """``body if test else orelse``: only the side that is taken is computed."""

    test: Tree
    body: Tree
    orelse: Tree
    column: int


class List(NamedTuple):
    """``[a, b]``."""

    items: tuple[Tree, ...]
    column: int


class Item(NamedTuple):
    """``items[at]``."""

    items: Tree
    at: Tree
    column: int


class Call(NamedTuple):
    """``max(a, b)``; `function` is one of `functions.FUNCTIONS`."""

    function: str
    arguments: tuple[Tree, ...]
    column: int


Tree = (
    Literal
    | Name
    | Negative
    | Arithmetic
    | Comparison
    | Not
    | And
    | Or
    | Choice
    | List
    | Item
    | Call
)


def walk(tree: Tree) -> Iterator[tuple[Tree, int]]:
    """Every node with its depth, the root (at depth 0) first; without recursion."""
    waiting = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        waiting += [(child, depth + 1) for child in _children(node)]


def _children(node: Tree) -> tuple[Tree, ...]:
    match node:
        case Literal() | Name():
            return ()
        case Negative(operand) | Not(operand):
            return (operand,)
        case Arithmetic(_, left, right) | Comparison(_, left, right):
            return (left, right)
        case And(left, right) | Or(left, right) | Item(left, right):
            return (left, right)
        case Choice(test, body, orelse):
            return (test, body, orelse)
        case List(several) | Call(_, several):
            return several
