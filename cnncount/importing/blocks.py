"""Groups that stand several times become blocks, and neighbours among their uses repetitions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cnncount.importing.generalise import Block, flat, generalised, skeleton
from cnncount.importing.steps import Step

_CONTAINERS = {"Sequential", "ModuleList", "ModuleDict"}
_UNNAMED = {"Module", "Repeated"}
_HEAD = 4
"""Lines of a block besides its layers: its name, vars, the word layers, and of each use."""


@dataclass(frozen=True)
class Outline:
    """A spec's blocks and layers."""

    blocks: Mapping[str, Block]
    layers: tuple[Step, ...]


def outlined(steps: tuple[Step, ...]) -> Outline:
    """The steps with their repeated groups as blocks."""
    found: dict[Any, list[Step]] = {}
    for group in _groups(steps):
        found.setdefault((group.group, skeleton(flat([group]))), []).append(group)
    work = _Replacing({})
    for (kind, _), instances in found.items():
        bodies = [flat([each]) for each in instances]
        lines = sum(1 for _ in _all(bodies[0]))
        if len(instances) < 2 or (len(instances) - 1) * lines <= _HEAD:
            continue
        block = _dense(generalised(work.free_name(kind, bodies[0]), bodies))
        for number, each in enumerate(instances):
            work.of[id(each)] = (block, number)
        work.blocks[block.name] = block
    layers = work.steps(steps)
    return Outline(work.blocks, layers)


def _groups(steps: Iterable[Step]) -> Iterator[Step]:
    """The groups that may be blocks: not the containers that only hold others."""
    for step in steps:
        if step.is_group and not (step.group in _CONTAINERS and _holds_groups(step)):
            yield step
        for inner in step.lists.values():
            yield from _groups(inner)


def _holds_groups(step: Step) -> bool:
    return any(each.is_group for inner in step.lists.values() for each in inner)


def _all(steps: Iterable[Step]) -> Iterator[Step]:
    for step in steps:
        yield step
        for inner in step.lists.values():
            yield from _all(inner)


def _dense(block: Block) -> Block:
    """The block as a `dense` step has it, where it adds its layers' output to its input."""
    if len(block.layers) == 1 and block.layers[0].kind == "branches":
        step = block.layers[0]
        if not step.arguments and list(step.lists) == ["0", "1"] and not step.lists["0"]:
            return replace(block, layers=step.lists["1"], is_dense=True)
    return block


@dataclass
class _Replacing:
    of: dict[int, tuple[Block, int]]

    def __post_init__(self) -> None:
        self.blocks: dict[str, Block] = {}

    def free_name(self, kind: str, body: Sequence[Step]) -> str:
        """A block's name out of a class's; out of its layers where the class says nothing."""
        if kind in _CONTAINERS or kind in _UNNAMED:
            kinds = list(dict.fromkeys(step.kind for step in body))
            short = len(kinds) <= 3 and not any(step.lists for step in body)
            combines = next((step.kind for step in body if step.lists), "")
            kind = "_".join(kinds) if short else f"{combines}_block".strip("_")
        base = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", kind.strip("_"))
        base = base.lower()
        number = 1
        while (name := base if number == 1 else f"{base}{number}") in self.blocks:
            number += 1
        return name

    def steps(self, steps: tuple[Step, ...], whole: Step | None = None) -> tuple[Step, ...]:
        """The list with uses in place of instances, and repetitions of neighbouring uses."""
        result: list[Step] = []
        place = 0
        while place < len(steps):
            step = steps[place]
            if id(step) in self.of:
                end = self.run(steps, place)
                named = whole if (place, end) == (0, len(steps)) else None
                result.append(self.use(steps[place:end], named))
                place = end
                continue
            if step.is_group:
                inner = self.steps(step.lists["layers"], step)
                if step.group in _CONTAINERS or len(inner) == 1:
                    result += inner
                else:
                    named_too = {"name": step.name}
                    result.append(
                        replace(step, arguments=named_too, lists={"layers": inner}, group="")
                    )
            else:
                lists = {key: self.steps(inner) for key, inner in step.lists.items()}
                result.append(replace(step, lists=lists))
            place += 1
        return tuple(result)

    def run(self, steps: Sequence[Step], start: int) -> int:
        """Where a repetition ends: uses of one block with the same variables, but for the first."""
        block, number = self.of[id(steps[start])]
        uses: list[Mapping[str, Any]] = [block.uses[number]]
        for step in steps[start + 1 :]:
            other, number = self.of.get(id(step), (None, 0))
            if other is not block or (len(uses) > 1 and block.uses[number] != uses[-1]):
                break
            uses.append(block.uses[number])
        if len(uses) == 2 and uses[0] != uses[1] and not self.fits(uses):
            return start + 1
        return start + len(uses)

    @staticmethod
    def fits(uses: Sequence[Mapping[str, Any]]) -> bool:
        """Whether two uses differ in little: a stage's first and its others."""
        keys = {*uses[0], *uses[1]}
        differing = [key for key in keys if uses[0].get(key) != uses[1].get(key)]
        return len(differing) < max(len(keys), 2)

    def use(self, steps: Sequence[Step], whole: Step | None) -> Step:
        """One step for neighbouring instances."""
        block = self.of[id(steps[0])][0]
        uses = [dict(block.uses[self.of[id(step)][1]]) for step in steps]
        arguments: dict[str, Any] = {}
        if whole is not None:
            arguments["name"] = whole.name
        elif len(steps) == 1 and not steps[0].name.isdecimal():
            arguments["name"] = steps[0].name
        arguments["block"] = block.name
        common = uses[-1]
        if len(steps) > 1 or block.is_dense:
            arguments["repeat"] = len(steps)
        first = {key: value for key, value in uses[0].items() if common.get(key) != value}
        first |= {key: block.variables[key] for key in common if key not in uses[0]}
        if common:
            arguments["with"] = common
        if first:
            arguments["first"] = first
        kind = "dense" if block.is_dense else "stage"
        return Step(kind, arguments, {}, steps[0].before, steps[-1].after)
