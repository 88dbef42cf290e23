"""Exported programs of PyTorch: files that ``torch.export.save`` writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod
from pathlib import Path
from typing import Any

import torch
from torch.utils.flop_counter import FlopCounterMode

from cnncount.errors import SpecError, refusal
from cnncount.importing import composites
from cnncount.importing.aten.call import Call, Parameter
from cnncount.importing.aten.translating import translate
from cnncount.importing.operation import Origin, Program
from cnncount.importing.recorder import Recorder, Tensor, Unsupported
from cnncount.shapes import Shape


def read(source: str) -> Program:
    """Read an exported program.

    Raises:
        SpecError: PyTorch cannot load the file, or it cannot be expressed as a spec.
    """
    try:
        exported = torch.export.load(source)
    except Exception as error:  # whatever a damaged file makes PyTorch raise
        raise refusal("cannot-load-model", source=source, error=first_line(error)) from None
    return program_of(exported, Path(source).stem)


def first_line(error: Exception) -> str:
    """An error of other people's code, in one line."""
    return f"{type(error).__name__}: {str(error).strip().partition(chr(10))[0]}"


def program_of(exported: torch.export.ExportedProgram, name: str) -> Program:
    """An exported program as operations.

    Raises:
        SpecError: it cannot be expressed as a spec.
    """
    signature = exported.graph_signature
    held = {target: tuple(parameter.shape) for target, parameter in exported.named_parameters()}
    nodes = list(exported.graph.nodes)
    inputs = [node for node in nodes if node.op == "placeholder"]
    given = [node for node in inputs if node.name in signature.user_inputs]
    if len(given) != 1:
        raise refusal("several-inputs", source=name, n=len(given))
    recorder = Recorder(tuple(given[0].meta["val"].shape)[1:])
    if given[0].meta["val"].shape[0] != 1:
        raise refusal("batch-of-one", source=name)
    values: dict[Any, Any] = {given[0]: recorder.start()}
    used: dict[str, str] = {}
    classes: dict[tuple[str, ...], str] = {}
    for node in inputs:
        target = signature.inputs_to_parameters.get(node.name)
        if target is not None:
            values[node] = Parameter(target, held[target])
        elif node is not given[0]:
            values[node] = _Buffer(node.name)
    calls = [node for node in nodes if node.op == "call_function"]
    skipped: set[Any] = set()
    for node in calls:
        if node in skipped:
            continue
        _note_classes(node, classes)
        try:
            _count_uses(node, values, used)
            found = composites.of(_stack(node))
            if found is not None:
                inside = _inside(calls, node, found[0])
                skipped.update(inside)
                for call in inside[1:]:
                    _count_uses(call, values, used)
                _composite(recorder, node, inside, found[1], values)
            else:
                values[node] = _value(recorder, node, values)
                _check_shape(recorder, values[node], node)
        except Unsupported as reason:
            raise _refused(node, str(reason)) from None
    outputs = [each for each in _leaves(nodes[-1].args) if isinstance(each, torch.fx.Node)]
    results = [values[node] for node in outputs]
    unused = {name: prod(shape) for name, shape in held.items() if name not in used}
    return Program(
        name,
        recorder.shapes[0],
        recorder.operations,
        [result.data for result in results if isinstance(result, Tensor)],
        classes,
        sum(map(prod, held.values())),
        unused,
        lambda: _flops(exported, recorder.shapes[0]),
    )


class _Buffer(str):
    """A tensor that is not trained."""

    __slots__ = ()


def _count_uses(node: Any, values: Mapping[Any, Any], used: dict[str, str]) -> None:
    """Refuse a parameter that a second call uses.

    Raises:
        Unsupported: there is one.
    """
    passes_on = getattr(getattr(node.target, "overloadpacket", None), "__name__", "") == "expand"
    for each in node.all_input_nodes:
        value = values.get(each)
        if isinstance(value, Parameter) and not passes_on:
            if value.name in used and used[value.name] != node.name:
                raise Unsupported(f"the parameter {value.name} is used a second time (shared)")
            used[value.name] = node.name


def _value(recorder: Recorder, node: Any, values: Mapping[Any, Any]) -> Any:
    name = getattr(node.target, "__name__", str(node.target))
    if name == "getitem":
        of, index = node.args
        return values[of][index]
    packet = getattr(node.target, "overloadpacket", None)
    if packet is None:
        raise Unsupported("this is no operator of PyTorch's")
    arguments = _arguments(node, values)
    operator = packet.__name__
    bare = operator.rstrip("_") if operator.endswith("_") else operator
    value = node.meta["val"]
    sizes = tuple(value.shape) if isinstance(value, torch.Tensor) else ()
    if isinstance(value, (list, tuple)) and value and bare.startswith(("max_pool", "adaptive")):
        sizes = tuple(value[0].shape)
    return translate(recorder, Call(bare, arguments, _origin(node), sizes))


def _arguments(node: Any, values: Mapping[Any, Any]) -> dict[str, Any]:
    """All arguments of a call by name, defaults too."""
    arguments: dict[str, Any] = {}
    for number, argument in enumerate(node.target._schema.arguments):
        if number < len(node.args):
            given = node.args[number]
        else:
            given = node.kwargs.get(argument.name, argument.default_value)
        arguments[argument.name] = torch.fx.node.map_arg(given, lambda each: values[each])
    return arguments


def _composite(
    recorder: Recorder, node: Any, inside: Sequence[Any], kind: str, values: dict[Any, Any]
) -> None:
    """Record a module that is one layer, whatever it runs."""
    within = set(inside)
    data = {
        each
        for call in inside
        for each in call.all_input_nodes
        if each not in within and isinstance(values[each], Tensor)
    }
    results = [call for call in inside if any(user not in within for user in call.users)]
    if len(data) != 1 or len(results) != 1:
        raise Unsupported(f"a {kind} with {len(data)} inputs and {len(results)} outputs")
    parameters = {
        each: values[each]
        for call in inside
        for each in call.all_input_nodes
        if isinstance(values.get(each), Parameter)
    }
    calls = [
        composites.Inner(
            getattr(getattr(call.target, "overloadpacket", call.target), "__name__", ""),
            [tuple(each.meta["val"].shape) for each in call.all_input_nodes],
            [each for each in call.args if not isinstance(each, torch.fx.Node)],
        )
        for call in inside
    ]
    (x,) = data
    total = sum(prod(parameter.shape) for parameter in parameters.values())
    origin = _origin(node)._replace(path=_path(_stack(node)[-1][0]), is_module=True, form="module")
    values[results[0]] = composites.record(recorder, kind, values[x], calls, total, origin)
    _check_shape(recorder, values[results[0]], results[0])
    for call in inside:
        values.setdefault(call, None)


def _inside(calls: Sequence[Any], first: Any, module: str) -> list[Any]:
    """The calls of a module from its first on, as long as they follow one another."""
    start = calls.index(first)
    inside = []
    for call in calls[start:]:
        if not any(path == module for path, _ in _stack(call)):
            break
        inside.append(call)
    return inside


def _check_shape(recorder: Recorder, value: Any, node: Any) -> None:
    """What is recorded has the shape that the model gives, padding that is still to come included.

    Raises:
        Unsupported: it has another.
    """
    if not isinstance(value, Tensor) or value.pads:
        return
    sizes = tuple(prod(part.size for part in axis) for axis in value.layout)
    told = node.meta["val"]
    if isinstance(told, torch.Tensor) and sizes != tuple(told.shape):
        raise Unsupported(f"it gives {list(told.shape)}, and would be recorded as {list(sizes)}")


def _stack(node: Any) -> list[tuple[str, str]]:
    """The modules around a call, the outermost first: path and class."""
    stack = node.meta.get("nn_module_stack") or {}
    return [
        (path, kind if isinstance(kind, str) else f"{kind.__module__}.{kind.__qualname__}")
        for path, kind in stack.values()
    ]


def _path(path: str) -> tuple[str, ...]:
    return tuple(part.partition("@")[0] for part in path.split(".")) if path else ()


def _note_classes(node: Any, classes: dict[tuple[str, ...], str]) -> None:
    for path, kind in _stack(node):
        classes[_path(path)] = kind.rpartition(".")[2]


def _origin(node: Any) -> Origin:
    stack = _stack(node)
    path, kind = stack[-1] if stack else ("", "")
    holds = any(
        each.op == "placeholder" and each.name.startswith(("p_", "b_"))
        for each in node.all_input_nodes
    )
    is_module = kind.startswith("torch.nn.") or holds
    written = str((node.meta.get("torch_fn") or ("", ""))[1])
    operator = getattr(getattr(node.target, "overloadpacket", None), "__name__", "").rstrip("_")
    if operator in ("add", "mul"):
        form = "functional" if written.startswith(("builtin_function", "function")) else "module"
        is_module = False
    elif kind.startswith("torch.nn.") or operator in _PARAMETRIC:
        form = "module"
    else:
        form = "functional"
    if operator in ("cat", "concat", "chunk", "split", "split_with_sizes", "slice", "select"):
        form, is_module = "module", False
    return Origin(_path(path), is_module, form, _line(node))


_PARAMETRIC = {
    "linear",
    *(f"conv{n}d" for n in (1, 2, 3)),
    *(f"conv_transpose{n}d" for n in (1, 2, 3)),
}


def _line(node: Any) -> str:
    """The innermost source line outside PyTorch: ``file.py:12``."""
    places = [
        line.split('"')
        for line in (node.meta.get("stack_trace") or "").splitlines()
        if line.strip().startswith('File "')
    ]
    own = [place for place in places if "/torch/nn/" not in place[1]] or places
    if not own:
        return ""
    return f"{own[-1][1]}:{own[-1][2].partition('line ')[2].partition(',')[0]}"


def _refused(node: Any, reason: str) -> SpecError:
    stack = _stack(node)
    path, kind = stack[-1] if stack else ("", "")
    where = f" in {path or 'the model'} ({kind.rpartition('.')[2]})" if stack else ""
    line = _line(node)
    place = f"{line}: " if line else ""
    return refusal(
        "cannot-import", place=place, operation=str(node.target), where=where, reason=reason
    )


def _leaves(value: Any) -> list[Any]:
    return torch.utils._pytree.tree_leaves(value)


def _flops(exported: torch.export.ExportedProgram, input: Shape) -> int:
    """PyTorch's own count of the exported program, without data."""
    module = exported.module().to("meta")
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        module(torch.empty(1, *input, device="meta"))
    return int(counter.get_total_flops())
