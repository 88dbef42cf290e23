"""The layer kind batch_norm."""

from cnncount.layers.base import Layer, LayerCosts, single_input
from cnncount.shapes import Shape


class BatchNorm(Layer):
    """Batch normalization at inference: one multiplication and one addition per element.

    The running mean and variance are constants then, so that scale and shift fold into y = a·x + b
    per channel (Ioffe and Szegedy 2015, section 3.1, algorithm 2). They are buffers, 2·C of them;
    the trained scale and shift are 2·C parameters.

    Attributes:
        affine: whether a scale and a shift are trained for each channel.
    """

    kind = "batch_norm"
    keeps_shape = True

    affine: bool = True

    def costs(self, *inputs: Shape) -> LayerCosts:
        """The cost on a feature map (C, *spatial) or a vector (C,)."""
        x = single_input(inputs)
        formulas = {
            "buffers": "2*C_in",
            "multiplications": "prod(X)",
            "additions": "prod(X)",
        }
        if self.affine:
            formulas["affine"] = "2*C_in"
        return LayerCosts(inputs, x, formulas)
