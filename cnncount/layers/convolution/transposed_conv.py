"""The layer kind transposed_conv."""

from cnncount.formula import names, parse, product, quotient
from cnncount.layers.base import Layer, LayerCosts, check_groups, per_axis, spatial_only
from cnncount.layers.window import window_text
from cnncount.messages import text
from cnncount.registry import Offset, PerAxis, Size
from cnncount.shapes import ReceptiveField, Shape, ShapeError

C_IN, C_OUT, GROUPS = names("C_in C_out g")
_TAPS, _UNCROPPED = map(product, names("K T"))
_INPUTS = product(parse("I")) * C_IN
_OUTPUTS = product(parse("O")) * C_OUT
_SIZE = parse("(I - 1)*S - 2*P + D*(K - 1) + R + 1")


class TransposedConv(Layer):
    """A transposed convolution ("deconvolution"): each input position adds to a window of outputs.

    weights = C_in·K_h·K_w·(C_out/g). One MAC per weight and *input* position, which is the true
    cost; some counters multiply by the output positions instead and so are stride² too high.
    Products are added into outputs that start at zero, so that there are as many additions as
    products, and one more per output for its bias. Products that `padding` crops away are computed,
    and so they are counted as MACs; they connect nothing, and so they are no connections.

    Attributes:
        out: output channels.
        kernel: window size.
        stride: step of the window in the output: the factor of enlargement.
        padding: output positions cropped away on both sides.
        output_padding: positions added at the end of the output.
        dilation: step inside the window.
        groups: the number of groups of channels.
        bias: whether each output map has a trained bias.
    """

    kind = "transposed_conv"

    out: Size
    kernel: PerAxis
    stride: PerAxis = 1
    padding: Offset | list[Offset] = 0
    output_padding: Offset | list[Offset] = 0
    dilation: PerAxis = 1
    groups: Size = 1
    bias: bool = True

    def costs(self, *inputs: Shape) -> LayerCosts:
        """The cost of the convolution on (C, *spatial); T: uncropped products along each axis."""
        x = spatial_only(inputs, "transposed_conv")
        check_groups(self.groups, x[0], "input")
        check_groups(self.groups, self.out, "output")
        K, S, D = (per_axis(getattr(self, key), x, key) for key in ("kernel", "stride", "dilation"))
        P = per_axis(self.padding, x, "padding")
        R = per_axis(self.output_padding, x, "output_padding")
        axes = list(zip(x[1:], K, S, D, P, R, strict=True))
        sizes = [(_SIZE, dict(zip("IKSDPR", axis, strict=True))) for axis in axes]
        out = tuple(_SIZE.integer(env) for _, env in sizes)
        if min(out) < 1:
            raise ShapeError(text("output-cropped-away"), "padding")
        maps = C_OUT if self.groups == 1 else quotient(C_OUT, GROUPS)
        painted = _TAPS * maps
        macs = _INPUTS * painted
        connections = C_IN * maps * _UNCROPPED if any(P) else macs
        return LayerCosts(
            inputs,
            (self.out, *out),
            {
                "weights": C_IN * painted,
                **({"biases": C_OUT} if self.bias else {}),
                "macs": macs,
                "multiplications": macs,
                "additions": macs + _OUTPUTS if self.bias else macs,
                "connections": connections + _OUTPUTS if self.bias else connections,
            },
            {
                **{"K": K, "S": S, "D": D, "P": P, "g": self.groups},
                "T": [_uncropped(*axis) for axis in axes],
            },
            sizes=sizes,
            receptive_field=self._reach(K, S, D),
        )

    def table_label(self, axes: int) -> str:
        """``3×3 transposed, 64``."""
        return f"{window_text(self.kernel, self.stride, axes)} transposed, {self.out}"

    def _reach(self, K: tuple[int, ...], S: tuple[int, ...], D: tuple[int, ...]) -> ReceptiveField:
        from fractions import Fraction

        spans = (d * (k - 1) + 1 for k, d in zip(K, D, strict=True))
        return ReceptiveField(
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
