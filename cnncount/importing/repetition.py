"""Repetition without names: steps that stand several times in the same order become groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from cnncount.importing.generalise import flat, skeleton
from cnncount.importing.steps import Step

REPEATED = "Repeated"
"""The class of a group that is no module, but a repetition."""

_LONGEST = 8
_ROUNDS = 8
_HEAD = 4
"""Lines of a block besides its layers."""


def repeated(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps without their modules, in groups of what stands several times."""
    result = flat(steps)
    for _ in range(_ROUNDS):
        unit = _best(result)
        if unit is None:
            break
        result = _wrapped(result, unit)
    return result


def _best(steps: tuple[Step, ...]) -> tuple[Any, ...] | None:
    """The window of steps that saves the most lines as a block; None where none saves any."""
    found: dict[tuple[Any, ...], _Places] = {}
    for number, listed in enumerate(_lists(steps)):
        keys = [None if step.is_group else skeleton([step]) for step in listed]
        known = {key: place for place, key in enumerate(dict.fromkeys(keys))}
        ids = [known[key] for key in keys]
        sizes = [_lines([step]) for step in listed]
        names = list(known)
        for start in range(len(listed)):
            lines = 0
            for end in range(start + 1, min(start + _LONGEST, len(listed)) + 1):
                if keys[end - 1] is None:
                    break
                lines += sizes[end - 1]
                window = tuple(names[each] for each in ids[start:end])
                places = found.get(window, _Places(0, 0, (-1, 0), lines))
                found[window] = places.with_one(number, start, end)
    scored = [(places.saved, -len(window), window) for window, places in found.items()]
    best = max(scored, key=lambda each: each[:2], default=None)
    return best[2] if best and best[0] > 0 else None


class _Places(NamedTuple):
    """Where a window stands: how often, in how many runs, where the last one ended, its lines."""

    times: int
    runs: int
    end: tuple[int, int]
    lines: int

    @property
    def saved(self) -> int:
        """The lines that a block saves."""
        return self.times * self.lines - self.lines - _HEAD - self.runs

    def with_one(self, number: int, start: int, end: int) -> _Places:
        """One more place, unless it overlaps the last."""
        if self.end[0] == number and start < self.end[1]:
            return self
        follows = self.end == (number, start)
        return _Places(self.times + 1, self.runs + (not follows), (number, end), self.lines)


def _lists(steps: tuple[Step, ...]) -> Iterator[Sequence[Step]]:
    """Every list, but those of layers that name their inputs."""
    yield steps
    for step in steps:
        if step.arguments.get("name") != "graph" and not step.is_group:
            for inner in step.lists.values():
                yield from _lists(inner)


def _wrapped(steps: tuple[Step, ...], unit: tuple[Any, ...]) -> tuple[Step, ...]:
    """The steps with each place of the unit as a group."""
    result: list[Step] = []
    start = 0
    while start < len(steps):
        window = steps[start : start + len(unit)]
        if len(window) == len(unit) and all(
            not step.is_group and skeleton([step]) == key
            for step, key in zip(window, unit, strict=True)
        ):
            lists = {"layers": tuple(window)}
            ends = window[0].before, window[-1].after
            result.append(Step("stage", {}, lists, *ends, name=str(start), group=REPEATED))
            start += len(unit)
            continue
        step = steps[start]
        if step.arguments.get("name") != "graph" and not step.is_group:
            lists = {key: _wrapped(inner, unit) for key, inner in step.lists.items()}
            step = replace(step, lists=lists)
        result.append(step)
        start += 1
    return tuple(result)


def _lines(steps: Iterable[Step]) -> int:
    return sum(1 + sum(1 + _lines(inner) for inner in step.lists.values()) for step in steps)
