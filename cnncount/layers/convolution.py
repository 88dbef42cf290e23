"""Convolutions: grouped, depthwise, dilated, with a connection table; and transposed."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from pydantic import Field

from cnncount.arithmetic import Value, parse
from cnncount.kinds import Offset, PerAxis, Size
from cnncount.layers.base import Facts, Layer, per_axis, spatial_only
from cnncount.layers.window import Padding, slide, window_text
from cnncount.shapes import Reach, Shape, ShapeError

_TERMS = 6
"""A table with more sizes than this is shown by its number of links, not term by term."""


class Conv(Layer):
    """A convolution over one to three spatial axes.

    weights = K_h·K_w·(C_in/g)·C_out; with biases (K_h·K_w·C_in + 1)·C_out parameters, as the
    lecture writes it; one MAC per weight and output position. A depthwise convolution has `groups`
    equal to its input channels. Sums start with their first product, so an output of n products costs n - 1
    additions, and one more for its bias.

    Attributes:
        out: output channels (feature maps). May be left out where `connect` says it.
        kernel: window size, one number or one per axis.
        stride: step of the window.
        padding: zeros added around the input: a number, one per axis, a pair [before, after] per
            axis, `same` or `valid`.
        dilation: step inside the window.
        groups: the channels are cut into this many groups, each convolved on its own.
        bias: whether each output map has a trained bias.
        connect: for each output map, the input maps that feed it (LeNet-5's C3).
    """

    kind = "conv"
    family = "convolution"

    out: Size | None = None
    kernel: PerAxis
    stride: PerAxis = 1
    padding: Padding = 0
    dilation: PerAxis = 1
    groups: Size = 1
    bias: bool = True
    connect: Annotated[list[list[Offset]], Field(min_length=1)] | None = None

    def facts(self, *inputs: Shape) -> Facts:
        """The cost of the convolution on a feature map (C, *spatial)."""
        x = spatial_only(inputs, "conv")
        window = slide(x, self.kernel, self.stride, self.padding, self.dilation)
        C_out = self._maps(x[0])
        quantities: dict[str, Value] = {"K": window.kernel, "g": self.groups}
        if self.connect is not None:
            formulas = self._partial(self.connect)
            quantities["L"] = sum(len(maps) for maps in self.connect)
        else:
            formulas = self._full()
        return Facts(
            inputs,
            (C_out, *window.out),
            formulas,
            quantities,
            sizes=window.sizes,
            reach=window.reach,
        )

    def brief(self) -> str:
        """``3×3, 64``, with its stride and groups where it has them."""
        maps = len(self.connect) if self.connect is not None else self.out
        groups = f", {self.groups} groups" if self.groups != 1 else ""
        return f"{window_text(self.kernel, self.stride)}, {maps}{groups}"

    def _maps(self, C_in: int) -> int:
        if self.connect is None:
            if self.out is None:
                raise ShapeError("conv needs 'out', the number of output channels")
            for name, channels in (("input", C_in), ("output", self.out)):
                if channels % self.groups:
                    raise ShapeError(
                        f"{channels} {name} channels do not divide into {self.groups} groups",
                        "groups",
                    )
            return self.out
        if self.groups != 1:
            raise ShapeError("a connection table and groups exclude each other", "groups")
        if self.out not in (None, len(self.connect)):
            raise ShapeError(
                f"'connect' lists {len(self.connect)} maps, and 'out' says {self.out}", "out"
            )
        for number, maps in enumerate(self.connect):
            if not maps or len(set(maps)) != len(maps) or max(maps) >= C_in:
                raise ShapeError(
                    f"output map {number} of 'connect' must list different input maps, 0 to {C_in - 1}",
                    "connect",
                )
        return len(self.connect)

    def _full(self) -> dict[str, str]:
        fan_in = "prod(K)*C_in" if self.groups == 1 else "prod(K)*exact_div(C_in, g)"
        return {
            "params": f"({fan_in} + 1)*C_out" if self.bias else f"{fan_in}*C_out",
            "weights": f"{fan_in}*C_out",
            **self._bias(),
            "macs": f"prod(O)*C_out*({fan_in})",
            "multiplications": f"prod(O)*C_out*({fan_in})",
            "additions": f"prod(O)*C_out*({fan_in})"
            if self.bias
            else f"prod(O)*C_out*({fan_in} - 1)",
            "connections": f"prod(O)*C_out*({fan_in} + 1)"
            if self.bias
            else f"prod(O)*C_out*({fan_in})",
        }

    def _partial(self, connect: list[list[int]]) -> dict[str, str]:
        """As the 1998 paper's arithmetic goes: 6 maps of 3, 9 maps of 4, 1 map of 6."""
        sizes = sorted(Counter(len(maps) for maps in connect).items())
        if len(sizes) > _TERMS:
            weights, params = "prod(K)*L", "prod(K)*L + C_out"
        else:
            weights = " + ".join(f"prod(K)*{n}*{maps}" for n, maps in sizes)
            params = " + ".join(f"(prod(K)*{n} + 1)*{maps}" for n, maps in sizes)
        if not self.bias:
            params = weights
        return {
            "params": params,
            "weights": weights,
            **self._bias(),
            "macs": f"prod(O)*({weights})",
            "multiplications": f"prod(O)*({weights})",
            "additions": f"prod(O)*({weights})" if self.bias else f"prod(O)*({weights} - C_out)",
            "connections": f"prod(O)*({params})",
        }

    def _bias(self) -> dict[str, str]:
        return {"biases": "C_out"} if self.bias else {}


class TransposedConv(Layer):
    """A transposed convolution ("deconvolution"): each input position paints a window of outputs.

    weights = C_in·K_h·K_w·(C_out/g). One MAC per weight and *input* position, which is the true
    cost; some counters multiply by the output positions instead and so are stride² too high.
    Products are added into outputs that start at zero, so that there are as many additions as products, and one
    more per output for its bias. Products that `padding` crops away are computed, and so they are
    counted as MACs; they connect nothing, and so they are no connections.

    Attributes:
        out: output channels.
        kernel: window size.
        stride: step of the window in the output, so the factor of enlargement.
        padding: output positions cropped away on both sides.
        output_padding: positions added behind the output.
        dilation: step inside the window.
        groups: the channels are cut into this many groups.
        bias: whether each output map has a trained bias.
    """

    kind = "transposed_conv"
    family = "convolution"

    out: Size
    kernel: PerAxis
    stride: PerAxis = 1
    padding: Offset | list[Offset] = 0
    output_padding: Offset | list[Offset] = 0
    dilation: PerAxis = 1
    groups: Size = 1
    bias: bool = True

    def facts(self, *inputs: Shape) -> Facts:
        """The cost of the convolution on (C, *spatial); T: uncropped products along each axis."""
        x = spatial_only(inputs, "transposed_conv")
        for name, channels in (("input", x[0]), ("output", self.out)):
            if channels % self.groups:
                raise ShapeError(
                    f"{channels} {name} channels do not divide into {self.groups} groups", "groups"
                )
        K, S, D = (per_axis(getattr(self, key), x, key) for key in ("kernel", "stride", "dilation"))
        P = per_axis(self.padding, x, "padding")
        R = per_axis(self.output_padding, x, "output_padding")
        text = "(I - 1)*S - 2*P + D*(K - 1) + R + 1"
        axes = list(zip(x[1:], K, S, D, P, R, strict=True))
        sizes = [(text, dict(zip("IKSDPR", axis, strict=True))) for axis in axes]
        out = tuple(parse(text).integer(env) for text, env in sizes)
        if min(out) < 1:
            raise ShapeError("the padding crops the whole output away", "padding")
        maps = "C_out" if self.groups == 1 else "exact_div(C_out, g)"
        macs = f"prod(I)*C_in*(prod(K)*{maps})"
        connections = f"C_in*{maps}*prod(T)" if any(P) else macs
        return Facts(
            inputs,
            (self.out, *out),
            {
                "weights": f"C_in*(prod(K)*{maps})",
                **({"biases": "C_out"} if self.bias else {}),
                "macs": macs,
                "multiplications": macs,
                "additions": f"{macs} + prod(O)*C_out" if self.bias else macs,
                "connections": f"{connections} + prod(O)*C_out" if self.bias else connections,
            },
            {"K": K, "g": self.groups, "T": [_uncropped(*axis) for axis in axes]},
            sizes=sizes,
            reach=self._reach(K, S, D),
        )

    def brief(self) -> str:
        """``3×3 transposed, 64``."""
        return f"{window_text(self.kernel, self.stride)} transposed, {self.out}"

    def _reach(self, K: tuple[int, ...], S: tuple[int, ...], D: tuple[int, ...]) -> Reach:
        from fractions import Fraction

        spans = (d * (k - 1) + 1 for k, d in zip(K, D, strict=True))
        return Reach(
            tuple(-(-span // s) for span, s in zip(spans, S, strict=True)),
            tuple(Fraction(1, s) for s in S),
        )


def _uncropped(i: int, k: int, s: int, d: int, p: int, r: int) -> int:
    """The pairs of an input position and a tap, along one axis, whose product the crop leaves.

    Input a and tap b meet in the position a·s + b·d. Those below p are cropped; at the other end,
    and counted from there, those below p - r.
    """
    return i * k - sum(
        _below(crop, s, d)
        - _below(crop - i * s, s, d)
        - _below(crop - k * d, s, d)
        + _below(crop - i * s - k * d, s, d)
        for crop in (p, p - r)
    )


def _below(bound: int, s: int, d: int) -> int:
    """The pairs a, b ≥ 0 with a·s + b·d < bound: for each b, ⌈(bound - b·d)/s⌉."""
    taps = max(-(-bound // d), 0)
    return _floors(taps, d, bound + s - 1 - (taps - 1) * d, s)


def _floors(n: int, a: int, b: int, m: int) -> int:
    """The sum of ⌊(a·j + b)/m⌋ over 0 ≤ j < n, in as few steps as Euclid's algorithm takes."""
    whole = n * (n - 1) // 2 * (a // m) + n * (b // m)
    a, b = a % m, b % m
    top = a * n + b
    return whole + (_floors(top // m, m, top % m, a) if top >= m else 0)
