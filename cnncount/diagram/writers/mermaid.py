"""mermaid: a flow chart for Markdown pages that show Mermaid, as GitHub's do."""

from __future__ import annotations

from itertools import count

from cnncount.diagram.drawing import Drawing, box_label
from cnncount.diagram.graph import Cluster, Graph, graph, node_name
from cnncount.shapes import shape_text


def write(drawing: Drawing) -> str:
    """The picture as a Mermaid flow chart."""
    made = graph(drawing)
    lines = [
        "flowchart TD",
        f"  accTitle: {_plain(drawing.title)}",
        f"  accDescr: {_plain(drawing.description)}",
        f'  input(["{_quoted(f"input {shape_text(drawing.input)}")}"])',
        *_members(made, made.root, "  ", count()),
        *(f"  {node_name(source)} --> {node_name(target)}" for source, target in made.edges),
    ]
    return "\n".join(lines) + "\n"


def _members(made: Graph, cluster: Cluster, indent: str, numbers: count[int]) -> list[str]:
    lines: list[str] = []
    for member in cluster.members:
        if isinstance(member, int):
            box = made.nodes[member]
            label = _quoted(f"{box_label(box)} → {shape_text(box.out)}")
            lines.append(f'{indent}{node_name(member)}["{label}"]')
        else:
            lines += [
                f'{indent}subgraph g{next(numbers)}["{_quoted(member.title or " ")}"]',
                *_members(made, member, indent + "  ", numbers),
                f"{indent}end",
            ]
    return lines


def _quoted(text: str) -> str:
    """Text for a quoted label: Mermaid reads `#34;` as a quote, and markup in angle brackets."""
    for character, code in (("#", "35"), ('"', "34"), ("<", "60"), (">", "62"), ("`", "96")):
        text = text.replace(character, f"#{code};")
    return text


def _plain(text: str) -> str:
    """Text for a line that has no quotes."""
    return " ".join(text.replace(";", ",").replace("#", "no. ").split())
