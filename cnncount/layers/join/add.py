"""The layer kind add."""

from collections.abc import Mapping, Sequence
from typing import Any

from cnncount.layers.base import Layer, LayerCosts
from cnncount.messages import text
from cnncount.shapes import Shape, ShapeError, shape_text


class Add(Layer):
    """The sum of its inputs, element by element: n - 1 additions for n inputs."""

    kind = "add"

    def costs(self, *inputs: Shape) -> LayerCosts:
        """Inputs of one and the same shape."""
        if any(x != inputs[0] for x in inputs):
            raise ShapeError(text("add-shapes", shapes=map(shape_text, inputs)))
        return LayerCosts(inputs, inputs[0], {"additions": "(n - 1)*prod(Y)"}, {"n": len(inputs)})

    @classmethod
    def fallback_shape(
        cls, inputs: Sequence[Shape | None], arguments: Mapping[str, Any]
    ) -> Shape | None:
        """The shape of those inputs whose shape is known, if it is one."""
        known = set(filter(None, inputs))
        return known.pop() if len(known) == 1 else None
