"""The parts of a picture: boxes, frames, and branches side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cnncount.shapes import Shape


@dataclass(frozen=True, slots=True)
class Box:
    """A layer, with the normalisation and the activation that follow it.

    Attributes:
        paths: the paths of its layers; the first is that of the box.
        kind: its layer kind.
        family: the family of the kind, which gives the colour.
        label: what a table of a paper says of the layer: ``7×7/2, 64``.
        before: the kinds of the layers in the same box that come before it.
        after: the kinds of those that come after it.
        inputs: the shape of its (first) input.
        out: the shape of its output.
        params: the parameters of all repetitions of the box in the network.
        flops: the operations of all repetitions under the convention.
        named: whether it takes its input by name (`from`), or is the first of a group that does.
        follows: whether the output of the block before it is among its inputs.
    """

    paths: tuple[str, ...]
    kind: str
    family: str
    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    inputs: Shape
    out: Shape
    params: int
    flops: int
    named: bool = False
    follows: bool = True


@dataclass(frozen=True, slots=True)
class Parallel:
    """Branches side by side and the layer that joins them; an empty branch passes its input on."""

    branches: tuple[Run, ...]
    join: Box
    follows: bool = True


@dataclass(frozen=True, slots=True)
class Frame:
    """Layers under a common name, or a block that is repeated.

    Attributes:
        title: the name in the network.
        body: one repetition.
        inputs: the shape of the input of the first repetition.
        out: the shape of the output of the last one.
        times: how many repetitions there are.
        channels: the input channels of the first and of the last repetition; None for a frame
            that only names its layers.
    """

    title: str
    body: Run
    inputs: Shape
    out: Shape
    times: int = 1
    channels: tuple[int, int] | None = None
    follows: bool = True


Block = Box | Parallel | Frame
Run = tuple[Block, ...]
"""Blocks one after another."""


def boxes(run: Iterable[Block]) -> Iterable[Box]:
    """All boxes of a run, each once."""
    for block in run:
        match block:
            case Box():
                yield block
            case Frame():
                yield from boxes(block.body)
            case Parallel():
                for branch in block.branches:
                    yield from boxes(branch)
                yield block.join
