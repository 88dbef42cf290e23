"""A formula that is to be shown together with the numbers that belong in it."""

from __future__ import annotations

from dataclasses import dataclass

from cnncount.formula.formula import Formula
from cnncount.formula.values import Elements, Env


@dataclass(frozen=True, slots=True)
class Expression:
    """A formula and its numbers. A format chooses how to write it: as text or as LaTeX.

    >>> from cnncount.formula import parse
    >>> lenet_c1 = {"K": [5, 5], "C_in": 1, "C_out": 6}
    >>> str(Expression(parse("(prod(K)*C_in + 1)*C_out"), lenet_c1))
    '(5·5·1 + 1)·6 = 156'

    Attributes:
        formula: the formula.
        env: what its names stand for.
        symbolic: whether it is shown in symbols; otherwise as arithmetic with its result.
        elements: how the items of a list are written in symbols; see `Formula.symbols`.
    """

    formula: Formula
    env: Env
    symbolic: bool = False
    elements: Elements | None = None

    @property
    def value(self) -> int:
        """What the formula evaluates to; errors as in `Formula.integer`."""
        return self.formula.integer(self.env)

    def __str__(self) -> str:
        if self.symbolic:
            return self.formula.symbols(self.env, self.elements)
        return self.formula.work(self.env)

    def latex(self) -> str:
        r"""LaTeX maths without dollars; a lone number once: ``5 \cdot 6 = 30``, but ``6``."""
        if self.symbolic:
            return self.formula.latex(self.env, self.elements)
        shown, value = self.formula.latex(self.env, numbers=True), str(self.value)
        return value if shown == value else f"{shown} = {value}"
