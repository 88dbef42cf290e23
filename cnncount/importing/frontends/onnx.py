"""ONNX: files that many tools write. Weights outside of the file are not read."""

from __future__ import annotations

import ast
from math import prod
from pathlib import Path
from typing import Any

import onnx
from onnx import numpy_helper, shape_inference

from cnncount.errors import SpecError, refusal
from cnncount.importing.aten.call import Call, Parameter
from cnncount.importing.aten.translating import translate
from cnncount.importing.onnx_nodes import layers, moving
from cnncount.importing.operation import Origin, Program
from cnncount.importing.recorder import Recorder, Tensor, Unsupported

NODES = layers.NODES | moving.NODES
MAX_BYTES = 2**30
MAX_NODES = 20_000
_MAX_CONSTANT = 4_096
"""Elements of a constant that is read as numbers: shapes, axes, scales."""


def read(source: str) -> Program:
    """Read a model.

    Raises:
        SpecError: the file is damaged or too large, or cannot be expressed as a spec.
    """
    if Path(source).stat().st_size > MAX_BYTES:
        raise refusal("file-too-large", path=source, kib=MAX_BYTES // 1024)
    try:
        model = onnx.load(source, load_external_data=False)
        if len(model.graph.node) > MAX_NODES:
            raise ValueError(f"more than {MAX_NODES:,} nodes")
        _fix_batch(model.graph)
        model = shape_inference.infer_shapes(model, data_prop=True)
    except Exception as error:  # whatever a damaged file makes onnx and protobuf raise
        first = str(error).strip().partition("\n")[0]
        told = f"{type(error).__name__}: {first}"
        raise refusal("cannot-load-model", source=source, error=told) from None
    return _Reading(model.graph, source).program()


def _fix_batch(graph: Any) -> None:
    """Give a batch without a size the size 1."""
    held = {each.name for each in graph.initializer}
    for given in graph.input:
        dims = given.type.tensor_type.shape.dim
        if given.name not in held and dims and not dims[0].HasField("dim_value"):
            dims[0].dim_value = 1


class _Reading:
    """A graph as operations, node by node."""

    def __init__(self, graph: Any, source: str) -> None:
        self.graph = graph
        self.source = source
        self.initial = {each.name: each for each in graph.initializer}
        described = (*graph.input, *graph.value_info, *graph.output)
        self.sizes = {each.name: _sizes(each) for each in described}
        self.values: dict[str, Any] = {"": None}
        self.users: dict[str, list[Any]] = {}
        for node in graph.node:
            for name in node.input:
                self.users.setdefault(name, []).append(node)
        self.classes: dict[tuple[str, ...], str] = {}
        self.skipped: set[int] = set()

    def program(self) -> Program:
        """All of the graph.

        Raises:
            SpecError: an operation cannot be expressed.
        """
        given = [each for each in self.graph.input if each.name not in self.initial]
        if len(given) != 1:
            raise refusal("several-inputs", source=self.source, n=len(given))
        input = self.sizes[given[0].name]
        if not 2 <= len(input) <= 5 or min(input) < 1:
            raise refusal("unknown-input", source=self.source)
        if input[0] != 1:
            raise refusal("batch-of-one", source=self.source)
        self.recorder = Recorder(input[1:])
        self.values[given[0].name] = self.recorder.start()
        for each in self.initial.values():
            self.values[each.name] = Parameter(each.name, tuple(each.dims))
        for node in self.graph.node:
            if id(node) in self.skipped:
                continue
            try:
                self.node(node)
            except Unsupported as reason:
                raise self.refused(node, str(reason)) from None
        outputs = [self.values.get(each.name) for each in self.graph.output]
        operations = self.recorder.operations
        kinds = [operation.layer.kind for operation in operations]
        notes = []
        if "conv" in kinds and "batch_norm" not in kinds:
            notes.append(
                "The file has no BatchNormalization. If the model has, the exporter has folded it "
                "into the convolutions, and the model has more parameters."
            )
        return Program(
            Path(self.source).stem,
            self.recorder.shapes[0],
            operations,
            [each.data for each in outputs if isinstance(each, Tensor)],
            self.classes,
            sum(operation.parameters for operation in operations),
            notes=tuple(notes),
        )

    def node(self, node: Any) -> None:
        """Record what a node does, and check the shape that it gives.

        Raises:
            Unsupported: no layer says what it does.
        """
        for name in node.input:
            if name not in self.values:
                raise Unsupported(f"its input {name!r} comes from nowhere before it")
        if node.domain not in ("", "ai.onnx"):
            raise Unsupported(f"it is of the domain {node.domain}")
        handler = NODES.get(node.op_type)
        if handler is None:
            raise Unsupported("no layer kind does this")
        self.refuse_shared(node)
        attributes = {each.name: onnx.helper.get_attribute_value(each) for each in node.attribute}
        try:
            result = handler(self, node, attributes)
        except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
            told = f"{type(error).__name__}: {error}".partition("\n")[0]
            raise Unsupported(f"its attributes or inputs are wrong: {told}") from None
        results = result if isinstance(result, list) else [result]
        for name, value in zip(node.output, results, strict=False):
            self.values[name] = value
            self.check(name, value)

    def refuse_shared(self, node: Any) -> None:
        """Refuse weights that two layers use. Exporters merge equal vectors, which is no sharing.

        Raises:
            Unsupported: there are some.
        """
        for name in node.input:
            held = self.initial.get(name)
            is_weight = held is not None and len(held.dims) > 1 and node.op_type in _PARAMETRIC
            if is_weight and len(self.users[name]) > 1:
                raise Unsupported(f"the weights {name} are used a second time (shared)")

    def check(self, name: str, value: Any) -> None:
        """What is recorded has the shape that the file gives."""
        told = self.sizes.get(name)
        if isinstance(value, Tensor) and not value.pads and told and min(told) > 0:
            sizes = tuple(prod(part.size for part in axis) for axis in value.layout)
            if sizes != told:
                raise Unsupported(f"it gives {list(told)}, and would be recorded as {list(sizes)}")

    def call(self, name: str, node: Any, /, **arguments: Any) -> Any:
        """Record what one of PyTorch's operators would."""
        out = self.sizes.get(node.output[0], ())
        return translate(self.recorder, Call(name, arguments, self.origin(node), out))

    def data(self, node: Any, place: int = 0) -> Any:
        """One of a node's inputs; None where it is left out."""
        return self.values[node.input[place]] if place < len(node.input) else None

    def numbers(self, node: Any, place: int) -> list[Any] | None:
        """An input that is a constant, as numbers; None where it is left out.

        Raises:
            Unsupported: it is computed, or too large for what it should say.
        """
        if place >= len(node.input) or not node.input[place]:
            return None
        value = self.values[node.input[place]]
        constant = self.initial.get(value.name) if isinstance(value, Parameter) else None
        if constant is None or prod(constant.dims) > _MAX_CONSTANT:
            raise Unsupported(f"its input {node.input[place]!r} is no constant")
        if constant.data_location == onnx.TensorProto.EXTERNAL:
            raise Unsupported(f"its input {node.input[place]!r} is outside of the file")
        listed: list[Any] = numpy_helper.to_array(constant).reshape(-1).tolist()
        return listed

    def origin(self, node: Any) -> Origin:
        """The module of a node, as the exporter has it."""
        told = {each.key: each.value for each in node.metadata_props}
        scopes = _listed(told.get("pkg.torch.onnx.name_scopes", ""))
        kinds = _listed(told.get("pkg.torch.onnx.class_hierarchy", ""))
        for scope, kind in zip(scopes[:-1], kinds, strict=False):
            self.classes[_path(scope)] = kind.rpartition(".")[2]
        if len(scopes) > 1:
            is_module = len(kinds) > 1 and kinds[len(scopes) - 2].startswith("torch.nn.")
            return Origin(_path(scopes[-2]), is_module)
        path: list[str] = []
        for part in node.name.split("/")[1:-1]:
            before = ".".join(path)
            path += part.removeprefix(f"{before}.").split(".") if path else part.split(".")
        return Origin(tuple(path), node.op_type in _PARAMETRIC)

    def refused(self, node: Any, reason: str) -> SpecError:
        """The error of a node that cannot be imported."""
        name = node.name or (node.output[0] if node.output else "")
        return refusal(
            "cannot-import",
            place=f"{self.source}: ",
            operation=node.op_type,
            where=f" in {name}" if name else "",
            reason=reason,
        )


_PARAMETRIC = {"Conv", "ConvTranspose", "Gemm", "MatMul", "BatchNormalization"}


def _sizes(described: Any) -> tuple[int, ...]:
    """The sizes of a tensor; 0 for one that is not known."""
    return tuple(dim.dim_value for dim in described.type.tensor_type.shape.dim)


def _path(scope: str) -> tuple[str, ...]:
    return tuple(scope.split(".")) if scope else ()


def _listed(text: str) -> list[str]:
    """A list of strings as the exporter writes it; empty where it is none."""
    try:
        value = ast.literal_eval(text) if 0 < len(text) < 10_000 else []
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return []
    return [str(each) for each in value] if isinstance(value, list) else []
