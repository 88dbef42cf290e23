"""What the axes of a tensor mean: batch, channels, positions; and how reshaping moves them.

A layout says for each axis of a tensor which parts of the data's own axes it runs over. The data's
axes are 0 for the channels and 1, 2, … for the positions. The batch is 1, and axes of size 1 run
over nothing. ``permute``, ``view`` and ``flatten`` change the layout alone, not the data.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cnncount.shapes import Shape


class Part(NamedTuple):
    """A part of one of the data's axes: `size` steps of `step` elements.

    Attributes:
        axis: 0 the channels, then the positions.
        step: how far one step goes along the axis.
        size: how many steps.
    """

    axis: int
    step: int
    size: int


Axis = tuple[Part, ...]
Layout = tuple[Axis, ...]


def plain(shape: Shape, axes: int | None = None) -> Layout:
    """The layout (batch, channels, *positions); with `axes`, of that many axes, the last ones 1."""
    layout = ((), *(whole(shape, axis) for axis in range(len(shape))))
    return layout + ((),) * ((axes or len(layout)) - len(layout))


def whole(shape: Shape, axis: int) -> Axis:
    """One whole axis of the data."""
    return (Part(axis, 1, shape[axis]),) if shape[axis] != 1 else ()


def everything(shape: Shape) -> Axis:
    """All of the data in one axis, channels first."""
    return tuple(part for axis in range(len(shape)) for part in whole(shape, axis))


def viewed(layout: Layout, sizes: Sequence[int]) -> Layout | None:
    """The layout after `view` to these sizes; None where an axis would be cut unevenly."""
    left = [part for axis in layout for part in axis][::-1]
    result = []
    for size in sizes:
        axis: list[Part] = []
        while size > 1:
            if not left:
                return None
            part = left.pop()
            if size % part.size == 0:
                axis.append(part)
                size //= part.size
            elif part.size % size == 0:
                rest = part.size // size
                axis.append(Part(part.axis, part.step * rest, size))
                left.append(Part(part.axis, part.step, rest))
                size = 1
            else:
                return None
        result.append(_joined(axis))
    return None if left else tuple(result)


def _joined(axis: Sequence[Part]) -> Axis:
    """The same, with parts that continue one another as one."""
    joined: list[Part] = []
    for part in axis:
        before = joined[-1] if joined else None
        if before and before.axis == part.axis and before.step == part.step * part.size:
            joined[-1] = Part(part.axis, part.step, before.size * part.size)
        else:
            joined.append(part)
    return tuple(joined)


def shuffled(axis: Axis) -> int | None:
    """The groups of a channel shuffle whose result lies along this axis; None where it is none."""
    match axis:
        case (Part(0, 1, size), Part(0, step, groups)) if step == size and groups > 1:
            return groups
    return None
