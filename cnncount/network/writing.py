"""A counted network written back as the steps of a spec, every variable settled."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cnncount.errors import refusal
from cnncount.network.limits import MAX_STEPS
from cnncount.network.names import Names
from cnncount.network.tree import Group, Leaf, Repeat
from cnncount.registry import Step

Written = dict[str, Any]
"""A step as plain data: its kind, with its arguments."""

_COMMON = {"name", "when", "from_", "form"}


class SpecWriter:
    """Writes counted layers as steps which, when they are counted again, have the same paths.

    Names are written out, apart from those of joins and of the lists in a combinator. These have
    default names, and the writer keeps the same account of them as the walk does.
    """

    def __init__(self) -> None:
        self._names = Names()
        self._written = 0

    def steps(self, children: Iterable[Repeat]) -> list[Written]:
        """A list of layers, each repetition on its own.

        Raises:
            SpecError: there are more steps than a spec may have.
        """
        steps: list[Written] = []
        for child in children:
            for number in range(child.times):
                index = None if child.number is None else child.number + number
                steps += self._step(child.node, index)
                self._written += 1
                if self._written > MAX_STEPS:
                    raise refusal("expanded-steps", limit=MAX_STEPS)
        return steps

    def own_list(self, child: Repeat) -> list[Written]:
        """A list of layers with names of its own: a branch, a shortcut."""
        assert isinstance(child.node, Group)
        around = self._names
        around.of_list(child.node.name)
        self._names = Names()
        steps = self.steps(child.node.children)
        self._names = around
        return steps

    def before_join(self, join: Repeat | None) -> list[Written]:
        """Absent steps, which take the default names that the join of a group does not have."""
        if join is None:
            return []
        assert isinstance(join.node, Leaf)
        kind, absent = join.node.layer.kind, 0
        while self._names.of_layer(kind) != join.node.name:
            absent += 1
        self._names.taken.add(join.node.name)
        return [{kind: {"when": False}} for _ in range(absent)]

    def _step(self, node: Leaf | Group, index: int | None) -> list[Written]:
        name = node.name if index is None else str(index)
        named: Written = {"name": name} if name else {}
        if isinstance(node, Leaf):
            self._names.of_layer(node.layer.kind)
            self._names.taken.add(name)
            common = settled(node.layer, {"from_", "form"})
            return [{node.layer.kind: named | common | own_arguments(node.layer)}]
        assert node.step is not None
        around = self._names
        if name:
            self._names = Names()
        # A repetition takes the data of the one before it, whatever the whole group takes.
        common = settled(node.step, {"form"} if index is not None else {"from_", "form"})
        steps = node.step.written(node, named | common, self)
        self._names = around
        if name:
            self._names.taken.add(name)
        return steps


def own_arguments(step: Step) -> Written:
    """The arguments that only this kind of step has, apart from those that hold layers."""
    return settled(step, type(step).model_fields.keys() - _COMMON - step.nested.keys())


def settled(step: Step, fields: set[str]) -> Written:
    """Some arguments of a step as a spec has them; those with their default are left out."""
    return step.model_dump(include=fields, exclude_defaults=True, by_alias=True, exclude_none=True)
