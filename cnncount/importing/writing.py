"""A spec as YAML in the form of the bundled ones: a line for each layer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from cnncount.importing.blocks import Outline
from cnncount.importing.steps import Step

_PLAIN = re.compile(r"\$?[A-Za-z_][A-Za-z0-9_./\-]*\Z")
_WORDS = {"true", "false", "null", "yes", "no", "on", "off"}
_WIDTH = 100


def written(name: str, input: Iterable[int], outline: Outline, comments: Iterable[str] = ()) -> str:
    """The text of a spec."""
    lines = [f"# {comment}" for comment in comments]
    lines += [f"name: {_scalar(name)}", f"input: {_flow(list(input))}"]
    if outline.blocks:
        lines.append("blocks:")
    for block in outline.blocks.values():
        lines.append(f"  {block.name}:")
        if block.variables:
            lines.append(f"    vars: {_flow(dict(block.variables))}")
        lines.append("    layers:")
        lines += _list(block.layers, 6)
    lines.append("layers:")
    lines += _list(outline.layers, 2)
    return "\n".join(lines) + "\n"


class _Scope:
    """The names in one list, and in the lists inside that have none of their own.

    A name that stands there already, or that a step without a name may get, is left out.
    """

    def __init__(self, steps: Iterable[Step]) -> None:
        self._given: set[str] = set()
        self._numbered = set(_numbered(steps))

    def arguments(self, step: Step) -> dict[str, Any]:
        """A step's arguments, without a name that is taken."""
        arguments = dict(step.arguments)
        name = arguments.get("name")
        if name == "graph" and step.lists:
            number = 1
            while f"graph{number}" in self._given:
                number += 1
            arguments["name"] = name = f"graph{number}"
        if name is not None:
            if name in self._given or str(name).rstrip("0123456789") in self._numbered:
                del arguments["name"]
            self._given.add(str(name))
        return arguments


def _numbered(steps: Iterable[Step]) -> Iterator[str]:
    """The kinds and blocks whose steps are named by number, as far as a list's names reach."""
    for step in steps:
        if "name" not in step.arguments:
            yield str(step.arguments.get("block", step.kind))
            if step.number and step.lists:
                yield {"residual": "add", "scale": "multiply"}.get(step.kind, "concat")
                yield str(step.arguments.get("join", "concat"))
            for key in ("body", "by", "layers"):
                yield from _numbered(step.lists.get(key, ()))


def _list(steps: Sequence[Step], indent: int, scope: _Scope | None = None) -> Iterator[str]:
    within = scope or _Scope(steps)
    for step in steps:
        yield from _step(step, within.arguments(step), indent, within)


def _step(step: Step, arguments: Mapping[str, Any], indent: int, scope: _Scope) -> Iterator[str]:
    dash = " " * indent + "- "
    if not step.lists:
        line = f"{dash}{step.kind}: {_flow(arguments)}" if arguments else f"{dash}{step.kind}"
        if len(line) <= _WIDTH:
            yield line
            return
    yield f"{dash}{step.kind}:"
    inside = " " * (indent + 4)
    for key, value in arguments.items():
        yield f"{inside}{key}: {_flow(value)}"
    if step.kind == "branches":
        yield f"{inside}branches:"
        for branch in step.lists.values():
            if branch:
                first, *rest = _list(branch, indent + 8)
                yield f"{' ' * (indent + 6)}- {first.strip()}"
                yield from rest
            else:
                yield f"{' ' * (indent + 6)}- []"
        return
    shares = "name" not in arguments
    for key, inner in step.lists.items():
        yield f"{inside}{key}:"
        own = key in ("shortcut", "projection") or not shares
        yield from _list(inner, indent + 6, None if own else scope)


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        pairs = (f"{key}: {'' if each is None else _flow(each)}" for key, each in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text = str(value)
    if _PLAIN.match(text) and text.lower() not in _WORDS:
        return text
    return json.dumps(text, ensure_ascii=False) if "'" in text else f"'{text}'"
