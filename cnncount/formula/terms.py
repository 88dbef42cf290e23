"""A formula with numbers put in, as a sum: each term a coefficient times a product of names.

>>> from cnncount.formula import parse
>>> layer = {"macs": 117_600, "elements_out": 4_704, "bias": True}
>>> for product, term in parse("2*macs + (elements_out if bias else 0)").terms(layer).items():
...     print(term.coefficient, product, term.value)
2 ('macs',) 117600
1 ('elements_out',) 4704

Conditions are settled by their values. A division that leaves no rest divides the coefficients;
whatever else is no sum of products, such as ``C//g`` with a rest, is a name of its own, spelled as
it is written.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from cnncount.formula.evaluation import compile_tree
from cnncount.formula.notation import TextNotation
from cnncount.formula.tree import Arithmetic, Call, Choice, Literal, Name, Negative, Tree
from cnncount.formula.values import Env, FormulaError, TooLarge, describe

Product = tuple[str, ...]
"""The names that are multiplied, in alphabetical order; of none for a plain number."""


Number = int | Fraction
"""A fraction only where one is needed: integers are much faster."""


class Term(NamedTuple):
    """How many times a product is there, and what it comes to once."""

    coefficient: Number
    value: int


Terms = dict[Product, Term]

Meaning = Callable[[str], Tree | int | None]
"""What a name stands for: a formula, to be taken apart too; a number, to be a coefficient; or, with
None, itself."""

_MOST = 1000
"""Terms of a product: sums multiplied by sums would else grow without bounds."""


def terms_of(tree: Tree, env: Env, meaning: Meaning) -> Terms:
    """The terms of a formula for the values of `env`; none of their coefficients is 0.

    Raises:
        FormulaError: it has no value there, or far too many terms.
    """
    match tree:
        case Literal(value) if type(value) is int:
            return _number(value)
        case Name(name):
            resolve_alias = meaning(name)
            if isinstance(resolve_alias, int):
                return _number(resolve_alias)
            if resolve_alias is not None:
                return terms_of(resolve_alias, env, meaning)
        case Negative(operand):
            return _scaled(terms_of(operand, env, meaning), -1)
        case Arithmetic("+" | "-" as sign, left, right):
            other = _scaled(terms_of(right, env, meaning), 1 if sign == "+" else -1)
            return _added(terms_of(left, env, meaning), other)
        case Arithmetic("*", left, right):
            return _multiplied(terms_of(left, env, meaning), terms_of(right, env, meaning))
        case Choice(test, body, orelse):
            taken = body if compile_tree(test)(env, None) else orelse
            return terms_of(taken, env, meaning)
        case Arithmetic("//", left, right) | Call("exact_div", (left, right)):
            dividend, divisor = _value(left, env), _value(right, env)
            if divisor and dividend % divisor == 0:
                terms = terms_of(left, env, meaning)
                return terms if divisor == 1 else _scaled(terms, Fraction(1, divisor))
    name = TextNotation({}, None).write(tree)
    return {(name,): Term(1, _value(tree, env))}


def _number(value: int) -> Terms:
    return {(): Term(value, 1)} if value else {}


def _value(tree: Tree, env: Env) -> int:
    value = compile_tree(tree)(env, None)
    if type(value) is not int:
        raise FormulaError(f"expected an integer, not {describe(value)}", tree.column)
    return value


def _added(a: Terms, b: Terms) -> Terms:
    total = dict(a)
    for product, term in b.items():
        _add(total, product, term)
    return total


def _add(total: Terms, product: Product, term: Term) -> None:
    """Add a term to a sum."""
    before = total.get(product, Term(0, term.value))
    total[product] = Term(before.coefficient + term.coefficient, term.value)
    if not total[product].coefficient:
        del total[product]


def _scaled(terms: Terms, factor: Number) -> Terms:
    return {p: Term(term.coefficient * factor, term.value) for p, term in terms.items()}


def _multiplied(a: Terms, b: Terms) -> Terms:
    if len(a) * len(b) > _MOST:
        raise TooLarge()
    total: Terms = {}
    for left, c in a.items():
        for right, d in b.items():
            product = tuple(sorted((*left, *right)))
            _add(total, product, Term(c.coefficient * d.coefficient, c.value * d.value))
    return total
