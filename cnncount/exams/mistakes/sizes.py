"""Mistakes in the formula of an output size: a padding counted once, the one forgotten."""

from __future__ import annotations

from collections.abc import Iterator

from cnncount.analysis.explain.interpretation import Value
from cnncount.exams.asking import Subject
from cnncount.exams.mistakes.mistake import COMMON, FAR, RARE, Mistake
from cnncount.network.tree import Leaf


def mistakes(about: Subject) -> Iterator[Mistake]:
    """The size of the layer asked for by a wrong formula."""
    leaf = about.leaf
    if leaf is None or about.quantity not in ("output_shape", "output_size", "activations"):
        return
    if not hasattr(leaf.layer, "kernel") or len(leaf.costs.out) == 1:
        return
    for what, rank, sizes in _wrong(leaf):
        if all(size > 0 for size in sizes):
            yield Mistake(what, rank, _as_asked(about, leaf, sizes))


def _as_asked(about: Subject, leaf: Leaf, sizes: tuple[int, ...]) -> Value:
    if about.quantity == "output_size":
        return sizes
    if about.quantity == "output_shape":
        return (leaf.costs.out[0], *sizes)
    elements = about.report.batch * leaf.costs.out[0] * about.element_size()
    for size in sizes:
        elements *= size
    return elements


def _wrong(leaf: Leaf) -> Iterator[tuple[str, int, tuple[int, ...]]]:
    layer, out, inside = leaf.layer, leaf.costs.out[1:], leaf.costs.inputs[0][1:]
    quantities = leaf.costs.quantities
    kernel = _axes(quantities.get("K", 1), len(out))
    stride = _axes(quantities.get("S", 1), len(out))
    padding = _axes(getattr(layer, "padding", 0), len(out))
    if layer.kind == "transposed_conv":
        yield from _of_transposed(inside, kernel, stride, padding)
        return
    yield "without the 1 that is added to the quotient", COMMON, tuple(o - 1 for o in out)
    yield "with 1 added twice", RARE, tuple(o + 1 for o in out)
    if any(padding):
        once = tuple(
            (i + p - k) // s + 1 for i, p, k, s in zip(inside, padding, kernel, stride, strict=True)
        )
        yield "with the padding on one side only", COMMON, once
    yield "without the kernel", FAR, tuple(-(-i // s) for i, s in zip(inside, stride, strict=True))
    yield (
        "as a transposed convolution",
        FAR,
        tuple((i - 1) * s + k for i, k, s in zip(inside, kernel, stride, strict=True)),
    )


def _of_transposed(
    inside: tuple[int, ...], kernel: list[int], stride: list[int], padding: list[int]
) -> Iterator[tuple[str, int, tuple[int, ...]]]:
    axes = [*zip(inside, kernel, stride, padding, strict=True)]
    yield "without the kernel", COMMON, tuple((i - 1) * s for i, _, s, _ in axes)
    yield "as the input times the stride", COMMON, tuple(i * s for i, _, s, _ in axes)
    yield (
        "with the input, not one less, times the stride",
        RARE,
        tuple(i * s + k - 2 * p for i, k, s, p in axes),
    )
    yield (
        "as a convolution, not a transposed one",
        RARE,
        tuple((i - k + 2 * p) // s + 1 for i, k, s, p in axes),
    )
    if any(padding):
        yield "without the padding", COMMON, tuple((i - 1) * s + k for i, k, s, _ in axes)


def _axes(value: object, axes: int) -> list[int]:
    if isinstance(value, int):
        return [value] * axes
    listed = [*value] if isinstance(value, list | tuple) else []
    return [int(v) for v in listed] if len(listed) == axes else [0] * axes
