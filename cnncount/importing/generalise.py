"""Several instances of a block as one: what differs becomes a formula or a variable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from cnncount.importing.steps import Step
from cnncount.registry import kind_class

_GEOMETRY = {"kernel", "stride", "padding", "dilation", "scale", "output_padding", "size"}
_TIMES = (2, 3, 4, 6, 8)
_PARTS = (2, 3, 4, 6, 8, 16, 24, 32)
_NAMES = {"out": "width"}


@dataclass(frozen=True)
class Block:
    """A block and its uses.

    Attributes:
        name: as the spec calls it.
        variables: with their defaults; None for one that each use must give.
        layers: the block's steps, their arguments with formulas.
        uses: for each instance the values of the variables that are not the defaults.
        is_dense: whether it is the body of a `dense` step, not of a `stage`.
    """

    name: str
    variables: Mapping[str, Any]
    layers: tuple[Step, ...]
    uses: Sequence[Mapping[str, Any]]
    is_dense: bool = False


def flat(steps: Iterable[Step]) -> tuple[Step, ...]:
    """The steps with what is in groups in the groups' places."""
    result: list[Step] = []
    for step in steps:
        if step.is_group:
            result += flat(step.lists["layers"])
        else:
            lists = {key: flat(inner) for key, inner in step.lists.items()}
            result.append(replace(step, lists=lists))
    return tuple(result)


def skeleton(steps: Iterable[Step]) -> tuple[Any, ...]:
    """What instances of one block share: kinds and nesting, arguments left out."""
    shapes = []
    for step in steps:
        lists = {
            key: skeleton(inner) for key, inner in step.lists.items() if not _may_lack(step, key)
        }
        fixed = tuple((key, str(step.arguments.get(key))) for key in ("join", "form", "from"))
        shapes.append((step.kind, fixed, tuple(lists.items())))
    return tuple(shapes)


def generalised(name: str, instances: Sequence[tuple[Step, ...]]) -> Block:
    """The block of which these are the instances; their skeletons are alike."""
    work = _Generalisation([each[0].before[0] for each in instances])
    layers = work.steps(list(instances))
    variables, defaults = work.variables, {}
    for key, values in variables.items():
        defaults[key] = _usual(values, work.usual[key]) if work.keys[key] in _GEOMETRY else None
    uses = [
        {
            key: values[number]
            for key, values in variables.items()
            if values[number] is not None and values[number] != defaults[key]
        }
        for number in range(len(instances))
    ]
    declared: dict[str, Any] = {"inputs": "$channels"} if work.uses_inputs else {}
    return Block(name, declared | defaults, layers, uses)


def _may_lack(step: Step, key: str) -> bool:
    """Whether an instance without this list is alike: a projection where the shape changes."""
    return step.kind == "residual" and key == "shortcut" and _is_projection(step)


def _is_projection(step: Step) -> bool:
    shortcut = step.lists.get("shortcut", ())
    kinds = [each.kind for each in shortcut]
    return (
        kinds in (["conv"], ["conv", "batch_norm"])
        and step.before != step.after
        and shortcut[0].arguments["kernel"] == 1
    )


@dataclass
class _Generalisation:
    """Attributes: the block's input channels in each instance; the variables and their values."""

    inputs: list[int]
    variables: dict[str, list[Any]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    usual: dict[str, Any] = field(default_factory=dict)
    uses_inputs: bool = False

    def steps(self, instances: Sequence[tuple[Step, ...] | None]) -> tuple[Step, ...]:
        """The steps of all instances as one; None for an instance that lacks the list."""
        length = next(len(each) for each in instances if each is not None)
        return tuple(
            self.step([None if each is None else each[place] for each in instances])
            for place in range(length)
        )

    def step(self, instances: Sequence[Step | None]) -> Step:
        present = [each for each in instances if each is not None]
        first = present[0]
        channels = [None if each is None else each.before[0] for each in instances]
        arguments: dict[str, Any] = {}
        for key in _ordered(present):
            values = [None if each is None else _given(each, key) for each in instances]
            if any(value is not None for value in values):
                arguments[key] = self.value(key, values, channels, _default(first.kind, key))
        default = {key: _default(first.kind, key) for key in arguments}
        arguments = {key: value for key, value in arguments.items() if value != default[key]}
        if first.kind == "residual":
            return self.residual(first, arguments, instances)
        lists = {
            key: self.steps([None if each is None else each.lists[key] for each in instances])
            for key in first.lists
        }
        return replace(first, arguments=arguments, lists=lists)

    def residual(
        self, first: Step, arguments: dict[str, Any], instances: Sequence[Step | None]
    ) -> Step:
        body = self.steps([None if each is None else each.lists["body"] for each in instances])
        shortcuts = [each.lists.get("shortcut") if each else None for each in instances]
        lists: dict[str, tuple[Step, ...]] = {}
        if any(shortcuts):
            shortcut = self.steps([each or None for each in shortcuts])
            projects = all(
                each is None or _is_projection(each) or "shortcut" not in each.lists
                for each in instances
            )
            if projects:
                arguments = {"shortcut": "projection"} | arguments
                lists["projection"] = shortcut
            else:
                lists["shortcut"] = shortcut
        return replace(first, arguments=arguments, lists={**lists, "body": body})

    def value(
        self, key: str, values: list[Any], channels: Sequence[int | None], default: Any
    ) -> Any:
        """One argument of all instances: a literal, a formula, or a variable."""
        known = [value for value in values if value is not None]
        alike = all(value == known[0] for value in known)
        if alike and (len(known) == len(values) or key not in _GEOMETRY):
            return known[0]
        if all(type(value) is int for value in known):
            for text, of in self.candidates(key, channels):
                if all(v is None or v == c for v, c in zip(values, of, strict=True)):
                    if "inputs" in text:
                        self.uses_inputs = True
                    return text
        elif not alike:
            for name, of in self.variables.items():
                if self.keys[name] == key and _agree(values, of):
                    return f"${name}"
        return known[0] if alike else f"${self.new(key, values, default)}"

    def new(self, key: str, values: list[Any], default: Any) -> str:
        """A variable for an argument."""
        base = _NAMES.get(key, key)
        taken = [name for name in self.variables if self.keys[name] == key]
        name = f"{base}{len(taken) + 1}" if taken else base
        self.variables[name] = values
        self.keys[name] = key
        self.usual[name] = default
        return name

    def candidates(
        self, key: str, channels: Sequence[int | None]
    ) -> Iterator[tuple[str, list[int | None]]]:
        """Formulas that an argument may be, and their values, the plainest first."""
        if key in _GEOMETRY:
            for name, of in self.variables.items():
                if self.keys[name] == key:
                    yield f"${name}", of
                if key == "padding" and self.keys[name] == "kernel":
                    yield f"${{{name} // 2}}", _each(of, lambda v: v // 2)
                if key == "padding" and self.keys[name] == "dilation":
                    yield f"${name}", of
            return
        sizes = {name: of for name, of in self.variables.items() if self.keys[name] == "out"}
        named: dict[str, list[int | None]] = {"channels": list(channels)}
        named = {**named, **sizes} if key == "groups" else {**sizes, **named}
        named["inputs"] = list(self.inputs)
        for name, of in named.items():
            yield f"${name}", of
        for name, of in named.items():
            for times in _TIMES:
                yield f"${{{times} * {name}}}", _each(of, lambda v, k=times: v * k)
            for part in _PARTS:
                yield f"${{{name} // {part}}}", _each(of, lambda v, k=part: v // k)


def _each(values: Iterable[Any], change: Callable[..., int]) -> list[int | None]:
    return [change(value) if type(value) is int else None for value in values]


def _agree(values: Sequence[Any], others: Sequence[Any]) -> bool:
    return all(v is None or v == o for v, o in zip(values, others, strict=True))


def _ordered(steps: Sequence[Step]) -> list[str]:
    """The arguments of any of the steps, in the order of the kind's own."""
    given = {key: None for step in steps for key in step.arguments}
    step_class = kind_class(steps[0].kind)
    assert step_class is not None
    known = list(step_class.model_fields)
    return sorted(given, key=lambda key: (key == "form", known.index(key) if key in known else -1))


def _given(step: Step, key: str) -> Any:
    return step.arguments.get(key, _default(step.kind, key))


def _default(kind: str, key: str) -> Any:
    step_class = kind_class(kind)
    assert step_class is not None
    info = step_class.model_fields.get(key)
    return None if info is None or info.is_required() else info.default


def _usual(values: Sequence[Any], default: Any) -> Any:
    """A variable's default: that of the layer kind, if it is used, or the most frequent value."""
    if default is not None and default in values:
        return default
    texts = Counter(map(str, values)).most_common(1)
    return next(value for value in values if str(value) == texts[0][0])
