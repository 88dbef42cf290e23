"""From tree to closure: a formula is parsed once and evaluated often."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from cnncount.formula.arrays import Mask, Where, is_array, merge, narrow, to_int64
from cnncount.formula.functions import FUNCTIONS
from cnncount.formula.operators import arithmetic, compare, item_of, truth
from cnncount.formula.tree import (
    ARITHMETIC,
    And,
    Arithmetic,
    Call,
    Choice,
    Comparison,
    Item,
    List,
    Literal,
    Name,
    Negative,
    Not,
    Or,
    Tree,
)
from cnncount.formula.values import Env, FormulaError, TooLarge, UnknownName, Value, too_large

Run = Callable[[Env, Where], Value]
"""A compiled tree: its value in an environment, for the elements in `where` (see `arrays`)."""


def compile_tree(tree: Tree) -> Run:
    """One closure for a tree; the closures raise `FormulaError` where there is no value."""
    match tree:
        case Literal(value):
            return lambda env, where: value
        case Name(name):
            return _lookup(name, tree.column)
        case Negative(operand):
            return _arithmetic("-", lambda env, where: 0, compile_tree(operand), tree.column)
        case Arithmetic(symbol, left, right):
            return _arithmetic(symbol, compile_tree(left), compile_tree(right), tree.column)
        case Comparison(symbol, left, right):
            return _comparison(symbol, compile_tree(left), compile_tree(right), tree.column)
        case Not(operand):
            return _not(compile_tree(operand), tree.column)
        case And(left, right):
            return _and(compile_tree(left), compile_tree(right), tree.column)
        case Or(left, right):
            return _or(compile_tree(left), compile_tree(right), tree.column)
        case Choice(test, body, orelse):
            return _choice(
                compile_tree(test), compile_tree(body), compile_tree(orelse), tree.column
            )
        case List(items):
            return _list([compile_tree(item) for item in items], tree.column)
        case Item(items, index):
            return _item(compile_tree(items), compile_tree(index), tree.column)
        case Call(function, arguments):
            return _call(function, [compile_tree(each) for each in arguments], tree.column)
    assert_never(tree)


def settled(value: Value) -> Value:
    """A value as it leaves a formula: ints and the items of a list within bounds, arrays int64."""
    if type(value) is int:
        if too_large(value):
            raise TooLarge()
    elif isinstance(value, list | tuple):
        # No deeper, for lists that `env` holds may be nested, and were settled before.
        return [item if isinstance(item, list | tuple) else settled(item) for item in value]
    elif is_array(value):
        return to_int64(value) if value.shape else settled(value.item())
    return value


def _lookup(name: str, column: int) -> Run:
    def run(env: Env, where: Where) -> Value:
        try:
            return env[name]
        except KeyError:
            raise UnknownName(name, column) from None

    return run


def _arithmetic(symbol: str, left: Run, right: Run, column: int) -> Run:
    operation = ARITHMETIC[symbol]

    def run(env: Env, where: Where) -> Value:
        a, b = left(env, where), right(env, where)
        if type(a) is int and type(b) is int:  # By far the most common, and so done right here.
            try:
                return operation(a, b)
            except ZeroDivisionError:
                raise FormulaError("division by zero", column) from None
        return arithmetic(symbol, a, b, column, where)

    return run


def _comparison(symbol: str, left: Run, right: Run, column: int) -> Run:
    return lambda env, where: compare(symbol, left(env, where), right(env, where), column)


def _not(operand: Run, column: int) -> Run:
    def run(env: Env, where: Where) -> Value:
        value = truth(operand(env, where), column)
        return not value if isinstance(value, bool) else ~value

    return run


def _and(left: Run, right: Run, column: int) -> Run:
    def run(env: Env, where: Where) -> Value:
        value = left(env, where)
        return _branch(truth(value, column), right, lambda *_: value, env, where, column)

    return run


def _or(left: Run, right: Run, column: int) -> Run:
    def run(env: Env, where: Where) -> Value:
        value = left(env, where)
        return _branch(truth(value, column), lambda *_: value, right, env, where, column)

    return run


def _choice(test: Run, body: Run, orelse: Run, column: int) -> Run:
    def run(env: Env, where: Where) -> Value:
        return _branch(truth(test(env, where), column), body, orelse, env, where, column)

    return run


def _branch(mask: Mask, body: Run, orelse: Run, env: Env, where: Where, column: int) -> Value:
    """`body` where `mask` is true and `orelse` elsewhere; what nothing takes is not computed."""
    if isinstance(mask, bool):
        return (body if mask else orelse)(env, where)
    taken, other = narrow(where, mask, column), narrow(where, ~mask, column)
    a = body(env, taken) if taken.any() else None
    b = orelse(env, other) if other.any() else None
    return merge(mask, a, b, column)


def _list(items: list[Run], column: int) -> Run:
    def run(env: Env, where: Where) -> Value:
        values = [item(env, where) for item in items]
        if any(isinstance(value, list | tuple) for value in values):
            # Else a chain of formulas, each doubling the list before, would grow without bounds.
            raise FormulaError("a list within a list", column)
        return values

    return run


def _item(items: Run, index: Run, column: int) -> Run:
    return lambda env, where: item_of(items(env, where), index(env, where), column)


def _call(name: str, arguments: list[Run], column: int) -> Run:
    compute = FUNCTIONS[name].compute
    return lambda env, where: compute(
        [argument(env, where) for argument in arguments], column, where
    )
