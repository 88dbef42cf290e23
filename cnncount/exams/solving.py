"""Questions that are asked backwards: the padding, stride or kernel that gives an output."""

from __future__ import annotations

from cnncount.exams.fields import Asked
from cnncount.exams.typed.answer import read
from cnncount.exams.typed.parts import Wanted
from cnncount.figures.refusal import FigureError
from cnncount.figures.shape import PrintedShape
from cnncount.network.tree import Leaf
from cnncount.shapes import Shape, ShapeError

TRIED = {
    "padding": range(65),
    "stride": range(1, 65),
    "kernel": range(1, 129),
    "dilation": range(1, 65),
}
"""The values of an argument that are tried."""


def solutions(asked: Asked, leaf: Leaf) -> list[int]:
    """The values of an argument with which a layer gives the output asked for, the smallest first.

    Raises:
        FigureError: the output that the question gives is no shape.
        ValueError: the layer has no such argument.
    """
    output = _output(asked)
    argument = str(asked.solve)
    if not hasattr(leaf.layer, argument):
        raise ValueError(f"{leaf.layer.kind} has no {argument}")
    found = []
    for value in TRIED[argument]:
        layer = leaf.layer.model_copy(update={argument: value})
        try:
            shape = layer.costs(*leaf.costs.inputs).out
        except ShapeError:
            continue
        if _gives(output, shape):
            found.append(value)
    return found


def _output(asked: Asked) -> PrintedShape:
    if isinstance(asked.output, list):
        return PrintedShape(tuple(asked.output))
    result = read(str(asked.output), Wanted(sizes=True)).result
    if not isinstance(result, PrintedShape):
        raise FigureError(f"{asked.output!r} is not a size or a shape")
    return result


def _gives(output: PrintedShape, shape: Shape) -> bool:
    sizes = shape[1:]
    alike = len(output.extents) == 1 and {*output.extents} == {*sizes}
    return alike or output.extents == sizes or output.matches(shape)
