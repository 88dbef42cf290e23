"""The formula language: parse once; evaluate, show with numbers, in symbols, as LaTeX.

`parser` reads a text into a `tree`. `evaluation` turns the tree into closures over `operators`,
`functions` and, for whole sweeps, `arrays`; `notation` and `latex` write it out. `formula` is the
door to all of them, and `values` is what goes through it; `terms` takes a formula apart. An
`expression` is a formula with its numbers, which formats write.
"""

from cnncount.formula.expression import Expression
from cnncount.formula.formula import Formula, names, parse, product, quotient
from cnncount.formula.terms import Number, Terms
from cnncount.formula.values import (
    MAX_NUMBER,
    Env,
    FormulaError,
    TooLarge,
    UnknownName,
    Value,
    describe,
)

__all__ = [
    "MAX_NUMBER",
    "Env",
    "Expression",
    "Formula",
    "FormulaError",
    "Number",
    "Terms",
    "TooLarge",
    "UnknownName",
    "Value",
    "describe",
    "names",
    "parse",
    "product",
    "quotient",
]
