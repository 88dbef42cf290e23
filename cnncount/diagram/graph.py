"""The blocks of a picture as a graph, for programs that lay graphs out themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from cnncount.diagram.drawing import Drawing, frame_title, skipped
from cnncount.diagram.parts import Box, Frame, Parallel, Run


@dataclass(frozen=True)
class Cluster:
    """Nodes that belong together.

    Attributes:
        title: the words on it; empty for the whole graph.
        members: boxes by their number, and clusters inside this one.
    """

    title: str
    members: list[int | Cluster] = field(default_factory=list)


@dataclass(frozen=True)
class Graph:
    """Boxes and the connections between them.

    Attributes:
        nodes: the boxes; an edge names them by their index.
        edges: from which box to which. The input of the network is -1.
        root: the clusters.
    """

    nodes: list[Box]
    edges: list[tuple[int, int]]
    root: Cluster


def graph(drawing: Drawing) -> Graph:
    """The graph of a network."""
    made = Graph([], [], Cluster(""))
    _connect(made, drawing.run, [-1], made.root)
    numbers = {id(box): number for number, box in enumerate(made.nodes)}
    made.edges.extend((numbers[id(a)], numbers[id(b)]) for a, b in skipped(drawing))
    return made


def node_name(number: int) -> str:
    """A box of an edge by name: ``n3``, or ``input``."""
    return "input" if number < 0 else f"n{number}"


def _connect(made: Graph, run: Run, sources: Sequence[int], around: Cluster) -> list[int]:
    """Add a run after its sources; returns the boxes that its output comes from."""
    ends = list(sources)
    for block in run:
        if not block.follows:
            ends = []
        match block:
            case Box():
                ends = [_node(made, block, ends, around)]
            case Frame():
                inner = Cluster(frame_title(block))
                around.members.append(inner)
                ends = _connect(made, block.body, ends, inner)
            case Parallel():
                branches = [_connect(made, b, ends, around) for b in block.branches]
                joined = [end for branch in branches for end in branch]
                ends = [_node(made, block.join, list(dict.fromkeys(joined)), around)]
    return ends


def _node(made: Graph, box: Box, sources: Sequence[int], around: Cluster) -> int:
    number = len(made.nodes)
    made.nodes.append(box)
    around.members.append(number)
    made.edges.extend((source, number) for source in sources)
    return number
