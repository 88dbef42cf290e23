"""Mistakes in a receptive field: kernels summed, strides or dilations ignored."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import prod

from cnncount.analysis.explain.interpretation import Value
from cnncount.exams.asking import Subject
from cnncount.exams.mistakes.mistake import COMMON, RARE, Mistake
from cnncount.exams.quantities import effective_kernel
from cnncount.network.tree import Leaf, Row


def mistakes(about: Subject) -> Iterator[Mistake]:
    """The receptive field by a wrong rule, over all the layers up to the one asked for."""
    if about.quantity not in ("receptive_field", "receptive_area") or not about.is_plain:
        return
    windows = [window for row in _up_to(about) if (window := _window(row))]
    if not windows:
        return
    kernels = [kernel for kernel, _, _ in windows]
    strides = [stride for _, stride, _ in windows]
    plain = [kernel for _, _, kernel in windows]
    added = 1 + sum(kernel - 1 for kernel in kernels)
    yield _mistake(about, "the sum of the kernel sizes", COMMON, sum(kernels))
    yield _mistake(about, "with all strides ignored", COMMON, added)
    yield _mistake(about, "the product of the kernel sizes", RARE, prod(kernels))
    yield _mistake(about, "the kernel of the last layer alone", COMMON, kernels[-1])
    yield _mistake(about, "with the layer's own stride counted too", COMMON, _own(kernels, strides))
    yield _mistake(about, "with all dilations ignored", COMMON, _reach(plain, strides))
    yield _mistake(
        about, "with kernels added, not kernels less one", RARE, _whole(kernels, strides)
    )
    yield _mistake(about, "without the first layer", RARE, _reach(kernels[1:], strides[1:]))
    yield _mistake(about, "without the last layer", COMMON, _reach(kernels[:-1], strides[:-1]))


def _mistake(about: Subject, what: str, rank: int, size: int) -> Mistake:
    value: Value = size**2 if about.quantity == "receptive_area" else size
    return Mistake(what, rank, value)


def _reach(kernels: list[int], strides: list[int]) -> int:
    size, jump = 1, 1
    for kernel, stride in zip(kernels, strides, strict=True):
        size += (kernel - 1) * jump
        jump *= stride
    return size


def _own(kernels: list[int], strides: list[int]) -> int:
    size, jump = 1, 1
    for kernel, stride in zip(kernels, strides, strict=True):
        jump *= stride
        size += (kernel - 1) * jump
    return size


def _whole(kernels: list[int], strides: list[int]) -> int:
    size, jump = 1, 1
    for kernel, stride in zip(kernels, strides, strict=True):
        size += kernel * jump
        jump *= stride
    return size


def _up_to(about: Subject) -> list[Row]:
    rows = [*about.report.rows()]
    if about.row is None:
        return rows
    own = f"{about.row.path}."
    last = max((i for i, row in enumerate(rows) if f"{row.path}.".startswith(own)), default=-1)
    return rows[: last + 1]


def _window(row: Row) -> tuple[int, int, int] | None:
    """The effective kernel, the stride and the plain kernel of a layer, along its first axis."""
    if not isinstance(row.node, Leaf) or not hasattr(row.node.layer, "kernel"):
        return None
    reach = row.node.costs.receptive_field
    if reach is None or not reach.size:
        return None
    kernel, jump = effective_kernel(row)[0], reach.jump[0]
    if isinstance(jump, Fraction) and jump.denominator != 1:
        return None
    plain = row.node.costs.quantities.get("K", kernel)
    first = plain if isinstance(plain, int) else int(plain[0])
    return kernel, int(jump), first
