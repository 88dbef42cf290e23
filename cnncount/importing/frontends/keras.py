"""Keras 3: ``.keras`` files. Only their configuration is read; no code in them is run."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cnncount.errors import SpecError, refusal
from cnncount.importing.keras_layers import LAYERS, Layer, padded, uneven
from cnncount.importing.operation import Program
from cnncount.importing.recorder import Recorder, Unsupported
from cnncount.shapes import Shape, is_vector

MAX_BYTES = 8 * 2**20
MAX_LAYERS = 20_000


def read(source: str) -> Program:
    """Read a model: Functional or Sequential.

    Raises:
        SpecError: the file is damaged or too large, or cannot be expressed as a spec.
    """
    try:
        with zipfile.ZipFile(source) as archive, archive.open("config.json") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise ValueError(f"its configuration is larger than {MAX_BYTES // 2**20} MiB")
        model = json.loads(data)
        layers, outputs = _layers(model)
    except (
        OSError, KeyError, ValueError, TypeError, AttributeError, IndexError, RecursionError,
        zipfile.BadZipFile, NotImplementedError, EOFError,
    ) as error:  # fmt: skip
        told = f"{type(error).__name__}: {error}"
        raise refusal("cannot-load-model", source=source, error=told) from None
    return _program(source, layers, outputs)


def _layers(model: Mapping[str, Any]) -> tuple[list[Layer], list[str]]:
    """The layers in order, and the names of those whose output the model gives."""
    kind, config = model["class_name"], model["config"]
    if kind not in ("Functional", "Sequential", "Model"):
        raise ValueError(f"a {kind} is no model of layers")
    listed = config["layers"]
    if len(listed) > MAX_LAYERS:
        raise ValueError(f"more than {MAX_LAYERS:,} layers")
    layers: list[Layer] = []
    if kind == "Sequential":
        if listed[0]["class_name"] != "InputLayer":
            shape = config.get("build_input_shape") or model["build_config"]["input_shape"]
            layers.append(Layer("InputLayer", "input", {"batch_shape": shape}, []))
        for each in listed:
            name = str(each["config"]["name"])
            before = [layers[-1].name] if layers else []
            layers.append(Layer(each["class_name"], name, each["config"], before))
        return layers, [layers[-1].name]
    for each in listed:
        nodes = each["inbound_nodes"]
        if len(nodes) > 1:
            raise ValueError(f"the layer {each['name']} is called {len(nodes)} times")
        taken = list(_tensors(nodes[0]["args"])) if nodes else []
        names = [str(history[0]) for history, _ in taken]
        shapes = {name: tuple(shape) for name, (_, shape) in zip(names, taken, strict=True)}
        layers.append(Layer(each["class_name"], str(each["name"]), each["config"], names, shapes))
    given = config["output_layers"]
    ends = [given] if isinstance(given[0], str) else given
    return layers, [str(end[0]) for end in ends]


def _tensors(value: Any) -> list[tuple[Sequence[Any], Sequence[Any]]]:
    """The tensors in a call's arguments: where each comes from, and its shape."""
    if isinstance(value, Mapping) and value.get("class_name") == "__keras_tensor__":
        return [(value["config"]["keras_history"], value["config"]["shape"])]
    if isinstance(value, list):
        return [found for each in value for found in _tensors(each)]
    return []


def _program(source: str, layers: Sequence[Layer], outputs: Sequence[str]) -> Program:
    inputs = [layer for layer in layers if layer.kind == "InputLayer"]
    if len(inputs) != 1:
        raise refusal("several-inputs", source=source, n=len(inputs))
    data: dict[str, int] = {inputs[0].name: 0}
    try:
        recorder = Recorder(_input(inputs[0].config))
    except (KeyError, TypeError, ValueError):
        raise refusal("unknown-input", source=source) from None
    waiting: dict[str, list[list[int]]] = {}
    for layer in layers:
        if layer.kind == "InputLayer":
            continue
        try:
            pads = uneven(layer)
            if pads is not None:
                data[layer.name] = data[layer.inputs[0]]
                waiting[layer.name] = pads
                continue
            before = next((waiting[name] for name in layer.inputs if name in waiting), None)
            if before is not None:
                layer = padded(layer, before)._replace(shapes={})
            data[layer.name] = _recorded(recorder, layer, data)
        except Unsupported as reason:
            raise _refused(source, layer, str(reason)) from None
        except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
            told = f"its configuration is wrong: {type(error).__name__}: {error}"
            raise _refused(source, layer, told) from None
    missing = [name for name in outputs if name not in data]
    if missing:
        raise refusal("cannot-load-model", source=source, error=f"no layer {missing[0]}")
    return Program(
        Path(source).stem,
        recorder.shapes[0],
        recorder.operations,
        [data[name] for name in outputs],
        {},
        sum(operation.parameters for operation in recorder.operations),
    )


def _input(config: Mapping[str, Any]) -> Shape:
    """The input, channels first; a file has them last.

    Raises:
        ValueError: it has no fixed size.
    """
    _, *positions, channels = config["batch_shape"]
    shape = (channels, *positions)
    if not all(type(size) is int and 0 < size < 2**30 for size in shape) or len(shape) > 4:
        raise ValueError
    return shape


def _recorded(recorder: Recorder, layer: Layer, data: Mapping[str, int]) -> int:
    record = LAYERS.get(layer.kind)
    if record is None:
        raise Unsupported("no layer kind does this")
    if layer.config.get("data_format") == "channels_first":
        raise Unsupported("channels first")
    for name in layer.inputs:
        if name not in data:
            raise Unsupported(f"its input {name!r} is no layer before it")
        _check(recorder.shapes[data[name]], layer.shapes.get(name))
    if not layer.inputs:
        raise Unsupported("it has no input")
    return record(recorder, layer, [data[name] for name in layer.inputs])


def _check(shape: Shape, told: Sequence[Any] | None) -> None:
    """The shape of a layer's input is the one that the file gives.

    Raises:
        Unsupported: it is not.
    """
    if told is None:
        return
    _, *positions, channels = told
    if shape != (channels, *positions) and not (is_vector(shape) and set(positions) <= {1}):
        raise Unsupported(f"its input is {list(told[1:])}, and was recorded as {list(shape)}")
    if shape[0] != channels:
        raise Unsupported(f"its input has {channels} channels, and was recorded with {shape[0]}")


def _refused(source: str, layer: Layer, reason: str) -> SpecError:
    where = f" in {layer.name}"
    return refusal(
        "cannot-import", place=f"{source}: ", operation=layer.kind, where=where, reason=reason
    )
