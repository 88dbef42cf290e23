"""The tree as steps of a spec, in groups that follow the model's modules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from cnncount.importing.operation import Operation, Program
from cnncount.importing.series_parallel import Graph, Joined, Node, Single
from cnncount.shapes import Shape


@dataclass(frozen=True)
class Step:
    """A step of a spec.

    Attributes:
        kind: a layer kind or a combinator.
        arguments: as in the spec, without nested lists.
        lists: the nested lists, by key; of `branches` those of its branches, by number.
        before: the shape of the data that comes in.
        after: and of that which goes out.
        name: of a group, the module's.
        group: the class of the module that a group is; empty for other steps.
        number: of the operation that is counted: the layer, or the join; 0 where there is none.
    """

    kind: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    lists: Mapping[str, tuple[Step, ...]] = field(default_factory=dict)
    before: Shape = ()
    after: Shape = ()
    name: str = ""
    group: str = ""
    number: int = 0

    @property
    def is_group(self) -> bool:
        """Whether it is a module's layers, to be put in place or made a block."""
        return bool(self.group)


def numbers(steps: Iterable[Step]) -> Iterator[int]:
    """The operations in the order in which the spec has its rows."""
    for step in steps:
        for inner in step.lists.values():
            yield from numbers(inner)
        if step.number:
            yield step.number


def grouped(program: Program, nodes: Sequence[Node]) -> tuple[Step, ...]:
    """The tree as steps, in groups by module path."""
    return _Grouping(program).group(nodes, 0)


class _Grouping:
    def __init__(self, program: Program) -> None:
        self.operations = program.operations
        self.classes = program.classes
        self.shapes = [program.input, *(operation.out for operation in program.operations)]

    def group(self, nodes: Sequence[Node], depth: int) -> tuple[Step, ...]:
        """Neighbours that share the module at this depth become one group."""
        steps: list[Step] = []
        start = 0
        while start < len(nodes):
            path = self.path(nodes[start])
            end = start + 1
            if len(path) <= depth:
                steps.append(self.step(nodes[start], depth))
            else:
                while end < len(nodes) and self.path(nodes[end])[: depth + 1] == path[: depth + 1]:
                    end += 1
                inner = self.group(nodes[start:end], depth + 1)
                steps.append(self.as_group(path[: depth + 1], inner))
            start = end
        return tuple(steps)

    def as_group(self, path: tuple[str, ...], inner: tuple[Step, ...]) -> Step:
        """Steps as a group; a single layer is none, and a group in a group is one."""
        own = self.classes.get(path, "Sequential")
        if len(inner) == 1 and (inner[0].is_group or not inner[0].lists):
            return replace(inner[0], name=path[-1], group=own) if inner[0].is_group else inner[0]
        lists = {"layers": inner}
        return Step("stage", {}, lists, inner[0].before, inner[-1].after, path[-1], own)

    def path(self, node: Node) -> tuple[str, ...]:
        """The innermost module that all of a node is in."""
        if isinstance(node, Single):
            return self.operations[node.number - 1].origin.group
        if isinstance(node, Graph):
            return _common(self.operations[n - 1].origin.group for n in node.numbers)
        inner = [self.path(each) for branch in node.branches for each in branch]
        operation = self.operations[node.number - 1]
        own = operation.origin.group
        if not inner:
            return own
        shared = _common(inner)
        if operation.layer.kind == "concat" and sum(map(bool, node.branches)) == 1:
            return shared  # DenseNet's code joins a layer to the others in the layer after it
        return own if shared[: len(own)] == own else shared

    def step(self, node: Node, depth: int) -> Step:
        """One node as a step; `depth` is that of the module around it."""
        if isinstance(node, Graph):
            return self.graph(node)
        operation = self.operations[node.number - 1]
        if isinstance(node, Single):
            (before,) = operation.in_shapes
            return Step(
                operation.layer.kind,
                arguments(operation),
                before=before,
                after=operation.out,
                number=node.number,
            )
        return self.joined(node, operation, depth)

    def joined(self, node: Joined, operation: Operation, depth: int) -> Step:
        """A join with its branches, as the combinator that says it shortest."""
        branches = [unwrapped(self.group(branch, depth)) for branch in node.branches]
        filled = [branch for branch in branches if branch]
        before = filled[0][0].before if filled else operation.in_shapes[0]
        bare = Step(
            operation.layer.kind,
            arguments(operation),
            before=before,
            after=operation.out,
            number=node.number,
        )
        kind = operation.layer.kind
        if kind == "add" and len(branches) == 2 and filled:
            short, body = sorted(branches, key=_length)
            lists = {"body": body, **({"shortcut": short} if short else {})}
            return replace(bare, kind="residual", lists=lists)
        if kind == "multiply" and len(branches) == 2 and len(filled) == 1:
            return replace(bare, kind="scale", lists={"by": filled[0]})
        join = {"join": kind} if kind != "concat" else {}
        return replace(
            bare,
            kind="branches",
            arguments=join | dict(bare.arguments),
            lists={str(number): branch for number, branch in enumerate(branches)},
        )

    def graph(self, node: Graph) -> Step:
        """Layers that name their inputs, as one stage."""
        named = {number: f"x{place}" for place, number in enumerate(node.numbers, start=1)}
        steps = []
        before = node.start
        for number in node.numbers:
            operation = self.operations[number - 1]
            taken = [named.get(each, "input") for each in operation.inputs]
            source: dict[str, Any] = {"name": named[number]}
            if operation.inputs != (before,) or operation.layer.family == "join":
                source["from"] = taken if len(taken) > 1 else taken[0]
            steps.append(
                Step(
                    operation.layer.kind,
                    source | arguments(operation),
                    before=operation.in_shapes[0],
                    after=operation.out,
                    number=number,
                )
            )
            before = number
        start, end = self.shapes[node.start], steps[-1].after
        return Step("stage", {"name": "graph"}, {"layers": tuple(steps)}, start, end)


def arguments(operation: Operation) -> dict[str, Any]:
    """A layer's arguments that are not the defaults."""
    dumped = operation.layer.model_dump(
        exclude_defaults=True, by_alias=True, exclude={"name", "when"}, exclude_none=True
    )
    form = {"form": dumped.pop("form")} if "form" in dumped else {}
    return dumped | form


def unwrapped(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """A list; if it is one group, what is in it."""
    while len(steps) == 1 and steps[0].is_group:
        steps = steps[0].lists["layers"]
    return steps


def _length(steps: Sequence[Step]) -> int:
    return sum(1 + sum(map(_length, step.lists.values())) for step in steps)


def _common(paths: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    listed = list(paths)
    common = []
    for parts in zip(*listed, strict=False):
        if len(set(parts)) > 1:
            break
        common.append(parts[0])
    return tuple(common)
