"""The layer kind concat."""

from cnncount.layers.base import Facts, Layer
from cnncount.problems import all_of
from cnncount.shapes import Shape, ShapeError, shape_text


class Concat(Layer):
    """Its inputs one behind the other along the channels; nothing is computed."""

    kind = "concat"

    def facts(self, *inputs: Shape) -> Facts:
        """Inputs of the same spatial size; their channels add up."""
        if any(x[1:] != inputs[0][1:] for x in inputs):
            raise ShapeError(
                f"concat needs inputs of one size, and gets {all_of(map(shape_text, inputs))}"
            )
        return Facts(inputs, (sum(x[0] for x in inputs), *inputs[0][1:]), {})
