"""tikz: a picture for a LaTeX paper, a document that compiles alone."""

from __future__ import annotations

from cnncount.diagram.drawing import Drawing, box_label, frame_title, join_label, skipped
from cnncount.diagram.layout import Item, Line, layout, skip_lines
from cnncount.diagram.parts import Box, Frame
from cnncount.shapes import shape_text

_HEAD = r"""\documentclass[tikz, border=4pt]{standalone}
\begin{document}
\begin{tikzpicture}[x=0.75pt, y=-0.75pt, font=\scriptsize\sffamily,
  line/.style={draw=black!70}, frame/.style={draw=black!50, dashed, rounded corners=4pt},
  box/.style={draw=black!80, rounded corners=2pt}, note/.style={text=black!70, anchor=west}]
"""
_TAIL = r"""\end{tikzpicture}
\end{document}
"""
_COLOURS = {
    "convolution": "cyan!35",
    "fully_connected": "orange!45",
    "attention": "magenta!30",
    "pooling": "teal!40",
    "normalization": "yellow!40",
    "activation": "yellow!40",
}
_OTHER = "black!15"
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "×": r"$\times$",
    "·": r"$\cdot$",
    "…": r"\ldots{}",
    "→": r"$\to$",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    **{character: f"\\{character}" for character in "#$%&_{}"},
}


def write(drawing: Drawing) -> str:
    """The picture as a LaTeX document of the class standalone."""
    picture = layout(drawing.run)
    lines = [
        f"% {_comment(drawing.description)}",
        _note(0, -38, f"{drawing.title}, input {shape_text(drawing.input)}"),
        *map(_line, (*picture.lines, *skip_lines(picture, skipped(drawing)))),
        *map(_item, picture.items),
    ]
    return _HEAD + "\n".join(lines) + "\n" + _TAIL


def _item(item: Item) -> str:
    block = item.block
    corner = f"({item.x + item.width:g},{item.y + item.height:g})"
    start = f"({item.x:g},{item.y:g})"
    middle = f"({item.x + item.width / 2:g},{item.y + item.height / 2:g})"
    if isinstance(block, Frame):
        title = _note(item.x + 2, item.y + 9, frame_title(block))
        return f"\\draw[frame] {start} rectangle {corner};\n{title}"
    if not isinstance(block, Box):
        raise AssertionError("only boxes and frames are drawn")
    words = join_label(block) if item.is_join else box_label(block)
    colour = "white" if item.is_join else _COLOURS.get(block.family, _OTHER)
    box = f"\\draw[box, fill={colour}] {start} rectangle {corner};"
    return f"{box}\n\\node at {middle} {{{_escaped(words)}}};"


def _line(line: Line) -> str:
    head = "->" if line.arrow else "-"
    points = " -- ".join(f"({x:g},{y:g})" for x, y in line.points)
    drawn = f"\\draw[line, {head}] {points};"
    if not line.label:
        return drawn
    (x, y), (_, end) = line.points[0], line.points[-1]
    return drawn + "\n" + _note(x + 2, (y + end) / 2, line.label)


def _note(x: float, y: float, words: str) -> str:
    return f"\\node[note] at ({x:g},{y:g}) {{{_escaped(words)}}};"


def _escaped(text: str) -> str:
    """Text as LaTeX sets it: every special character as such."""
    return "".join(_SPECIAL.get(character, character) for character in text)


def _comment(text: str) -> str:
    return " ".join(text.split())
