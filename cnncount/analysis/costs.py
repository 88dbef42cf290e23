"""The figures of a layer, a group or a network, as results hold them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cnncount.analysis.fields import Arithmetic, Unwritten
from cnncount.errors import SpecError, no_such
from cnncount.layers.base import FIGURES
from cnncount.shapes import Shape


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What a layer, a group or a network costs, for the whole batch. Parameters have no batch.

    Attributes:
        params: trained values: weights, biases and affine values together.
        weights: the factors of products.
        biases: the values added to sums.
        affine: scales and shifts of normalisations, and scales of layers.
        buffers: values that are stored but not trained.
        macs: multiplications with their additions.
        multiplications: all multiplications, those of the MACs among them.
        additions: all additions, those of the MACs among them.
        comparisons: comparisons of two numbers.
        divisions: divisions.
        exponentials: evaluations of an elementary function.
        connections: LeCun's connections.
        activations: elements of outputs.
        memory: parameters and output elements together, in elements (the lecture's memory).
        flops: what the convention counts, in its unit.
    """

    params: int
    weights: int
    biases: int
    affine: int
    buffers: int
    macs: int
    multiplications: int
    additions: int
    comparisons: int
    divisions: int
    exponentials: int
    connections: int
    activations: int
    memory: int
    flops: int

    def figure(self, name: str) -> int:
        """A figure by its name.

        Raises:
            SpecError: there is no such figure.
        """
        if name not in (*FIGURES, "flops"):
            raise SpecError([no_such("figure", name, (*FIGURES, "flops"))])
        return int(getattr(self, name))


@dataclass(frozen=True)
class Bytes:
    """Sizes in bytes of a dtype.

    Attributes:
        dtype: the type of one element.
        params: bytes of the parameters.
        activations: bytes of the output elements, for the whole batch.
    """

    dtype: str
    params: int
    activations: int


@dataclass(frozen=True, kw_only=True)
class Total(Figures):
    """The figures of the whole network.

    Attributes:
        out_shape: the output's shape, channels first, without the batch.
        receptive_field: input positions that one output position depends on, per spatial axis.
        bytes: sizes in bytes, if a dtype was named.
    """

    out_shape: Shape
    receptive_field: tuple[int | float, ...]
    bytes: Bytes | None = None


@dataclass(frozen=True, kw_only=True)
class Listed:
    """Where a row of the listing belongs.

    Attributes:
        path: the stable path of the layer or group.
        kind: its layer kind, or its combinator.
        in_shape: the shape of its (first) input, channels first, without the batch.
        out_shape: the shape of its output.
    """

    path: str
    kind: str
    in_shape: Shape
    out_shape: Shape


@dataclass(frozen=True)
class Step:
    """One figure of a layer, worked out.

    Attributes:
        figure: the figure's name, or ``output size``.
        formula: the formula in symbols; None where only the arithmetic is known.
        arithmetic: the formula with its numbers and the result.
    """

    figure: str
    formula: Arithmetic | None
    arithmetic: Arithmetic


@dataclass(frozen=True, kw_only=True)
class LayerCount(Figures, Listed):
    """A layer, or a group of a shortened listing.

    Attributes:
        receptive_field: input positions that one output position depends on, per spatial axis.
        stride: input positions between two neighbouring outputs, per spatial axis.
        arithmetic: for each figure that is not zero, how it is computed; empty for a group.
        work: every figure with its formula; for a group nothing. Not part of the JSON, which has
            `arithmetic`.
    """

    receptive_field: tuple[int | float, ...]
    stride: tuple[int | float, ...]
    arithmetic: Mapping[str, Arithmetic]
    work: Unwritten[Sequence[Step]] = ()
