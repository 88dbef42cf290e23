"""Pooling: maximum, average, global, adaptive, and LeNet's trained subsampling."""

from math import gcd

from cnncount.layers.base import Layer, LayerCosts, per_axis, spatial_only
from cnncount.layers.window import Padding, Window, slide, window_text
from cnncount.messages import text
from cnncount.registry import PerAxis
from cnncount.shapes import ReceptiveField, Shape, ShapeError


class WindowPool(Layer):
    """What poolings with a sliding window share: a padding of at most half the window, too."""

    kernel: PerAxis
    stride: PerAxis | None = None
    padding: Padding = 0
    ceil_mode: bool = False

    @property
    def _step(self) -> PerAxis:
        return self.kernel if self.stride is None else self.stride

    def _slide(self, x: Shape, dilation: PerAxis = 1) -> Window:
        window = slide(x, self.kernel, self._step, self.padding, dilation, ceil_mode=self.ceil_mode)
        for span, pads in zip(window.receptive_field.size, window.pads, strict=True):
            if 2 * max(pads) > span:
                raise ShapeError(
                    text("pooling-padding", padding=max(pads), span=span),
                    "padding",
                )
        return window

    def table_label(self, axes: int) -> str:
        """``3×3/2 max pool``."""
        return f"{window_text(self.kernel, self._step, axes)} {self.kind.replace('_', ' ')}"


class AdaptivePool(Layer):
    """What poolings to a given output size share."""

    out: PerAxis

    def _facts(self, inputs: tuple[Shape, ...], formulas: dict[str, str]) -> LayerCosts:
        from fractions import Fraction

        x = spatial_only(inputs, self.kind)
        O = per_axis(self.out, x, "out")
        # Window j runs from floor(j·I/O) to ceil((j + 1)·I/O): together I + O - gcd(I, O) reads,
        # and none has more than the mean of that, rounded up.
        R = [i + o - gcd(i, o) for i, o in zip(x[1:], O, strict=True)]
        spans = tuple(-(-r // o) for r, o in zip(R, O, strict=True))
        # Their mean distance: the first begins where the input does, the last ends with it.
        steps = tuple(
            Fraction(i - span, o - 1) if o > 1 else i
            for i, o, span in zip(x[1:], O, spans, strict=True)
        )
        return LayerCosts(
            inputs,
            (x[0], *O),
            with_connections(formulas, "C_in*prod(R)"),
            {"R": R},
            receptive_field=ReceptiveField(spans, steps),
        )


def with_connections(formulas: dict[str, str], reads: str) -> dict[str, str]:
    """The formulas, with a connection for every element that is read."""
    return {"connections": reads, **formulas}


def pooled(inputs: tuple[Shape, ...], window: Window, formulas: dict[str, str]) -> LayerCosts:
    """The facts of a pooling with a sliding window."""
    return LayerCosts(
        inputs,
        (inputs[0][0], *window.out),
        with_connections(formulas, "prod(Y)*prod(K)"),
        {"K": window.kernel},
        sizes=window.sizes,
        receptive_field=window.receptive_field,
    )


def whole_map(inputs: tuple[Shape, ...], kind: str, formulas: dict[str, str]) -> LayerCosts:
    """The facts of a pooling over each whole map."""
    x = spatial_only(inputs, kind)
    return LayerCosts(
        inputs,
        (x[0], *(1 for _ in x[1:])),
        with_connections(formulas, "prod(X)"),
        receptive_field=ReceptiveField(x[1:], (1,) * (len(x) - 1)),
    )
