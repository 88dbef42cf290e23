"""Where everything of a picture is: a sequence goes down, branches stand side by side.

The layout is one recursion over the blocks. Each part is laid out on its own: its data comes in at
the top of its axis and goes out at the bottom. It is then moved to its place. Lengths are in
pixels, and y grows downwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from cnncount.diagram.drawing import join_label
from cnncount.diagram.parts import Block, Box, Frame, Parallel, Run
from cnncount.shapes import shape_text

BOX_WIDTH = 224
BOX_HEIGHT = 30
GAP = 20
SIDE_GAP = 30
PAD = 10
TITLE = 16
JOIN = 22
SKIP_GAP = 12
LETTER = 7


@dataclass(frozen=True, slots=True)
class Item:
    """A box, a frame or a join at its place.

    Attributes:
        x, y, width, height: the rectangle.
        block: what it shows.
        is_join: whether it is the layer that joins branches.
    """

    x: float
    y: float
    width: float
    height: float
    block: Block
    is_join: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A connection: the corners of a line, and the shape of the data where it changes."""

    points: tuple[tuple[float, float], ...]
    label: str = ""
    arrow: bool = True


@dataclass(frozen=True)
class Picture:
    """A part of the picture, or the whole.

    Attributes:
        width, height: of the part.
        axis: the x of its input and of its output.
        items: the rectangles, outer ones first.
        lines: the connections.
    """

    width: float
    height: float
    axis: float
    items: tuple[Item, ...] = ()
    lines: tuple[Line, ...] = field(default=())

    def moved(self, dx: float, dy: float) -> Picture:
        """The same part at another place."""
        items = tuple(replace(i, x=i.x + dx, y=i.y + dy) for i in self.items)
        lines = tuple(
            replace(line, points=tuple((x + dx, y + dy) for x, y in line.points))
            for line in self.lines
        )
        return replace(self, axis=self.axis + dx, items=items, lines=lines)


def skip_lines(picture: Picture, pairs: Sequence[tuple[Box, Box]]) -> list[Line]:
    """Lines past the right side of a picture, one for each pair of boxes."""
    at = {id(item.block): item for item in picture.items}
    right = max((item.x + item.width for item in picture.items), default=0)
    lines = []
    for number, (one, other) in enumerate(pairs, 1):
        start, end = at[id(one)], at[id(other)]
        x = right + number * SKIP_GAP
        y0, y1 = start.y + start.height / 2, end.y + end.height / 2
        ends = (start.x + start.width, y0), (end.x + end.width, y1)
        lines.append(Line((ends[0], (x, y0), (x, y1), ends[1])))
    return lines


def layout(run: Run) -> Picture:
    """Lay out blocks one after another, with the input above and the output below."""
    parts = [_part(block) for block in run]
    left = max((part.axis for part in parts), default=0)
    right = max((part.width - part.axis for part in parts), default=0)
    items: list[Item] = []
    lines: list[Line] = []
    y = 0.0
    for number, (block, part) in enumerate(zip(run, parts, strict=True)):
        placed = part.moved(left - part.axis, y)
        items += placed.items
        lines += placed.lines
        y += part.height
        if number + 1 < len(parts):
            if run[number + 1].follows:
                lines.append(Line(((left, y), (left, y + GAP)), _change(block)))
            y += GAP
    return Picture(left + right, y, left, tuple(items), tuple(lines))


def _part(block: Block) -> Picture:
    match block:
        case Box():
            item = Item(0, 0, BOX_WIDTH, BOX_HEIGHT, block)
            return Picture(BOX_WIDTH, BOX_HEIGHT, BOX_WIDTH / 2, (item,))
        case Frame():
            return _frame(block)
        case Parallel():
            return _parallel(block)


def _frame(block: Frame) -> Picture:
    inner = layout(block.body)
    width = inner.width + 2 * PAD
    height = inner.height + TITLE + 2 * PAD
    placed = inner.moved(PAD, TITLE + PAD)
    ends = (
        Line(((placed.axis, 0), (placed.axis, TITLE + PAD)), arrow=False),
        Line(((placed.axis, height - PAD), (placed.axis, height)), arrow=False),
    )
    frame = Item(0, 0, width, height, block)
    return Picture(width, height, placed.axis, (frame, *placed.items), (*placed.lines, *ends))


def _parallel(block: Parallel) -> Picture:
    parts = [layout(branch) for branch in block.branches]
    top = GAP
    inner = max(part.height for part in parts)
    bottom = top + inner + GAP
    x = 0.0
    placed: list[Picture] = []
    for part in parts:
        placed.append(part.moved(x, top))
        x += max(part.width, SIDE_GAP) + SIDE_GAP
    width = x - SIDE_GAP
    axis = (placed[0].axis + placed[-1].axis) / 2
    wide = JOIN + LETTER * (len(join_label(block.join)) - 1)
    join = Item(axis - wide / 2, bottom, wide, JOIN, block.join, is_join=True)
    lines = [line for part in placed for line in part.lines]
    for part, own in zip(placed, parts, strict=True):
        down = ((axis, 0), (axis, top / 2), (part.axis, top / 2), (part.axis, top))
        lines.append(Line(_straight(down), arrow=own.height > 0))
        end = top + own.height
        up = ((part.axis, end), (part.axis, bottom - GAP / 2), (axis, bottom - GAP / 2))
        lines.append(Line(_straight((*up, (axis, bottom)))))
    items = (*(item for part in placed for item in part.items), join)
    return Picture(width, bottom + JOIN, axis, items, tuple(lines))


def _straight(points: Iterable[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """A line without corners that repeat."""
    return tuple(dict.fromkeys(points))


def _change(block: Block) -> str:
    """The shape after a block, where the block changes it."""
    ends = block.join if isinstance(block, Parallel) else block
    return shape_text(ends.out) if ends.out != ends.inputs else ""
