"""Joins: several inputs become one."""

from collections.abc import Sequence

from cnncount.shapes import Shape, shape_text


def listed(inputs: Sequence[Shape]) -> str:
    """Shapes in a message: ``64@56×56 and 128@28×28``."""
    *most, last = (shape_text(x) for x in inputs)
    return f"{', '.join(most)} and {last}" if most else last
