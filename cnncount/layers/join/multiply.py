"""The layer kind multiply."""

from cnncount.layers.base import Layer, LayerCosts
from cnncount.messages import text
from cnncount.shapes import Shape, ShapeError, is_vector, shape_text


class Multiply(Layer):
    """The product of its inputs: n - 1 multiplications per element for n inputs.

    An input of a single position, C@1×1, scales whole maps (squeeze-and-excitation).
    """

    kind = "multiply"

    def costs(self, *inputs: Shape) -> LayerCosts:
        """Inputs of one shape (C, *spatial), or of C channels in a single position."""
        widest = max(inputs, key=lambda x: (len(x), x))
        if any(x != widest and not (is_vector(x) and x[0] == widest[0]) for x in inputs):
            raise ShapeError(text("multiply-shapes", shapes=map(shape_text, inputs)))
        return LayerCosts(
            inputs, widest, {"multiplications": "(n - 1)*prod(Y)"}, {"n": len(inputs)}
        )
