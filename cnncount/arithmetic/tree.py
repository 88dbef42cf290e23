"""The tree of a formula: what `parser` builds, `evaluation` computes, and `notation` shows."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Node:
    column: int
    """Where to point when this node fails: at its operator, or else where it starts."""


@dataclass(frozen=True, slots=True)
class Literal(_Node):
    """``3``, ``'same'``, ``True``."""

    value: int | str | bool


@dataclass(frozen=True, slots=True)
class Name(_Node):
    """``C_in``."""

    name: str


@dataclass(frozen=True, slots=True)
class Negative(_Node):
    """``-a``."""

    operand: Tree


@dataclass(frozen=True, slots=True)
class Arithmetic(_Node):
    """``a + b``; `symbol` is one of `ARITHMETIC`."""

    symbol: str
    left: Tree
    right: Tree


@dataclass(frozen=True, slots=True)
class Comparison(_Node):
    """``a <= b``; `symbol` is one of `COMPARISONS`."""

    symbol: str
    left: Tree
    right: Tree


@dataclass(frozen=True, slots=True)
class Not(_Node):
    """``not a``."""

    operand: Tree


@dataclass(frozen=True, slots=True)
class And(_Node):
    """``a and b``: `right` is computed only where `left` is true."""

    left: Tree
    right: Tree


@dataclass(frozen=True, slots=True)
class Or(_Node):
    """``a or b``: `right` is computed only where `left` is false."""

    left: Tree
    right: Tree


@dataclass(frozen=True, slots=True)
class Choice(_Node):
    """``body if test else orelse``: only the side that is taken is computed."""

    test: Tree
    body: Tree
    orelse: Tree


@dataclass(frozen=True, slots=True)
class List(_Node):
    """``[a, b]``."""

    items: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Item(_Node):
    """``items[index]``."""

    items: Tree
    index: Tree


@dataclass(frozen=True, slots=True)
class Call(_Node):
    """``max(a, b)``; `function` is one of `functions.FUNCTIONS`."""

    function: str
    arguments: tuple[Tree, ...]


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
