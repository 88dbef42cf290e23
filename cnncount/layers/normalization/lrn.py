"""The layer kind lrn."""

from cnncount.layers.base import Layer, LayerCosts, spatial_only
from cnncount.registry import Size
from cnncount.shapes import Shape


class Lrn(Layer):
    """AlexNet's local response normalization: y = x / (k + α/n · Σ x²)^β over n neighbouring maps.

    Per element one square, n - 1 additions along the maps (those beyond the edge are zeros), one
    scaling, one addition of k, one power and one division.

    Attributes:
        size: the number n of neighbouring maps.

    Source: Krizhevsky, Sutskever, Hinton 2012, section 3.3.
    """

    kind = "lrn"
    keeps_shape = True

    size: Size

    def costs(self, *inputs: Shape) -> LayerCosts:
        """The cost on a feature map (C, *spatial)."""
        x = spatial_only(inputs, self.kind)
        return LayerCosts(
            inputs,
            x,
            {
                "multiplications": "2*prod(X)",
                "additions": "n*prod(X)",
                "divisions": "prod(X)",
                "exponentials": "prod(X)",
            },
            {"n": self.size},
        )
