"""The layer kind conv."""

from collections import Counter
from functools import reduce
from operator import add
from typing import Annotated

from pydantic import Field

from cnncount.formula import Formula, Value, names, product, quotient
from cnncount.layers.base import Layer, LayerCosts, check_groups, per_axis, spatial_only
from cnncount.layers.window import Padding, slide, window_text
from cnncount.messages import text
from cnncount.registry import Offset, PerAxis, Size
from cnncount.shapes import Shape, ShapeError

KERNEL, C_IN, C_OUT, SIZES_OUT, GROUPS, LINKS = names("K C_in C_out O g L")
_TAPS = product(KERNEL)
_POSITIONS = product(SIZES_OUT)
_OUTPUTS = _POSITIONS * C_OUT

_TERMS = 6
"""A table with more sizes than this is shown by its number of links, not term by term."""


class Conv(Layer):
    """A convolution over one to three spatial axes.

    weights = K_h·K_w·(C_in/g)·C_out; with biases (K_h·K_w·C_in + 1)·C_out parameters, as the
    lecture writes it; one MAC per weight and output position. A depthwise convolution has `groups`
    equal to its input channels. Sums start with their first product, so an output of n products
    costs n - 1 additions, and one more for its bias.

    Attributes:
        out: output channels (feature maps). May be left out where `connect` says it.
        kernel: window size, one number or one per axis.
        stride: step of the window.
        padding: zeros added around the input: a number, one per axis, a pair [before, after] per
            axis, `same` or `valid`.
        dilation: step inside the window.
        groups: the number of groups of channels; each group has its own convolution.
        bias: whether each output map has a trained bias.
        connect: for each output map, the input maps that feed it (LeNet-5's C3).
    """

    kind = "conv"

    out: Size | None = None
    kernel: PerAxis
    stride: PerAxis = 1
    padding: Padding = 0
    dilation: PerAxis = 1
    groups: Size = 1
    bias: bool = True
    connect: Annotated[list[list[Offset]], Field(min_length=1)] | None = None

    def costs(self, *inputs: Shape) -> LayerCosts:
        """The cost of the convolution on a feature map (C, *spatial)."""
        x = spatial_only(inputs, "conv")
        window = slide(x, self.kernel, self.stride, self.padding, self.dilation)
        C_out = self._maps(x[0])
        quantities: dict[str, Value] = {
            "K": window.kernel,
            "D": per_axis(self.dilation, x, "dilation"),
            "g": self.groups,
        }
        if self.connect is not None:
            formulas = self._partial(self.connect)
            quantities["L"] = sum(len(maps) for maps in self.connect)
        else:
            formulas = self._full()
        return LayerCosts(
            inputs,
            (C_out, *window.out),
            formulas,
            quantities,
            sizes=window.sizes,
            receptive_field=window.receptive_field,
        )

    def table_label(self, axes: int) -> str:
        """``3×3, 64``, with its stride and groups where it has them."""
        maps = len(self.connect) if self.connect is not None else self.out
        groups = f", {self.groups} groups" if self.groups != 1 else ""
        return f"{window_text(self.kernel, self.stride, axes)}, {maps}{groups}"

    def _maps(self, C_in: int) -> int:
        if self.connect is None:
            if self.out is None:
                raise ShapeError(text("conv-needs-out"))
            check_groups(self.groups, C_in, "input")
            check_groups(self.groups, self.out, "output")
            return self.out
        if self.groups != 1:
            raise ShapeError(text("connect-and-groups"), "groups")
        if self.out not in (None, len(self.connect)):
            raise ShapeError(text("connect-and-out", maps=len(self.connect), out=self.out), "out")
        for number, maps in enumerate(self.connect):
            if not maps or len(set(maps)) != len(maps) or max(maps) >= C_in:
                raise ShapeError(
                    text("connect-maps", number=number, last=C_in - 1),
                    "connect",
                )
        return len(self.connect)

    def _full(self) -> dict[str, Formula]:
        fan_in = _TAPS * (C_IN if self.groups == 1 else quotient(C_IN, GROUPS))
        weights, macs = fan_in * C_OUT, _OUTPUTS * fan_in
        return {
            "params": (fan_in + 1) * C_OUT if self.bias else weights,
            "weights": weights,
            **self._bias(),
            "macs": macs,
            "multiplications": macs,
            "additions": macs if self.bias else _OUTPUTS * (fan_in - 1),
            "connections": _OUTPUTS * (fan_in + 1) if self.bias else macs,
        }

    def _partial(self, connect: list[list[int]]) -> dict[str, Formula]:
        """As the 1998 paper's arithmetic goes: 6 maps of 3, 9 maps of 4, 1 map of 6."""
        sizes = sorted(Counter(len(maps) for maps in connect).items())
        if len(sizes) > _TERMS:
            weights = _TAPS * LINKS
            params = weights + C_OUT
        else:
            weights = reduce(add, (_TAPS * n * maps for n, maps in sizes))
            params = reduce(add, ((_TAPS * n + 1) * maps for n, maps in sizes))
        if not self.bias:
            params = weights
        macs = _POSITIONS * weights
        return {
            "params": params,
            "weights": weights,
            **self._bias(),
            "macs": macs,
            "multiplications": macs,
            "additions": macs if self.bias else _POSITIONS * (weights - C_OUT),
            "connections": _POSITIONS * params,
        }

    def _bias(self) -> dict[str, Formula]:
        return {"biases": C_OUT} if self.bias else {}
