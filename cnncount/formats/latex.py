"""latex: booktabs tables, the arithmetic as maths."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cnncount.formats.document import Cell, Document, Table, shown
from cnncount.formula import Expression

_SPECIAL = str.maketrans(
    {c: f"\\{c}" for c in "&%$#_{}"}
    | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}
    | {"<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}", '"': r"\textquotedbl{}"}
    | {"×": r"$\times$", "·": r"$\cdot$", "→": r"$\rightarrow$", "÷": r"$\div$"}
    | {"⌊": r"$\lfloor$", "⌋": r"$\rfloor$", "⌈": r"$\lceil$", "⌉": r"$\rceil$"}
    | {"≈": r"$\approx$", "≠": r"$\neq$", "√": r"$\surd$", "±": r"$\pm$", "−": r"$-$"}
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
    """A row. What follows a line break is taken for its option where it begins with [ or *."""
    row = " & ".join(map(_cell, cells))
    return ("{}" if row.startswith(("[", "*")) else "") + row + r" \\"


def _cell(cell: Cell) -> str:
    if isinstance(cell, Expression):
        return f"${cell.latex()}$"
    lines = [_text(line) for line in shown(cell, "").split("\n")]
    if len(lines) == 1:
        return lines[0]
    guarded = ["{}" + line if line.startswith(("[", "*")) else line for line in lines]
    return r"\begin{tabular}[t]{@{}l@{}}" + r" \\ ".join(guarded) + r"\end{tabular}"


def _text(text: str) -> str:
    return _POWER.sub(r"$10^{\1}$", text.translate(_SPECIAL))


_POWER = re.compile(r"10\\textasciicircum\{\}(-?\d+)")
