"""Joins: several inputs become one."""

from __future__ import annotations

from collections.abc import Sequence

from cnncount.layers.base import Facts, Layer
from cnncount.shapes import Shape, ShapeError, is_vector, shape_text


class Add(Layer):
    """The sum of its inputs, element by element: n - 1 additions for n inputs."""

    kind = "add"
    family = "join"

    def facts(self, *inputs: Shape) -> Facts:
        """Inputs of one and the same shape."""
        if any(x != inputs[0] for x in inputs):
            raise ShapeError(f"add needs inputs of one shape, and gets {_listed(inputs)}")
        return Facts(inputs, inputs[0], {"additions": "(n - 1)*prod(Y)"}, {"n": len(inputs)})


class Multiply(Layer):
    """The product of its inputs: n - 1 multiplications per element for n inputs.

    An input of a single position, C@1×1, scales whole maps (squeeze-and-excitation).
    """

    kind = "multiply"
    family = "join"

    def facts(self, *inputs: Shape) -> Facts:
        """Inputs of one shape (C, *spatial), or of C channels in a single position."""
        widest = max(inputs, key=lambda x: (len(x), x))
        if any(x != widest and not (is_vector(x) and x[0] == widest[0]) for x in inputs):
            raise ShapeError(
                "multiply needs inputs of one shape, or C@1×1 to scale C maps, "
                f"and gets {_listed(inputs)}"
            )
        return Facts(inputs, widest, {"multiplications": "(n - 1)*prod(Y)"}, {"n": len(inputs)})


class Concat(Layer):
    """Its inputs one behind the other along the channels; nothing is computed."""

    kind = "concat"
    family = "join"

    def facts(self, *inputs: Shape) -> Facts:
        """Inputs of the same spatial size; their channels add up."""
        if any(x[1:] != inputs[0][1:] for x in inputs):
            raise ShapeError(f"concat needs inputs of one size, and gets {_listed(inputs)}")
        return Facts(inputs, (sum(x[0] for x in inputs), *inputs[0][1:]), {})


def _listed(inputs: Sequence[Shape]) -> str:
    *most, last = (shape_text(x) for x in inputs)
    return f"{', '.join(most)} and {last}" if most else last
