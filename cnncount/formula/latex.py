"""Formulas as LaTeX maths, for papers and for what typesets it on the web (MathJax, KaTeX)."""

from __future__ import annotations

from typing import ClassVar

from cnncount.formula.notation import Shown, TextNotation
from cnncount.formula.tree import Choice, Tree

_ESCAPES = str.maketrans(
    {c: rf"\{c}" for c in "{}$&#_%"}
    | {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}
)


class LatexNotation(TextNotation):
    """Writes a formula as LaTeX maths, without dollars."""

    _times, _modulo = r" \cdot ", r" \bmod "
    _and, _or, _not = r" \text{ and } ", r" \text{ or } ", r"\text{not } "
    _comparisons: ClassVar = {
        "==": "=", "!=": r"\neq", "<": "<", "<=": r"\leq", ">": ">", ">=": r"\geq",
    }  # fmt: skip

    def _symbol(self, name: str) -> str:
        """``C_in`` as a letter with its subscript."""
        head, *subscripts = name.split("_")
        if not all([head, *subscripts]):
            return self._prose(name)
        lower = ",".join(_upright(part) for part in subscripts)
        return _upright(head) + (f"_{{{lower}}}" if lower else "")

    def _function(self, name: str) -> str:
        return rf"\{name}" if name in ("min", "max") else rf"\mathrm{{{name}}}"

    def _prose(self, text: str) -> str:
        return rf"\text{{{text.translate(_ESCAPES)}}}"

    def _parenthesised(self, text: str) -> str:
        tall = r"\frac" in text or r"\begin" in text
        return rf"\left({text}\right)" if tall else f"({text})"

    def _floor(self, top: Tree, bottom: Tree) -> str:
        return rf"\left\lfloor {self._quotient(top, bottom).text} \right\rfloor"

    def _ceiling(self, top: Tree, bottom: Tree) -> str:
        return rf"\left\lceil {self._quotient(top, bottom).text} \right\rceil"

    def _root(self, square: Tree) -> str:
        return rf"\left\lfloor \sqrt{{{self.write(square)}}} \right\rfloor"

    def _quotient(self, top: Tree, bottom: Tree) -> Shown:
        return Shown(rf"\frac{{{self.write(top)}}}{{{self.write(bottom)}}}")

    def _choice(self, node: Choice) -> str:
        rows: list[str] = []
        rest: Tree = node
        while isinstance(rest, Choice):
            rows.append(rf"{self.write(rest.body)} & \text{{if }} {self.write(rest.test)} \\ ")
            rest = rest.orelse
        rows.append(rf"{self.write(rest)} & \text{{otherwise}}")
        return rf"\begin{{cases}} {''.join(rows)} \end{{cases}}"


def _upright(part: str) -> str:
    """One letter as maths, which slants it, and more of them as a word."""
    return part if len(part) == 1 else rf"\mathrm{{{part}}}"
