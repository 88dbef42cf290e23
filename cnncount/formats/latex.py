"""latex: booktabs tables, the arithmetic as maths."""

from __future__ import annotations

from collections.abc import Sequence

from cnncount.formats.document import Cell, Document, Table, shown
from cnncount.formula import Expression

_SPECIAL = str.maketrans(
    {c: f"\\{c}" for c in "&%$#_{}"}
    | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}
    | {"×": r"$\times$", "·": r"$\cdot$", "→": r"$\rightarrow$", "÷": r"$\div$"}
)


def write(document: Document) -> str:
    """The document's tables; they need \\usepackage{booktabs}."""
    return "\n".join(_table(table) for table in document.tables)


def _table(table: Table) -> str:
    align = "".join("r" if column.align == "right" else "l" for column in table.columns)
    return "\n".join(
        [
            *([_comment(table.title)] if table.title else []),
            rf"\begin{{tabular}}{{{align}}}",
            r"\toprule",
            _line([column.title for column in table.columns]),
            r"\midrule",
            *(_line(row) for row in table.rows),
            *([r"\midrule", _line(table.total)] if table.total else []),
            r"\bottomrule",
            r"\end{tabular}",
            *map(_comment, table.notes),
            "",
        ]
    )


def _comment(text: str) -> str:
    """A comment of one line, whatever the text: a second line would be LaTeX code."""
    return f"% {' '.join(text.split())}"


def _line(cells: Sequence[Cell]) -> str:
    return " & ".join(map(_cell, cells)) + r" \\"


def _cell(cell: Cell) -> str:
    if isinstance(cell, Expression):
        return f"${cell.latex()}$"
    lines = shown(cell, "").translate(_SPECIAL).split("\n")
    return lines[0] if len(lines) == 1 else r"\shortstack[l]{" + r"\\".join(lines) + "}"
