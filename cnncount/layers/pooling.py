"""Pooling: maximum, average, global, adaptive, and LeNet's trained subsampling."""

from __future__ import annotations

from math import gcd

from cnncount.kinds import PerAxis
from cnncount.layers.base import Facts, Layer, per_axis, spatial_only
from cnncount.layers.window import Padding, Window, slide, window_text
from cnncount.shapes import Reach, Shape


class _WindowPool(Layer):
    family = "pooling"

    kernel: PerAxis
    stride: PerAxis | None = None
    padding: Padding = 0
    ceil_mode: bool = False

    def _slide(self, x: Shape, dilation: PerAxis = 1) -> Window:
        stride = self.kernel if self.stride is None else self.stride
        return slide(x, self.kernel, stride, self.padding, dilation, ceil_mode=self.ceil_mode)

    def brief(self) -> str:
        """``3×3/2 max pool``."""
        stride = self.kernel if self.stride is None else self.stride
        return f"{window_text(self.kernel, stride)} {self.kind.replace('_', ' ')}"


class MaxPool(_WindowPool):
    """The maximum of each window: K - 1 comparisons for a window of K elements.

    Attributes:
        kernel: window size, one number or one per axis.
        stride: step of the window; by default the kernel, so that windows do not overlap.
        padding: cells added around the input (as conv has it); they never win.
        dilation: step inside the window.
        ceil_mode: whether a window that overhangs the end counts (PyTorch's ceil_mode).
    """

    kind = "max_pool"

    dilation: PerAxis = 1

    def facts(self, *inputs: Shape) -> Facts:
        """The cost of the pooling on a feature map (C, *spatial)."""
        x = spatial_only(inputs, self.kind)
        return _pooled(
            inputs, self._slide(x, self.dilation), {"comparisons": "prod(Y)*(prod(K) - 1)"}
        )


class AvgPool(_WindowPool):
    """The mean of each window: K - 1 additions and one division for a window of K elements.

    Attributes:
        kernel: window size, one number or one per axis.
        stride: step of the window; by default the kernel, so that windows do not overlap.
        padding: zeros added around the input (as conv has it); they count in the mean.
        ceil_mode: whether a window that overhangs the end counts (PyTorch's ceil_mode).
    """

    kind = "avg_pool"

    def facts(self, *inputs: Shape) -> Facts:
        """The cost of the pooling on a feature map (C, *spatial)."""
        x = spatial_only(inputs, self.kind)
        return _pooled(
            inputs,
            self._slide(x),
            {"additions": "prod(Y)*(prod(K) - 1)", "divisions": "prod(Y)"},
        )


class Subsample(_WindowPool):
    """LeNet's subsampling: the sum of each window, times a trained gain, plus a trained bias.

    (1 + 1)·C parameters, a gain and a bias a map. Per output K - 1 additions for the sum and
    one MAC of its own.

    Attributes:
        kernel: window size, one number or one per axis.
        stride: step of the window; by default the kernel, so that windows do not overlap.
        padding: zeros added around the input (as conv has it).
        ceil_mode: whether a window that overhangs the end counts.

    Source: LeCun, Bottou, Bengio, Haffner 1998, section II.B, layer S2.
    """

    kind = "subsample"

    def facts(self, *inputs: Shape) -> Facts:
        """The cost of the layer on a feature map (C, *spatial)."""
        x = spatial_only(inputs, self.kind)
        return _pooled(
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


class GlobalAvgPool(Layer):
    """The mean of each whole map: H·W - 1 additions and one division per channel."""

    kind = "global_avg_pool"
    family = "pooling"

    def facts(self, *inputs: Shape) -> Facts:
        """The cost of the pooling on a feature map (C, *spatial)."""
        return _global(inputs, self.kind, {"additions": "C_in*(prod(I) - 1)", "divisions": "C_in"})

    def brief(self) -> str:
        """``global avg pool``."""
        return "global avg pool"


class GlobalMaxPool(Layer):
    """The maximum of each whole map: H·W - 1 comparisons per channel."""

    kind = "global_max_pool"
    family = "pooling"

    def facts(self, *inputs: Shape) -> Facts:
        """The cost of the pooling on a feature map (C, *spatial)."""
        return _global(inputs, self.kind, {"comparisons": "C_in*(prod(I) - 1)"})

    def brief(self) -> str:
        """``global max pool``."""
        return "global max pool"


class _AdaptivePool(Layer):
    family = "pooling"

    out: PerAxis

    def _facts(self, inputs: tuple[Shape, ...], formulas: dict[str, str]) -> Facts:
        from fractions import Fraction

        x = spatial_only(inputs, self.kind)
        O = per_axis(self.out, x, "out")
        # Window j runs from floor(j·I/O) to ceil((j + 1)·I/O): together I + O - gcd(I, O) reads,
        # and none has more than the mean of that, rounded up.
        R = [i + o - gcd(i, o) for i, o in zip(x[1:], O, strict=True)]
        spans = tuple(-(-r // o) for r, o in zip(R, O, strict=True))
        steps = tuple(i // o or Fraction(i, o) for i, o in zip(x[1:], O, strict=True))
        return Facts(
            inputs,
            (x[0], *O),
            _with_connections(formulas, "C_in*prod(R)"),
            {"R": R},
            reach=Reach(spans, steps),
        )


class AdaptiveAvgPool(_AdaptivePool):
    """The mean of windows chosen so that the output has a given size (as PyTorch chooses them).

    Attributes:
        out: the output size, one number or one per axis.
    """

    kind = "adaptive_avg_pool"

    def facts(self, *inputs: Shape) -> Facts:
        """The cost of the pooling on a feature map (C, *spatial); R: reads along each axis."""
        return self._facts(inputs, {"additions": "C_in*prod(R) - prod(Y)", "divisions": "prod(Y)"})


class AdaptiveMaxPool(_AdaptivePool):
    """The maximum of windows chosen so that the output has a given size (as PyTorch chooses them).

    Attributes:
        out: the output size, one number or one per axis.
    """

    kind = "adaptive_max_pool"

    def facts(self, *inputs: Shape) -> Facts:
        """The cost of the pooling on a feature map (C, *spatial); R: reads along each axis."""
        return self._facts(inputs, {"comparisons": "C_in*prod(R) - prod(Y)"})


def _with_connections(formulas: dict[str, str], reads: str) -> dict[str, str]:
    return {"connections": reads, **formulas}


def _pooled(inputs: tuple[Shape, ...], window: Window, formulas: dict[str, str]) -> Facts:
    return Facts(
        inputs,
        (inputs[0][0], *window.out),
        _with_connections(formulas, "prod(Y)*prod(K)"),
        {"K": window.kernel},
        sizes=window.sizes,
        reach=window.reach,
    )


def _global(inputs: tuple[Shape, ...], kind: str, formulas: dict[str, str]) -> Facts:
    x = spatial_only(inputs, kind)
    return Facts(
        inputs,
        (x[0], *(1 for _ in x[1:])),
        _with_connections(formulas, "prod(X)"),
        reach=Reach(x[1:], (1,) * (len(x) - 1)),
    )
