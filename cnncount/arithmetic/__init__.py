"""The formula language: parse once; evaluate, show with numbers, in symbols, as LaTeX."""

from cnncount.arithmetic.formula import Formula, parse
from cnncount.arithmetic.values import Env, FormulaError, UnknownName, Value, describe

__all__ = ["Env", "Formula", "FormulaError", "UnknownName", "Value", "describe", "parse"]
