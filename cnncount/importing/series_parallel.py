"""Operations as a series-parallel tree: from each fork to its post-dominator, branches and a join.

What is not series-parallel becomes a `Graph`: a list of operations that name their inputs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from cnncount.importing.operation import Operation

JOINS = {"add", "multiply", "concat"}


class Single(NamedTuple):
    """One layer; `number` is that of its operation, counted from 1."""

    number: int


class Joined(NamedTuple):
    """Branches from one fork, in the order of the join's inputs; an empty one passes data on."""

    number: int
    branches: tuple[tuple[Node, ...], ...]


class Graph(NamedTuple):
    """Operations that are no series-parallel tree, in order; the data before them."""

    start: int
    numbers: tuple[int, ...]


Node = Single | Joined | Graph


class _NotSeriesParallel(Exception):
    pass


def tree(operations: Sequence[Operation], outputs: Sequence[int]) -> tuple[Node, ...]:
    """The operations that lead to the outputs; others are left out."""
    return _Flow(operations, outputs).whole()


def chained(operations: Sequence[Operation]) -> list[Operation]:
    """The same, with a concat of all that an earlier one has, and more, behind that earlier one.

    DenseNet's code joins all layers so far anew before each layer: cat(a, b), cat(a, b, c), …
    """
    known: dict[tuple[int, ...], int] = {}
    result: list[Operation] = []
    for number, operation in enumerate(operations, start=1):
        if operation.layer.kind == "concat":
            given = operation.inputs
            shapes = operation.in_shapes
            for length in range(len(given) - 1, 1, -1):
                before = known.get(given[:length])
                if before is not None:
                    out = result[before - 1].out
                    operation = operation._replace(
                        inputs=(before, *given[length:]), in_shapes=(out, *shapes[length:])
                    )
                    break
            known.setdefault(given, number)
        result.append(operation)
    return result


class _Flow:
    def __init__(self, operations: Sequence[Operation], outputs: Sequence[int]) -> None:
        self.inputs = [(), *(operation.inputs for operation in operations)]
        self.kinds = ["", *(operation.layer.kind for operation in operations)]
        self.outputs = outputs
        self.alive = self._alive()
        self.takers: list[list[int]] = [[] for _ in self.inputs]
        for number in sorted(self.alive):
            for taken in dict.fromkeys(self.inputs[number]):
                self.takers[taken].append(number)
        self.exit = len(self.inputs)
        self.next = self._post_dominators()

    def whole(self) -> tuple[Node, ...]:
        everything = frozenset(self.alive)
        if len(set(self.outputs)) == 1:
            try:
                return self.series(0, self.outputs[0], everything)
            except _NotSeriesParallel:
                pass
        return (Graph(0, tuple(sorted(self.alive))),) if self.alive else ()

    def series(self, start: int, end: int, members: frozenset[int]) -> tuple[Node, ...]:
        """The nodes from one data to another, all of them among the members."""
        nodes: list[Node] = []
        here = start
        while here != end:
            takers = [number for number in self.takers[here] if number in members]
            if not takers:
                raise _NotSeriesParallel
            following = self._meeting(takers)
            if following == self.exit or following not in members:
                raise _NotSeriesParallel
            if takers == [following] and self.inputs[following] == (here,):
                nodes.append(Single(following))
            else:
                nodes.append(self._region(here, following, members))
            here = following
        return tuple(nodes)

    def _region(self, start: int, join: int, members: frozenset[int]) -> Node:
        try:
            return self._joined(start, join)
        except _NotSeriesParallel:
            inside = self._between(start, [join])
            if not inside <= members or not self._closed(inside, join):
                raise
            return Graph(start, tuple(sorted(inside)))

    def _joined(self, start: int, join: int) -> Joined:
        if self.kinds[join] not in JOINS:
            raise _NotSeriesParallel
        seen: set[int] = set()
        branches = []
        for end in self.inputs[join]:
            inside = self._between(start, [end]) if end != start else frozenset[int]()
            if inside & seen or any(
                taker not in inside and taker != join
                for number in inside
                for taker in self.takers[number]
            ):
                raise _NotSeriesParallel
            seen |= inside
            branches.append(self.series(start, end, inside))
        return Joined(join, tuple(branches))

    def _closed(self, inside: Collection[int], end: int) -> bool:
        """Whether nothing outside takes what these give, but the last of them."""
        return all(
            taker in inside for number in inside if number != end for taker in self.takers[number]
        )

    def _between(self, start: int, ends: Iterable[int]) -> frozenset[int]:
        """All that is needed for `ends`, back to `start`; it must need nothing from before."""
        found: set[int] = set()
        waiting = list(ends)
        while waiting:
            number = waiting.pop()
            if number == start or number in found:
                continue
            if number < start or number == 0:
                raise _NotSeriesParallel
            found.add(number)
            waiting += self.inputs[number]
        return frozenset(found)

    def _alive(self) -> set[int]:
        alive: set[int] = set()
        waiting = list(self.outputs)
        while waiting:
            number = waiting.pop()
            if number and number not in alive:
                alive.add(number)
                waiting += self.inputs[number]
        return alive

    def _post_dominators(self) -> list[int]:
        """For each data the next operation that all its ways to the output go through."""
        following = [self.exit] * (self.exit + 1)
        self.next = following
        for number in range(self.exit - 1, -1, -1):
            if number in self.outputs:
                following[number] = self.exit
            elif self.takers[number]:
                following[number] = self._meeting(self.takers[number])
        return following

    def _meeting(self, numbers: Sequence[int]) -> int:
        """The first operation that all ways from these go through; these themselves included."""
        first, *rest = numbers
        for other in rest:
            while first != other:
                if first < other:
                    first = self.next[first]
                else:
                    other = self.next[other]
        return first
