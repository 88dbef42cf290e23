"""How a window slides over a feature map: the output sizes of convolutions and poolings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from cnncount.formula import Formula, Value, parse
from cnncount.layers.base import per_axis
from cnncount.messages import Text, text
from cnncount.registry import Offset
from cnncount.shapes import ReceptiveField, Shape, ShapeError, shape_text

Pair = Annotated[list[Offset], Field(min_length=2, max_length=2)]
Padding = Offset | list[Offset | Pair] | Literal["same", "valid"]
"""Zeros added on both sides: a number, one per axis, or a pair [before, after] per axis; `same`
keeps the size (divided by the stride, rounded up, as TensorFlow does); `valid` adds none."""


class Window(NamedTuple):
    """A window on every spatial axis, the zeros around, and the output sizes."""

    kernel: tuple[int, ...]
    pads: list[tuple[int, int]]
    out: tuple[int, ...]
    sizes: list[tuple[Formula | str, Mapping[str, Value]]]
    receptive_field: ReceptiveField


def slide(
    x: Shape,
    kernel: int | Sequence[int],
    stride: int | Sequence[int],
    padding: Padding,
    dilation: int | Sequence[int] = 1,
    *,
    ceil_mode: bool = False,
) -> Window:
    """Slide a window over x.

    Source of the sizes: Dumoulin and Visin 2016, A guide to convolution arithmetic for deep
    learning, relationships 1 to 6 and 14; `ceil_mode` as PyTorch has it: rounded up, but no window
    starts in the padding after the input.

    Raises:
        ShapeError: an argument has the wrong number of axes, or the window does not fit.
    """
    K = per_axis(kernel, x, "kernel")
    S = per_axis(stride, x, "stride")
    D = per_axis(dilation, x, "dilation")
    P = _pads(padding, x, K, S, D)
    sizes: list[tuple[Formula | str, Mapping[str, Value]]] = []
    out = []
    for i, k, s, d, (before, after) in zip(x[1:], K, S, D, P, strict=True):
        span = d * (k - 1) + 1
        if span > i + before + after:
            raise ShapeError(_too_large(x, span, i, before + after), "kernel")
        formula = (
            _SAME if padding == "same" else _size(d != 1, _pads_text(before, after), ceil_mode)
        )
        env = {"I": i, "K": k, "S": s, "D": d, "P": before, "P_after": after}
        sizes.append((formula, env))
        out.append(formula.integer(env))
    spans = tuple(d * (k - 1) + 1 for k, d in zip(K, D, strict=True))
    return Window(K, P, tuple(out), sizes, ReceptiveField(spans, S))


_SAME = parse("ceil_div(I, S)")


@cache
def _size(dilated: bool, pads: str, ceil_mode: bool) -> Formula:
    """The formula of an output size; there are a dozen, and each is parsed once."""
    room = f"I - {'(D*(K - 1) + 1)' if dilated else 'K'}{pads}"
    if not ceil_mode:
        return parse(f"({room})//S + 1")
    return parse(f"min(ceil_div({room}, S) + 1, ceil_div(I + P, S))")


def _pads_text(before: int, after: int) -> str:
    if before != after:
        return " + P + P_after"
    return " + 2*P" if before else ""


def _pads(
    padding: Padding, x: Shape, K: Sequence[int], S: Sequence[int], D: Sequence[int]
) -> list[tuple[int, int]]:
    if padding == "same":
        return [_same(*axis) for axis in zip(x[1:], K, S, D, strict=True)]
    if padding == "valid":
        return [(0, 0)] * (len(x) - 1)
    if isinstance(padding, int):
        return [(padding, padding)] * (len(x) - 1)
    if len(padding) != len(x) - 1:
        per_axis([0] * len(padding), x, "padding")
    return [(p, p) if isinstance(p, int) else (p[0], p[1]) for p in padding]


def _same(size: int, k: int, s: int, d: int) -> tuple[int, int]:
    total = max((-(-size // s) - 1) * s + d * (k - 1) + 1 - size, 0)
    return total // 2, total - total // 2


def window_text(kernel: int | Sequence[int], stride: int | Sequence[int], axes: int) -> str:
    """A window as papers write it: ``3×3`` on two axes, and ``7×7/2`` with a stride of two."""
    sizes = [kernel] * axes if isinstance(kernel, int) else list(kernel)
    steps = [stride] if isinstance(stride, int) else list(dict.fromkeys(stride))
    step = "" if steps == [1] else f"/{'×'.join(map(str, steps))}"
    return "×".join(map(str, sizes)) + step


def _too_large(x: Shape, span: int, size: int, padding: int) -> Text:
    """That a window does not fit along an axis of this size."""
    shape = shape_text(x)
    if not padding:
        return text("window-too-large", span=span, shape=shape, size=size)
    padded = size + padding
    return text("window-too-large-padded", span=span, shape=shape, size=size, padded=padded)
