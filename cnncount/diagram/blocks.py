"""From the counted tree to the parts of a picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cnncount.analysis.count import MAX_ROWS, Report
from cnncount.diagram.folding import append
from cnncount.diagram.parts import Block, Box, Frame, Parallel, Run, boxes
from cnncount.network.dataflow import dataflow
from cnncount.network.tree import Group, Leaf, Repeat, row_count
from cnncount.shapes import Shape


def blocks(report: Report) -> Run:
    """The blocks of a counted network, from input to output."""
    return _run(report, report.network.children, "", 1)


def _run(report: Report, children: Iterable[Repeat], prefix: str, times: int) -> Run:
    run: list[Block] = []
    before: int | None = None
    for child in children:
        node = child.node
        step = node.layer if isinstance(node, Leaf) else node.step
        named = step is not None and step.from_ is not None
        follows = not named or before is None or before in _taken(child)
        named = named and (isinstance(node, Leaf) or not follows)
        for number, block in enumerate(_blocks(report, child, prefix, times)):
            if named and number == 0:
                block = replace(_marked(block), follows=follows)
            append(run, block)
        before = node.gives if child.number is None else child.gives
    return tuple(run)


def _taken(child: Repeat) -> tuple[int, ...]:
    """The data that a child takes: of a group, what its first layer takes."""
    if child.number is not None:
        return (child.takes,)
    node = child.node
    if isinstance(node, Leaf):
        return node.takes
    return _taken(node.children[0]) if node.children else ()


def _marked(block: Block) -> Block:
    """The block with its first boxes marked as taking their input by name."""
    match block:
        case Box():
            return replace(block, named=True)
        case Frame():
            return replace(block, body=_marked_run(block.body))
        case Parallel():
            return replace(block, branches=tuple(map(_marked_run, block.branches)))


def _marked_run(run: Run) -> Run:
    return (_marked(run[0]), *run[1:]) if run else run


def _blocks(report: Report, child: Repeat, prefix: str, times: int) -> Run:
    node = child.node
    number = "" if child.number is None else str(child.number)
    path = ".".join(filter(None, (prefix, node.name, number)))
    if isinstance(node, Leaf):
        return (_box(report, node, path, times),)
    inner = times * child.times
    if node.join is not None:
        run: Run = (_parallel(report, node, path, inner),)
    else:
        run = _run(report, node.children, path, inner)
    if child.number is not None:
        inputs = _inputs(node)
        channels = (inputs[0], inputs[0])
        return (Frame(node.name, run, inputs, node.out, child.times, channels),) if run else ()
    framed = node.kind == "stage" and node.name and run
    return (Frame(node.name, run, _inputs(node), node.out),) if framed else run


def _inputs(group: Group) -> Shape:
    """The shape of the data that comes into a group."""
    node: Group | Leaf = group
    while isinstance(node, Group) and node.children:
        node = node.children[0].node
    return node.costs.inputs[0] if isinstance(node, Leaf) else group.out


def _parallel(report: Report, group: Group, path: str, times: int) -> Parallel:
    assert group.join is not None
    join = group.join.node
    assert isinstance(join, Leaf)
    lists: Sequence[Sequence[Repeat]]
    if set(group.parts) == {"branches"}:
        children = group.parts["branches"]
        runs = [_run(report, (branch,), path, times) for branch in children]
    else:
        lists = [part for key, part in group.parts.items() if key != "shortcut"]
        runs = [_run(report, part, path, times) for part in lists]
        shortcut = group.parts.get("shortcut", ())
        runs.append(_run(report, shortcut, path, times) if shortcut else ())
    runs = [_unframed(run) for run in runs]
    return Parallel(tuple(runs), _box(report, join, f"{path}.{join.name}".strip("."), times))


def _unframed(run: Run) -> Run:
    """A branch without the frame that only names it."""
    match run:
        case (Frame(times=1, body=body, channels=None),):
            return body
    return run


def _box(report: Report, leaf: Leaf, path: str, times: int) -> Box:
    axes = len(leaf.costs.inputs[0]) - 1
    words = leaf.layer.kind.replace("_", " ")
    label = leaf.layer.table_label(axes) or words
    return Box(
        paths=(path,),
        kind=leaf.layer.kind,
        family=leaf.layer.family,
        label=label,
        before=(),
        after=(),
        inputs=leaf.costs.inputs[0],
        out=leaf.costs.out,
        params=times * leaf.costs.value("params"),
        flops=times * report.convention.price(leaf),
    )


def skips(report: Report, run: Run) -> tuple[tuple[str, str], ...]:
    """The connections that the spec makes by name (`from`): the paths of both layers."""
    named = {box.paths[0] for box in boxes(run) if box.named}
    if not named or row_count(report.network) > MAX_ROWS:
        return ()
    operations = dataflow(report.network).operations
    return tuple(
        (operations[taken - 1].path, operation.path)
        for operation in operations
        if operation.path in named
        for taken in operation.takes
        if taken > 0
    )
