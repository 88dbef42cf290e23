"""From tree to text: one walk for every notation, which minds where parentheses are needed.

`TextNotation` writes plain text; other notations write other glyphs and inherit the walk.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum, auto
from typing import ClassVar, NamedTuple, assert_never

from cnncount.formula.arrays import is_array, plain
from cnncount.formula.evaluation import compile_tree
from cnncount.formula.operators import truth
from cnncount.formula.tree import (
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
from cnncount.formula.values import Elements, Env, FormulaError, Value, describe, too_large

_AXES = ["d", "h", "w"]


class Binds(IntEnum):
    """How tightly a text holds together, the loosest first."""

    CHOICE = auto()
    OR = auto()
    AND = auto()
    NOT = auto()
    COMPARISON = auto()
    MODULO = auto()
    SUM = auto()
    QUOTIENT = auto()
    PRODUCT = auto()
    NEGATIVE = auto()
    ATOM = auto()


class Shown(NamedTuple):
    """What a node of the tree is written as."""

    text: str
    binds: Binds = Binds.ATOM


class TextNotation:
    """Writes a formula as plain text.

    Args:
        env: the values of names; where not `numeric`, only the lengths of lists are used.
        elements: the names of the items of lists, where the axes' names are not right for them.
        numeric: put the numbers of `env` in.
    """

    _times, _modulo, _and, _or, _not = "·", " mod ", " and ", " or ", "not "
    _comparisons: ClassVar = {"==": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}

    def __init__(
        self, env: Env, elements: Elements | None = None, *, numeric: bool = False
    ) -> None:
        self._env = env
        self._elements = elements or {}
        self._numeric = numeric

    def write(self, tree: Tree) -> str:
        """The text of a tree."""
        return self._show(tree).text

    # The walk.

    def _show(self, node: Tree) -> Shown:
        match node:
            case Literal(value):
                return self._value(value)
            case Name(name):
                known = self._numeric and name in self._env
                return self._value(self._env[name]) if known else Shown(self._symbol(name))
            case Negative(operand):
                return Shown("-" + self._operand(operand, Binds.ATOM), Binds.NEGATIVE)
            case Arithmetic():
                return self._arithmetic(node)
            case Comparison(symbol, left, right):
                a, b = self._operand(left, Binds.MODULO), self._operand(right, Binds.MODULO)
                return Shown(f"{a} {self._comparisons[symbol]} {b}", Binds.COMPARISON)
            case Not(operand):
                return Shown(self._not + self._operand(operand, Binds.NOT), Binds.NOT)
            case And(left, _) if self._numeric and not self._holds(left):
                return self._show(left)
            case Or(left, _) if self._numeric and self._holds(left):
                return self._show(left)
            case And(left, right):
                a, b = self._operand(left, Binds.AND), self._operand(right, Binds.NOT)
                return Shown(a + self._and + b, Binds.AND)
            case Or(left, right):
                a, b = self._operand(left, Binds.OR), self._operand(right, Binds.AND)
                return Shown(a + self._or + b, Binds.OR)
            case Choice(test, body, orelse):
                if self._numeric:
                    return self._show(body if self._holds(test) else orelse)
                return Shown(self._choice(node), Binds.CHOICE)
            case List(items):
                return Shown(f"[{', '.join(self.write(item) for item in items)}]")
            case Item():
                return self._item(node)
            case Call():
                return self._call(node)
        assert_never(node)

    def _operand(self, node: Tree, least: Binds, *, after: bool = False) -> str:
        return self._enclosed(self._show(node), least, after=after)

    def _enclosed(self, shown: Shown, least: Binds, *, after: bool = False) -> str:
        """A text, in parentheses if it binds too loosely or is a minus after another sign."""
        if shown.binds < least or (after and shown.text.startswith("-")):
            return self._parenthesised(shown.text)
        return shown.text

    def _arithmetic(self, node: Arithmetic) -> Shown:
        left, right = node.left, node.right
        match node.symbol:
            case "*":
                # A product on the right keeps its parentheses: (outputs)·(work for each).
                a = self._operand(left, Binds.PRODUCT)
                b = self._operand(right, Binds.ATOM, after=True)
                return Shown(a + self._times + b, Binds.PRODUCT)
            case "//":
                return Shown(self._floor(left, right))
            case "%":
                a = self._operand(left, Binds.PRODUCT, after=True)
                b = self._operand(right, Binds.ATOM, after=True)
                return Shown(a + self._modulo + b, Binds.MODULO)
            case sign:
                a = self._operand(left, Binds.SUM)
                b = self._operand(right, Binds.QUOTIENT, after=True)
                return Shown(f"{a} {sign} {b}", Binds.SUM)

    def _item(self, node: Item) -> Shown:
        if self._numeric:
            return self._value(self._evaluate(node))
        items = self._items(node.items)
        match node.at:
            case Literal(int(index)) if items is not None and index < len(items):
                return items[index]
        return Shown(f"{self._operand(node.items, Binds.ATOM)}[{self.write(node.at)}]")

    def _call(self, node: Call) -> Shown:
        match node.function, node.arguments:
            case "prod", [factors] if (items := self._items(factors)) is not None:
                return self._chain(items, self._times, Binds.PRODUCT, empty="1")
            case "sum", [terms] if (items := self._items(terms)) is not None:
                return self._chain(items, " + ", Binds.SUM, empty="0")
            case "min" | "max", [one] if items := self._items(one):
                arguments = [item.text for item in items]
                return Shown(f"{self._function(node.function)}({', '.join(arguments)})")
            case "len", _ if self._numeric:
                return self._value(self._evaluate(node))
            case "ceil_div", [top, bottom]:
                return Shown(self._ceiling(top, bottom))
            case "exact_div", [top, bottom]:
                return self._quotient(top, bottom)
            case "isqrt", [square]:
                return Shown(self._root(square))
        arguments = [self.write(argument) for argument in node.arguments]
        return Shown(f"{self._function(node.function)}({', '.join(arguments)})")

    def _chain(self, items: list[Shown], glue: str, binds: Binds, empty: str) -> Shown:
        """Items with an operator between them."""
        if len(items) < 2:
            return items[0] if items else Shown(empty)
        least = Binds(binds + 1)
        texts = [self._enclosed(item, least, after=i > 0) for i, item in enumerate(items)]
        return Shown(glue.join(texts), binds)

    def _items(self, node: Tree) -> list[Shown] | None:
        """The items of a list one by one; None where they are not known."""
        match node:
            case List(items):
                return [self._show(item) for item in items]
            case Name(name) if not self._numeric:
                return self._axes(name)
            case Name(name) if name not in self._env:
                return None
        values = self._evaluate(node) if self._numeric else None
        return [self._value(each) for each in values] if isinstance(values, list | tuple) else None

    def _axes(self, name: str) -> list[Shown] | None:
        """The symbols of a list's items: those that were given, or else ``K_h K_w`` etc."""
        names: Sequence[str] = self._elements.get(name, ())
        values = self._env.get(name)
        if isinstance(values, list | tuple):
            count = len(values)
            if count > len(names):
                axes = _AXES[-count:] if count <= len(_AXES) else range(1, count + 1)
                names = [f"{name}_{axis}" for axis in axes]
            names = names[:count]
        elif not names:
            return None
        return [Shown(self._symbol(each)) for each in names]

    def _evaluate(self, node: Tree) -> Value:
        return compile_tree(node)(self._env, None)

    def _holds(self, test: Tree) -> bool:
        value = truth(self._evaluate(test), test.column)
        if isinstance(value, bool):
            return value
        raise FormulaError("a condition over arrays cannot be shown with numbers", test.column)

    def _value(self, value: Value) -> Shown:
        value = plain(value)
        if isinstance(value, list | tuple):
            inner = ["[…]" if isinstance(i, list | tuple) else self._value(i).text for i in value]
            return Shown(f"[{', '.join(inner)}]")
        if isinstance(value, str):
            return Shown(self._prose(repr(value)))
        if is_array(value) or (isinstance(value, int) and too_large(value)):
            raise FormulaError(f"{describe(value)} cannot be shown")
        if type(value) is int:
            return Shown(str(value), Binds.NEGATIVE if value < 0 else Binds.ATOM)
        return Shown(self._prose(describe(value)))

    # The glyphs: what another notation writes otherwise.

    def _symbol(self, name: str) -> str:
        """A name."""
        return name

    def _function(self, name: str) -> str:
        """The name of a function, before its arguments."""
        return name

    def _prose(self, text: str) -> str:
        """What is no maths: a word in its quotes, true, false."""
        return text

    def _parenthesised(self, text: str) -> str:
        """A part of the formula in parentheses."""
        return f"({text})"

    def _floor(self, top: Tree, bottom: Tree) -> str:
        """A division that rounds down."""
        return f"⌊{self._quotient(top, bottom).text}⌋"

    def _ceiling(self, top: Tree, bottom: Tree) -> str:
        """A division that rounds up."""
        return f"⌈{self._quotient(top, bottom).text}⌉"

    def _root(self, square: Tree) -> str:
        """A square root, rounded down."""
        return f"⌊√({self.write(square)})⌋"

    def _quotient(self, top: Tree, bottom: Tree) -> Shown:
        """A division."""
        a = self._operand(top, Binds.PRODUCT)
        b = self._operand(bottom, Binds.ATOM, after=True)
        return Shown(f"{a}/{b}", Binds.QUOTIENT)

    def _choice(self, node: Choice) -> str:
        """A condition with both its sides."""
        body, test = self._operand(node.body, Binds.OR), self._operand(node.test, Binds.OR)
        return f"{body} if {test} else {self.write(node.orelse)}"
