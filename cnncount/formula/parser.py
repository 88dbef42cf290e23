"""From text to tree: the tokens and the grammar of the formula language.

The grammar is Python's, less what formulas do not need. How tightly an operator binds is a number;
an expression ends at the first operator that binds no tighter than the one before the expression.
"""

from __future__ import annotations

import re
from keyword import iskeyword
from typing import NamedTuple, NoReturn

from cnncount.formula.functions import FUNCTIONS
from cnncount.formula.tree import (
    ARITHMETIC,
    COMPARISONS,
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
    walk,
)
from cnncount.formula.values import FormulaError, TooLarge, too_large

MAX_LENGTH = 500
"""Characters of a formula."""

MAX_DEPTH = 100
"""Levels of a formula's tree; each level costs the readers of the tree a few stack frames."""

_PREFIX = {"not": 4, "-": 8}
_INFIX = {
    "if": 1,
    "or": 2,
    "and": 3,
    **dict.fromkeys(COMPARISONS, 5),
    **dict.fromkeys(("+", "-"), 6),
    **dict.fromkeys(("*", "//", "%"), 7),
    "[": 9,
}

_TOKEN = re.compile(
    r"""
      (?P<space>   [ ]+ )
    | (?P<number>  (?: 0 | [1-9][0-9]* ) (?![A-Za-z0-9_]) )
    | (?P<name>    [A-Za-z_][A-Za-z0-9_]* (?![A-Za-z0-9_'"]) )
    | (?P<word>    '[^'"\\\x00-\x1f\x7f]*' | "[^'"\\\x00-\x1f\x7f]*" )
    | (?P<mark>    // | [<>=!]= | \*(?!\*) | [-+%()\[\],<>] )
    | (?P<foreign> \*\* | [A-Za-z0-9_]+ | . )
    """,
    re.VERBOSE | re.DOTALL,
)
_HINTS = {
    ".": "no '.' in a formula: numbers are integers, and names have no attributes",
    "/": "no '/' in a formula: '//' divides and rounds down, ceil_div(a, b) rounds up",
    "**": "no powers in a formula: write the product out",
    "=": "no '=' in a formula: '==' compares",
}
_KEYWORDS = {"and", "or", "not", "if", "else"}
_TRUTHS = {"True": True, "False": False}


class _Token(NamedTuple):
    kind: str
    """``number``, ``name``, ``word``, ``mark`` (keywords too), or ``end``."""
    text: str
    column: int

    def __str__(self) -> str:
        return "the end of the formula" if self.kind == "end" else repr(self.text)


def read(text: str) -> Tree:
    """The tree of a formula.

    Raises:
        FormulaError: `text` is not a formula of this language, or is too long or too deep.
    """
    if len(text) > MAX_LENGTH:
        raise FormulaError(f"a formula has at most {MAX_LENGTH} characters, this has {len(text)}")
    tree = _Parser(_tokens(text)).formula()
    for node, depth in walk(tree):
        if depth > MAX_DEPTH:
            _too_deep(node.column)
    return tree


def _tokens(text: str) -> list[_Token]:
    tokens = []
    for found in _TOKEN.finditer(text):
        kind, shown, column = str(found.lastgroup), found.group(), found.start()
        if kind == "foreign" or (iskeyword(shown) and shown not in _KEYWORDS | _TRUTHS.keys()):
            raise FormulaError(_HINTS.get(shown, f"{shown!r} has no place in a formula"), column)
        if kind != "space":
            tokens.append(_Token("mark" if shown in _KEYWORDS else kind, shown, column))
    return [*tokens, _Token("end", "", len(text))]


class _Parser:
    """Reads tokens from left to right; `_next` is the one to be read now."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = iter(tokens)
        self._next = next(self._tokens)
        self._depth = 0

    def formula(self) -> Tree:
        """The one expression that all the tokens make up."""
        if self._next.kind == "end":
            raise FormulaError("the formula is empty")
        tree = self._expression()
        if self._next.kind != "end":
            _refuse(self._next, "an operator")
        return tree

    def _expression(self, binding: int = 0) -> Tree:
        """An operand and the operators after it that bind tighter than `binding`."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            _too_deep(self._next.column)
        tree = self._operand(binding)
        while _INFIX.get(self._next.text, 0) > binding:
            tree = self._operation(tree, self._take())
        self._depth -= 1
        return tree

    def _operand(self, binding: int) -> Tree:
        token = self._take()
        match token.kind, token.text:
            case "number", digits:
                if too_large(number := int(digits)):
                    raise TooLarge(token.column)
                return Literal(number, column=token.column)
            case "word", quoted:
                return Literal(quoted[1:-1], column=token.column)
            case "name", _:
                return self._name(token)
            case _, "-" | "not" as sign if binding <= _PREFIX[sign]:
                operand = self._expression(_PREFIX[sign])
                return (Negative if sign == "-" else Not)(operand, column=token.column)
            case _, "(":
                inner = self._expression()
                self._expect(")")
                return inner
            case _, "[":
                return List(self._several("]"), column=token.column)
        _refuse(token, "a value")

    def _name(self, token: _Token) -> Tree:
        """What a name stands for: a truth, a value, or a call if a bracket follows."""
        name, column = token.text, token.column
        if name in _TRUTHS:
            return Literal(_TRUTHS[name], column=column)
        if self._next.text != "(":
            if name in FUNCTIONS:
                raise FormulaError(f"{name!r} is a function: {name}(…)", column)
            return Name(name, column=column)
        if name not in FUNCTIONS:
            known = ", ".join(FUNCTIONS)
            raise FormulaError(f"no function {name!r}; there are {known}", column)
        self._take()
        arguments, function = self._several(")"), FUNCTIONS[name]
        if len(arguments) not in function.arity:
            raise FormulaError(f"{name} takes {function.takes}, not {len(arguments)}", column)
        return Call(name, arguments, column=column)

    def _operation(self, left: Tree, token: _Token) -> Tree:
        """What `token` makes of the operand on its left and what follows."""
        symbol, column = token.text, token.column
        match symbol:
            case "[":
                index = self._expression()
                self._expect("]")
                return Item(left, index, column=column)
            case "if":
                test = self._expression(_INFIX["if"])
                self._expect("else")
                return Choice(test, left, self._expression(), column=column)
        right = self._expression(_INFIX[symbol])
        if symbol in ARITHMETIC:
            return Arithmetic(symbol, left, right, column=column)
        if symbol in COMPARISONS:
            if self._next.text in COMPARISONS:
                raise FormulaError("compare two values at a time", self._next.column)
            return Comparison(symbol, left, right, column=column)
        return (And if symbol == "and" else Or)(left, right, column=column)

    def _several(self, close: str) -> tuple[Tree, ...]:
        """Expressions between commas, up to and with the closing bracket."""
        several: list[Tree] = []
        while self._next.text != close or several:
            several.append(self._expression())
            if self._next.text != ",":
                break
            self._take()
        self._expect(close)
        return tuple(several)

    def _take(self) -> _Token:
        token, self._next = self._next, next(self._tokens, self._next)
        return token

    def _expect(self, mark: str) -> None:
        if self._next.text != mark:
            _refuse(self._next, repr(mark))
        self._take()


def _refuse(token: _Token, expected: str) -> NoReturn:
    raise FormulaError(f"expected {expected}, not {token}", token.column)


def _too_deep(column: int) -> NoReturn:
    raise FormulaError(f"the formula is nested more than {MAX_DEPTH} levels deep", column)
