"""dot: a graph for Graphviz."""

from __future__ import annotations

from itertools import count

from cnncount.diagram.drawing import Drawing, box_details, box_label
from cnncount.diagram.graph import Cluster, Graph, graph, node_name
from cnncount.shapes import shape_text


def write(drawing: Drawing) -> str:
    """The picture as a graph in the DOT language."""
    made = graph(drawing)
    lines = [
        f"digraph {_quoted(drawing.title)} {{",
        "  node [shape=box, style=rounded, fontname=sans]",
        "  edge [fontname=sans]",
        f"  input [label={_quoted(f'input {shape_text(drawing.input)}')}, shape=plain]",
        *_members(made, made.root, drawing, "  ", count()),
        *(f"  {node_name(source)} -> {node_name(target)}" for source, target in made.edges),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _members(
    made: Graph, cluster: Cluster, drawing: Drawing, indent: str, numbers: count[int]
) -> list[str]:
    lines: list[str] = []
    for member in cluster.members:
        if isinstance(member, int):
            box = made.nodes[member]
            label = _quoted(f"{box_label(box)}\n{shape_text(box.out)}")
            tooltip = _quoted(box_details(box, drawing))
            lines.append(f"{indent}{node_name(member)} [label={label}, tooltip={tooltip}]")
        else:
            lines += [
                f"{indent}subgraph cluster{next(numbers)} {{",
                f"{indent}  label={_quoted(member.title)}",
                *_members(made, member, drawing, indent + "  ", numbers),
                f"{indent}}}",
            ]
    return lines


def _quoted(text: str) -> str:
    """A string of the DOT language."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
