"""A counted network written back as a spec: every variable settled, every block in its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cnncount.analysis.count import Report
from cnncount.network.tree import Group, Leaf, Repeat


def expanded(report: Report) -> dict[str, Any]:
    """The spec of just this network, as plain data. Counting it gives the same paths and figures.

    Raises:
        SpecError: it has more layers than a listing shows.
    """
    report.rows()
    spec = report.choice.spec
    name = spec.name if report.choice.variant is None else f"{spec.name} ({report.name})"
    source = {"source": spec.source} if spec.source else {}
    layers = _steps(report.network.parts["layers"])
    return {"name": name, **source, "input": list(report.input), "layers": layers}


def _steps(children: Iterable[Repeat]) -> list[Any]:
    return [
        _step(child.node, child.node.name if child.number is None else str(child.number + number))
        for child in children
        for number in range(child.times)
    ]


def _step(node: Leaf | Group, name: str) -> dict[str, Any]:
    named: dict[str, Any] = {"name": name} if name else {}
    if isinstance(node, Leaf):
        settled = node.layer.model_dump(
            exclude_defaults=True, by_alias=True, exclude={"name", "when"}, exclude_none=True
        )
        return {node.layer.kind: named | settled}
    if node.join is not None and isinstance(join := node.join.node, Leaf):
        named |= {"form": join.layer.form} if join.layer.form != "module" else {}
    match node.kind:
        case "residual":
            shortcut = [_steps(_children(group)) for group in node.parts["shortcut"]]
            rest = {"shortcut": shortcut[0]} if shortcut else {}
            return {"residual": named | rest | {"body": _steps(node.parts["body"])}}
        case "branches":
            lists = {child.node.name: _steps(_children(child)) for child in node.parts["branches"]}
            return {"branches": named | node.written | {"branches": lists}}
        case "scale":
            return {"scale": named | {"by": _steps(node.parts["by"])}}
        case "dense" if node.join is not None:
            return {"dense": named | {"layers": _steps(node.parts["layers"])}}
        case _:
            return {"stage": named | {"layers": _steps(node.parts["layers"])}}


def _children(child: Repeat) -> tuple[Repeat, ...]:
    return child.node.children if isinstance(child.node, Group) else ()
