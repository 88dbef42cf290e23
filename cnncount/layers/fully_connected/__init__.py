"""Layers that connect every input to every output."""

from cnncount.shapes import Shape, ShapeError, is_vector, shape_text


def vector(x: Shape, kind: str, otherwise: str = "") -> None:
    """Refuse a feature map, with the lecture's advice; `otherwise` adds to it."""
    if not is_vector(x):
        raise ShapeError(
            f"{kind} needs a vector, and its input is a feature map of {shape_text(x)}: "
            f"put flatten or global_avg_pool before it{otherwise}"
        )
