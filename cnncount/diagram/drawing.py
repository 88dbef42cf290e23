"""A network ready to be drawn: its blocks and the words of its picture."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from cnncount.analysis.count import Report
from cnncount.diagram.blocks import blocks, skips
from cnncount.diagram.parts import Box, Frame, Run, boxes
from cnncount.shapes import Shape, shape_text

_LABEL = 34


@dataclass(frozen=True, slots=True)
class Drawing:
    """A network ready to be drawn.

    Attributes:
        title: the network's name.
        unit: what the operations are called under the convention.
        input: the shape of the input.
        run: the blocks.
        skips: the paths of layers whose output another layer takes by name, and of that layer.
        params: the parameters of the network.
        flops: its operations under the convention.
    """

    title: str
    unit: str
    input: Shape
    run: Run
    skips: tuple[tuple[str, str], ...]
    params: int
    flops: int

    @property
    def description(self) -> str:
        """The picture in words, for readers who do not see it."""
        return (
            f"{self.title}, input {shape_text(self.input)}: {self.params:,} parameters, "
            f"{self.flops:,} {self.unit}. Boxes are layers from input to output; "
            "the bar in a box is its share of the operations."
        )


def drawing(report: Report) -> Drawing:
    """A counted network, ready to be drawn."""
    run = blocks(report)
    return Drawing(
        title=report.name,
        unit=report.convention.unit,
        input=report.input,
        run=run,
        skips=skips(report, run),
        params=report.figure("params"),
        flops=report.figure("flops"),
    )


def box_label(box: Box) -> str:
    """The words in a box: ``batch norm, relu, 3×3, 64``, cut to what fits."""
    words = [kind.replace("_", " ") for kind in (*box.before, *box.after)]
    main = f"conv {box.label}" if box.kind == "conv" else box.label
    text = " · ".join([*words[: len(box.before)], main, *words[len(box.before) :]])
    return text if len(text) <= _LABEL else f"{text[: _LABEL - 1]}…"


def join_label(box: Box) -> str:
    """The words in a join: ``+ · relu``."""
    sign = {"add": "+", "multiply": "×"}.get(box.kind, box.kind)
    return " · ".join((sign, *(kind.replace("_", " ") for kind in box.after)))


def skipped(drawing: Drawing) -> list[tuple[Box, Box]]:
    """The boxes of the connections by name, but for those of neighbouring boxes."""
    every = list(boxes(drawing.run))
    of = {path: box for box in every for path in box.paths}
    last = {_pattern(path): box for path, box in of.items()}
    drawn = {(id(one), id(other)) for one, other in pairwise(every) if other.follows}
    found = [
        (of.get(source) or last[_pattern(source)], of[target]) for source, target in drawing.skips
    ]
    return [pair for pair in found if (id(pair[0]), id(pair[1])) not in drawn]


def _pattern(path: str) -> str:
    """A path without the numbers of repetitions: a box shows all of them."""
    return ".".join("#" if part.isdecimal() else part for part in path.split("."))


def box_details(box: Box, drawing: Drawing) -> str:
    """All that is known of a box: its path, shape and costs."""
    share = f" ({box.flops / drawing.flops:.1%})" if drawing.flops else ""
    return (
        f"{box.paths[0]}: {shape_text(box.inputs)} → {shape_text(box.out)}, "
        f"{box.params:,} parameters, {box.flops:,} {drawing.unit}{share}"
    )


def frame_title(frame: Frame) -> str:
    """The words on a frame: ``conv3_x × 36, 64 … 256 channels in``."""
    times = f"× {frame.times:,}" if frame.times > 1 or frame.channels else ""
    first, last = frame.channels or (0, 0)
    channels = f", {first:,} … {last:,} channels in" if first != last else ""
    return " ".join(filter(None, (frame.title, times))) + channels
