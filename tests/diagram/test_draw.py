"""Pictures: every layer is in them once, nothing overlaps, and each format is what it says."""

from __future__ import annotations

import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from itertools import combinations
from pathlib import Path

import pytest

from cnncount.analysis.count import Report, count
from cnncount.diagram.drawing import Drawing, drawing, skipped
from cnncount.diagram.graph import graph
from cnncount.diagram.layout import Item, layout
from cnncount.diagram.parts import Box, Frame, boxes
from cnncount.diagram.writers import draw, picture_formats
from cnncount.errors import SpecError
from cnncount.network.tree import rows

NETWORKS = ["lenet5", "resnet50", "densenet121", "googlenet", "unet", "seresnet50", "vit_b_16"]


@pytest.fixture(scope="module", params=NETWORKS)
def report(request: pytest.FixtureRequest) -> Report:
    return count(request.param)


@pytest.fixture(scope="module")
def shown(report: Report) -> Drawing:
    return drawing(report)


def test_the_costs_of_the_boxes_are_those_of_the_network(report: Report, shown: Drawing) -> None:
    assert sum(box.params for box in boxes(shown.run)) == report.figure("params")
    assert sum(box.flops for box in boxes(shown.run)) == report.figure("flops")


def test_each_layer_is_in_one_box_at_most(report: Report, shown: Drawing) -> None:
    paths = [path for box in boxes(shown.run) for path in box.paths]
    assert len(paths) == len(set(paths))
    assert set(paths) <= {row.path for row in rows(report.network)}


def test_every_kind_of_layer_is_drawn(report: Report, shown: Drawing) -> None:
    kinds = {kind for box in boxes(shown.run) for kind in (*box.before, box.kind, *box.after)}
    assert kinds == {row.kind for row in rows(report.network)}


def test_boxes_do_not_overlap_and_are_inside_their_frames(shown: Drawing) -> None:
    picture = layout(shown.run)
    solid = [item for item in picture.items if isinstance(item.block, Box)]
    assert not any(overlap(one, other) for one, other in combinations(solid, 2))
    for frame in (item for item in picture.items if isinstance(item.block, Frame)):
        inside = {id(box) for box in boxes([frame.block])}
        for item in solid:
            assert contains(frame, item) == (id(item.block) in inside)


def test_everything_is_on_the_canvas(shown: Drawing) -> None:
    picture = layout(shown.run)
    for item in picture.items:
        assert item.x >= 0 and item.x + item.width <= picture.width
        assert item.y >= 0 and item.y + item.height <= picture.height


def overlap(one: Item, other: Item) -> bool:
    across = one.x < other.x + other.width and other.x < one.x + one.width
    return across and one.y < other.y + other.height and other.y < one.y + one.height


def contains(outer: Item, inner: Item) -> bool:
    across = outer.x <= inner.x and inner.x + inner.width <= outer.x + outer.width
    return across and outer.y <= inner.y and inner.y + inner.height <= outer.y + outer.height


def test_similar_repetitions_are_one_frame() -> None:
    shown = drawing(count("densenet264"))
    frames = [block for block in shown.run if isinstance(block, Frame)]
    blocks = [
        (frame.times, frame.channels)
        for outer in frames
        for frame in (outer, *outer.body)
        if isinstance(frame, Frame) and frame.channels
    ]
    # Huang et al. 2017, Table 1: 6, 12, 64, 48 layers of growth 32, halved in between
    entering = [64, (64 + 6 * 32) // 2, (128 + 12 * 32) // 2, (256 + 64 * 32) // 2]
    layers = [6, 12, 64, 48]
    assert blocks == [(n, (c, c + (n - 1) * 32)) for n, c in zip(layers, entering, strict=True)]


def test_connections_by_name_are_drawn_beside_the_sequence() -> None:
    pairs = {(a.paths[0], b.paths[0]) for a, b in skipped(drawing(count("unet")))}
    assert ("down1.conv2", "copy1") in pairs and ("enlarge1.conv", "concat4") in pairs
    pyramid = {(a.paths[0], b.paths[0]) for a, b in skipped(drawing(count("resnet50_fpn")))}
    assert any(source.startswith("conv4_x") for source, _ in pyramid)


def test_the_graph_has_the_joins_of_a_residual_block() -> None:
    made = graph(drawing(count("resnet50")))
    into = [target for _, target in made.edges]
    joins = [number for number, box in enumerate(made.nodes) if box.kind == "add"]
    assert joins and all(into.count(join) == 2 for join in joins)


@pytest.mark.parametrize("format", picture_formats())
def test_each_format_begins_as_its_readers_expect(format: str) -> None:
    starts = {"svg": "<svg ", "tikz": "\\documentclass", "mermaid": "flowchart", "dot": "digraph"}
    assert draw(drawing(count("lenet5")), format).startswith(starts[format])


def test_an_svg_is_well_formed_and_has_words_for_those_who_do_not_see_it(shown: Drawing) -> None:
    root = ET.fromstring(draw(shown, "svg"))
    space = {"s": "http://www.w3.org/2000/svg"}
    assert root.findtext("s:title", namespaces=space) == shown.title
    assert f"{shown.params:,} parameters" in str(root.findtext("s:desc", namespaces=space))
    titles = [title.text for title in root.iterfind("s:g/s:title", space)]
    assert len(titles) == len(list(boxes(shown.run)))


def test_an_svg_has_neither_scripts_nor_links(shown: Drawing) -> None:
    assert not re.search(r"<script|href|url\((?!#)|\bon\w+=", draw(shown, "svg"))


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
def test_graphviz_reads_dot(shown: Drawing) -> None:
    subprocess.run(
        ["dot", "-Tplain"], input=draw(shown, "dot"), text=True, check=True, capture_output=True
    )


HOSTILE = 'a"]; <script>x</script> & \\input{y} #%$_^~{ end\n--> `z`'


def test_names_cannot_break_out_of_a_format(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("name: x\ninput: [1, 8, 8]\nlayers: [conv: {out: 2, kernel: 3}]\n")
    plain = drawing(count(str(path)))
    hostile = Drawing(HOSTILE, HOSTILE, plain.input, plain.run, (), plain.params, plain.flops)
    root = ET.fromstring(draw(hostile, "svg"))
    assert root.find(".//{http://www.w3.org/2000/svg}script") is None
    code = [line for line in draw(hostile, "tikz").splitlines() if line[:1] != "%"]
    assert "\\input{y}" not in "\n".join(code)
    assert draw(hostile, "mermaid").count("\n") == draw(plain, "mermaid").count("\n")
    assert '\\"' in draw(hostile, "dot")


def test_the_command_writes_the_picture(cnncount) -> None:
    status, out, err = cnncount("draw", "lenet5")
    assert (status, err) == (0, "")
    ET.fromstring(out)
    assert cnncount("draw", "lenet5", "--format", "pgn")[0] == 2


def test_an_unknown_format_is_an_error() -> None:
    with pytest.raises(SpecError, match="no picture format 'svgg'; did you mean 'svg'"):
        draw(drawing(count("lenet5")), "svgg")
