"""svg: a picture for a page, light and dark, without scripts."""

from __future__ import annotations

from xml.sax.saxutils import escape

from cnncount.diagram.drawing import (
    Drawing,
    box_details,
    box_label,
    frame_title,
    join_label,
    skipped,
)
from cnncount.diagram.layout import SKIP_GAP, Item, Line, layout, skip_lines
from cnncount.diagram.parts import Box, Frame
from cnncount.shapes import shape_text

_MARGIN = 24
_HEAD = 46

# The palette of Okabe and Ito, Color Universal Design (2008): colour-blind readers can tell its
# colours apart, and dark text is readable on each of them.
_COLOURS = {
    "convolution": "#56b4e9",
    "fully_connected": "#e69f00",
    "attention": "#cc79a7",
    "pooling": "#009e73",
    "normalization": "#f0e442",
    "activation": "#f0e442",
}
_OTHER = "#c8c8c8"

_STYLE = """
svg { background: #fff; font: 12px system-ui, sans-serif; }
.box { stroke: #333; } .frame { fill: none; stroke: #767676; stroke-dasharray: 4 3; }
.text { fill: #111; } .note { fill: #444; } .line { fill: none; stroke: #444; }
.head { fill: #444; } .bar { fill: #111; } .join { fill: #fff; stroke: #333; }
@media (prefers-color-scheme: dark) {
  svg { background: #1b1b1b; }
  .note, .title { fill: #ddd; } .line, .frame { stroke: #bbb; } .head { fill: #bbb; }
}
"""


def write(drawing: Drawing) -> str:
    """The picture as an SVG document."""
    picture = layout(drawing.run).moved(_MARGIN, _MARGIN + _HEAD)
    pairs = skipped(drawing)
    width = max(picture.width, 240) + 2 * _MARGIN + 60 + len(pairs) * SKIP_GAP
    height = picture.height + 2 * _MARGIN + _HEAD
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}" role="img" aria-labelledby="title desc">',
        f'<title id="title">{escape(drawing.title)}</title>',
        f'<desc id="desc">{escape(drawing.description)}</desc>',
        f"<style>{_STYLE}</style>",
        '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
        'markerHeight="7" orient="auto"><path class="head" d="M0 0 8 4 0 8z"/></marker></defs>',
        _text(_MARGIN, _MARGIN, drawing.title, "text title"),
        _text(_MARGIN, _MARGIN + 18, f"input {shape_text(drawing.input)}", "note"),
    ]
    most = max((i.block.flops for i in picture.items if isinstance(i.block, Box)), default=0)
    parts += map(_line, (*picture.lines, *skip_lines(picture, pairs)))
    parts += (_item(item, drawing, most) for item in picture.items)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _item(item: Item, drawing: Drawing, most: int) -> str:
    block = item.block
    if isinstance(block, Frame):
        title = _text(item.x + 6, item.y + 12, frame_title(block), "note")
        return _rectangle(item, "frame", 'rx="6"') + title
    if not isinstance(block, Box):
        raise AssertionError("only boxes and frames are drawn")
    details = f"<title>{escape(box_details(block, drawing))}</title>"
    middle = item.x + item.width / 2
    if item.is_join:
        join = _rectangle(item, "join", f'rx="{item.height / 2:g}"')
        sign = _text(middle, item.y + 15, join_label(block), "text", "middle")
        return f"<g>{details}{join}{sign}</g>"
    fill = f'rx="3" style="fill: {_COLOURS.get(block.family, _OTHER)}"'
    label = _text(middle, item.y + 18, box_label(block), "text", "middle")
    length = item.width * block.flops / most if most else 0
    bar = (
        f'<rect class="bar" x="{item.x:g}" y="{item.y + item.height - 4:g}" '
        f'width="{length:.1f}" height="4"/>'
    )
    return f"<g>{details}{_rectangle(item, 'box', fill)}{label}{bar if block.flops else ''}</g>"


def _rectangle(item: Item, name: str, rest: str) -> str:
    return (
        f'<rect class="{name}" x="{item.x:g}" y="{item.y:g}" width="{item.width:g}" '
        f'height="{item.height:g}" {rest}/>'
    )


def _line(line: Line) -> str:
    points = " ".join(f"{x:g},{y:g}" for x, y in line.points)
    head = ' marker-end="url(#head)"' if line.arrow else ""
    drawn = f'<polyline class="line" points="{points}"{head}/>'
    if not line.label:
        return drawn
    (x, y), (_, end) = line.points[0], line.points[-1]
    return drawn + _text(x + 6, (y + end) / 2 + 4, line.label, "note")


def _text(x: float, y: float, words: str, name: str, anchor: str = "start") -> str:
    return f'<text class="{name}" x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(words)}</text>'
