r"""One formula, many readings.

A formula is parsed once, from text such as ``(prod(K)*C_in + 1)*C_out``, and then read in
several ways:

>>> f = parse("(prod(K)*C_in + 1)*C_out")
>>> lenet_c1 = {"K": [5, 5], "C_in": 1, "C_out": 6}
>>> f.integer(lenet_c1)
156
>>> f.work(lenet_c1)
'(5·5·1 + 1)·6 = 156'
>>> f.symbols(lenet_c1)
'(K_h·K_w·C_in + 1)·C_out'
>>> print(f.latex(lenet_c1))
(K_{h} \cdot K_{w} \cdot C_{\mathrm{in}} + 1) \cdot C_{\mathrm{out}}

With integer arrays in place of integers the same object evaluates a whole sweep at once.

The language is integers, words in quotes, ``True`` and ``False``, names, ``+ - * // %``,
comparisons, ``and or not``, ``a if c else b``, lists and indexing into them, and calls of the
functions in `functions`; what it accepts means what it means in Python. Text may come from anyone:
nothing in it is executed, and its length, its depth and the size of its numbers are bounded.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from cnncount.formula.evaluation import compile_tree, settled
from cnncount.formula.latex import LatexNotation
from cnncount.formula.notation import TextNotation
from cnncount.formula.parser import read
from cnncount.formula.terms import Terms, terms_of
from cnncount.formula.tree import Arithmetic, Call, Name, Tree, walk
from cnncount.formula.values import Elements, Env, FormulaError, Value, describe


class Formula:
    """A formula. Build one with `parse`, or from others with ``+``, ``-`` and ``*``.

    Equal texts give the same object, and so do equal operations on the same objects.

    Attributes:
        text: the formula as it was written; columns of errors count its characters.
        names: the names that it refers to.
        size: how many numbers, names, operators and calls it consists of.
    """

    def __init__(self, text: str, tree: Tree) -> None:
        self.text = text
        nodes = [node for node, _ in walk(tree)]
        self.names = frozenset(node.name for node in nodes if isinstance(node, Name))
        self.size = len(nodes)
        self._tree = tree
        self._run = compile_tree(tree)

    def __repr__(self) -> str:
        return f"Formula({self.text!r})"

    def __add__(self, other: Formula | int) -> Formula:
        return _combined("+", self, _formula(other))

    def __sub__(self, other: Formula | int) -> Formula:
        return _combined("-", self, _formula(other))

    def __mul__(self, other: Formula | int) -> Formula:
        return _combined("*", self, _formula(other))

    def __rmul__(self, other: int) -> Formula:
        return _combined("*", _formula(other), self)

    def evaluate(self, env: Env) -> Value:
        """The formula's value: an int, bool, word or list, or an array where `env` holds arrays.

        Arrays come out as int64, or as bool from a comparison, in the shape that those in `env`
        have together. Their elements are exact: past int64 on the way, but never in the end.

        Raises:
            FormulaError: an unknown name, a division by zero, operands of the wrong type, an int
                of `MAX_NUMBER` or more, or an array element that does not fit into int64.
        """
        return settled(self._run(env, None))

    def integer(self, env: Env) -> int:
        """The formula's value where it must be a plain int; errors as in `evaluate`."""
        value = self.evaluate(env)
        if type(value) is not int:
            raise FormulaError(f"expected an integer, not {describe(value)}")
        return value

    def terms(self, env: Env, meaning: Mapping[str, Formula | int] | None = None) -> Terms:
        """The formula as a sum of products, for the values of `env`.

        Args:
            env: what its names stand for.
            meaning: names that are formulas themselves, or numbers to be counted by.

        Raises:
            FormulaError: it has no value there.
        """

        def resolve_alias(name: str) -> Tree | int | None:
            found = (meaning or {}).get(name)
            return found._tree if isinstance(found, Formula) else found

        return terms_of(self._tree, env, resolve_alias)

    def numbers(self, env: Env) -> str:
        """The formula with its numbers put in: ``(5·5·1 + 1)·6``.

        Only what is computed is shown: one side of a condition, and of ``and`` and ``or`` the right
        side only where it matters. A name that `env` lacks stays a name.

        Raises:
            FormulaError: as in `evaluate`, where a condition or an index must be computed; a
                number that is out of bounds, or an array.
        """
        return TextNotation(env, numeric=True).write(self._tree)

    def work(self, env: Env) -> str:
        """The hand arithmetic with its result, ``(5·5·1 + 1)·6 = 156``; errors as in `evaluate`."""
        shown, value = self.numbers(env), str(self.integer(env))
        return value if shown == value else f"{shown} = {value}"

    def symbols(self, env: Env | None = None, elements: Elements | None = None) -> str:
        """The formula in symbols: ``(K_h·K_w·C_in + 1)·C_out``.

        Args:
            env: only the lengths of its lists are used, to write ``prod(K)`` out item by item.
            elements: how the items of a list are written, where ``K_h K_w`` is not right.
        """
        return TextNotation(env or {}, elements).write(self._tree)

    def latex(
        self, env: Env | None = None, elements: Elements | None = None, *, numbers: bool = False
    ) -> str:
        """The formula as LaTeX maths, without dollars: as `symbols`, or as `numbers` shows it."""
        return LatexNotation(env or {}, elements, numeric=numbers).write(self._tree)


def names(text: str) -> tuple[Formula, ...]:
    """Several names, separated by spaces, each as a formula."""
    return tuple(map(parse, text.split()))


@lru_cache(maxsize=4096)
def product(items: Formula) -> Formula:
    """The product of the items of a list: ``prod(K)``."""
    return _of_tree(Call("prod", (items._tree,), 0))


@lru_cache(maxsize=4096)
def quotient(dividend: Formula, divisor: Formula) -> Formula:
    """A division without remainder: ``exact_div(C_in, g)``."""
    return _of_tree(Call("exact_div", (dividend._tree, divisor._tree), 0))


@lru_cache(maxsize=4096)
def _combined(symbol: str, left: Formula, right: Formula) -> Formula:
    return _of_tree(Arithmetic(symbol, left._tree, right._tree, 0))


def _of_tree(tree: Tree) -> Formula:
    return Formula(TextNotation({}).write(tree), tree)


def _formula(value: Formula | int) -> Formula:
    return value if isinstance(value, Formula) else parse(str(value))


@lru_cache(maxsize=4096)
def parse(text: str) -> Formula:
    """Read a formula.

    Raises:
        FormulaError: `text` is not a formula of this language, or is too long or too deep.
    """
    return Formula(text, read(text))
