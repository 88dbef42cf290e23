"""The layer kind subsample."""

from cnncount.layers.base import LayerCosts, spatial_only
from cnncount.layers.pooling import WindowPool, pooled
from cnncount.shapes import Shape


class Subsample(WindowPool):
    """LeNet's subsampling: the sum of each window, times a trained gain, plus a trained bias.

    (1 + 1)·C parameters, a gain and a bias a map. Per output K - 1 additions for the sum and
    one MAC of its own.

    Attributes:
        kernel: window size, one number or one per axis.
        stride: step of the window; by default the kernel, so that windows do not overlap.
        padding: zeros added around the input as in conv, at most half the window.
        ceil_mode: whether a window that extends past the end counts.

    Source: LeCun, Bottou, Bengio, Haffner 1998, section II.B, layer S2.
    """

    kind = "subsample"

    def costs(self, *inputs: Shape) -> LayerCosts:
        """The cost of the layer on a feature map (C, *spatial)."""
        x = spatial_only(inputs, self.kind)
        return pooled(
            inputs,
            self._slide(x),
            {
                "params": "(1 + 1)*C_out",
                "weights": "C_out",
                "biases": "C_out",
                "macs": "prod(Y)",
                "multiplications": "prod(Y)",
                "additions": "prod(Y)*(prod(K) - 1) + prod(Y)",
                "connections": "prod(O)*C_out*(prod(K) + 1)",
            },
        )
