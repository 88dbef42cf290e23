"""Arguments of sliding windows: a number for each axis, and the padding."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cnncount.importing.recorder import Recorder, Tensor, Unsupported, per_axis


def as_axes(values: int | Sequence[int], rank: int) -> Any:
    """An operator's argument as the spec has it: one number, or one for each axis."""
    return values if isinstance(values, int) else per_axis([*values] * (rank // len(values)))


def as_padding(x: Tensor, values: int | Sequence[int], rank: int, empty: float) -> Any:
    """The padding of a window as the spec has it, with that of a padding before it.

    A negative padding before the window takes off, at the end, only what no window reaches; that
    the output's shape is the model's is checked later.

    Args:
        x: the input, with the padding that it waits for.
        values: the operator's own padding.
        rank: the number of spatial axes.
        empty: what the window takes padding to be: 0, or -∞ for a maximum.

    Raises:
        Unsupported: the padding before it is of another value, or takes off what is used.
    """
    own = [values] * rank if isinstance(values, int) else [*values] * (rank // len(values))
    if not x.pads:
        return per_axis(own)
    if x.pad_value != empty:
        raise Unsupported(f"a window over padding with {x.pad_value}")
    if any(before < 0 for before, _ in x.pads):
        raise Unsupported("a negative padding")
    pairs = [(p + a, max(p + b, 0)) for p, (a, b) in zip(own, x.pads, strict=True)]
    if any(a != b for a, b in pairs):
        return [[a, b] for a, b in pairs]
    return per_axis([a for a, _ in pairs])


def check_rank(recorder: Recorder, x: Tensor, rank: int) -> None:
    """Refuse what is no batch of feature maps on so many axes.

    Raises:
        Unsupported: it is none.
    """
    if len(x.layout) != rank + 2 or len(recorder.shape(x)) != rank + 1:
        raise Unsupported("its input is no batch of feature maps")
