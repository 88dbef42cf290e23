"""Layers that connect every input to every output."""

from cnncount.messages import text
from cnncount.shapes import Shape, ShapeError, is_vector, shape_text


def vector(x: Shape, kind: str, code: str = "needs-vector") -> None:
    """Refuse a feature map, with the message of this code."""
    if not is_vector(x):
        raise ShapeError(text(code, kind=kind, shape=shape_text(x)))
