"""The layer kind concat."""

from cnncount.layers.base import Layer, LayerCosts
from cnncount.messages import text
from cnncount.shapes import Shape, ShapeError, shape_text


class Concat(Layer):
    """Concatenates its inputs along the channels; computes nothing."""

    kind = "concat"

    def costs(self, *inputs: Shape) -> LayerCosts:
        """Inputs of the same spatial size; their channels add up."""
        if any(x[1:] != inputs[0][1:] for x in inputs):
            raise ShapeError(text("concat-sizes", shapes=map(shape_text, inputs)))
        return LayerCosts(inputs, (sum(x[0] for x in inputs), *inputs[0][1:]), {})
