"""Keras files as networks: counted exactly from their configuration, or refused."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from cnncount.analysis.count import count
from cnncount.errors import SpecError
from cnncount.importing.files import register
from cnncount.importing.frontends import keras as front_end

register()

CONV = {
    "filters": 4,
    "kernel_size": [3, 3],
    "strides": [1, 1],
    "padding": "same",
    "data_format": "channels_last",
    "dilation_rate": [1, 1],
    "groups": 1,
    "activation": "linear",
    "use_bias": True,
}
DEPTHWISE = {**CONV, "depth_multiplier": 1, "strides": [2, 2], "padding": "valid"}
NORM = {"axis": -1, "center": True, "scale": True}
DENSE = {"units": 10, "activation": "softmax", "use_bias": True}
INPUT = ("InputLayer", "x", {"batch_shape": [None, 8, 8, 3]}, [])


def tensor(name: str, shape: list[Any]) -> dict[str, Any]:
    config = {"shape": shape, "dtype": "float32", "keras_history": [name, 0, 0]}
    return {"class_name": "__keras_tensor__", "config": config}


def saved(folder: Path, layers: list[tuple[Any, ...]], shapes: dict[str, list[Any]]) -> str:
    """A Functional model of layers (class, name, arguments, the names of its inputs)."""
    listed = []
    for kind, name, config, inputs in layers:
        tensors = [tensor(each, shapes[each]) for each in inputs]
        args = [tensors] if len(tensors) > 1 else tensors
        nodes = [{"args": args, "kwargs": {}}] if inputs else []
        listed.append({"class_name": kind, "name": name, "config": config, "inbound_nodes": nodes})
    config = {"name": "net", "layers": listed, "output_layers": [[layers[-1][1], 0, 0]]}
    return archived(folder, {"class_name": "Functional", "config": config})


def archived(folder: Path, model: Any) -> str:
    path = folder / "net.keras"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("config.json", json.dumps(model))
    return str(path)


MAP, HALF = [None, 8, 8, 4], [None, 4, 4, 4]
SHAPES = {
    "x": [None, 8, 8, 3], "a": MAP, "b": MAP, "c": MAP, "d": MAP, "e": [None, 9, 9, 4], "f": HALF,
    "g": [None, 4], "h": [None, 1, 1, 4], "i": [None, 1, 1, 4], "j": HALF, "k": [None, 64],
}  # fmt: skip
LAYERS = [
    INPUT,
    ("Conv2D", "a", CONV, ["x"]),
    ("BatchNormalization", "b", NORM, ["a"]),
    ("ReLU", "c", {"max_value": 6.0, "negative_slope": 0.0, "threshold": 0.0}, ["b"]),
    ("Add", "d", {}, ["c", "a"]),
    ("ZeroPadding2D", "e", {"padding": [[0, 1], [0, 1]]}, ["d"]),
    ("DepthwiseConv2D", "f", DEPTHWISE, ["e"]),
    ("GlobalAveragePooling2D", "g", {"keepdims": False}, ["f"]),
    ("Reshape", "h", {"target_shape": [1, 1, 4]}, ["g"]),
    ("Conv2D", "i", {**CONV, "kernel_size": [1, 1], "activation": "sigmoid"}, ["h"]),
    ("Multiply", "j", {}, ["f", "i"]),
    ("Flatten", "k", {}, ["j"]),
    ("Dense", "l", DENSE, ["k"]),
]


def test_a_functional_model_is_counted(tmp_path: Path) -> None:
    report = count(saved(tmp_path, LAYERS, SHAPES))
    conv, depthwise = (9 * 3 + 1) * 4, (9 + 1) * 4
    assert report.figure("params") == conv + 2 * 4 + depthwise + (4 + 1) * 4 + (64 + 1) * 10
    macs = 8 * 8 * 9 * 3 * 4 + 4 * 4 * 9 * 4 + 4 * 4 + 64 * 10
    assert report.figure("macs") == macs
    kinds = [row.kind for row in report.rows()]
    assert kinds.count("sigmoid") == kinds.count("softmax") == kinds.count("relu6") == 1


def test_a_sequential_model_is_counted(tmp_path: Path) -> None:
    layers = [
        {"class_name": kind, "config": {"name": name, **config}}
        for kind, name, config, _ in (LAYERS[1], LAYERS[2], LAYERS[11], LAYERS[12])
    ]
    config = {"name": "net", "layers": layers, "build_input_shape": [None, 8, 8, 3]}
    report = count(archived(tmp_path, {"class_name": "Sequential", "config": config}))
    assert report.figure("params") == (9 * 3 + 1) * 4 + 2 * 4 + (8 * 8 * 4 + 1) * 10


@pytest.mark.parametrize(
    ("stride", "kernel", "padding"),
    [(2, 2, "valid"), (2, 3, "same"), (2, 4, "same"), (3, 5, "same")],
)
def test_a_transposed_convolution_enlarges_by_its_stride(
    tmp_path: Path, stride: int, kernel: int, padding: str
) -> None:
    config = {**CONV, "kernel_size": [kernel] * 2, "strides": [stride] * 2, "padding": padding}
    layers = [INPUT, ("Conv2DTranspose", "a", config, ["x"])]
    report = count(saved(tmp_path, layers, SHAPES))
    assert report.network.out == (4, 8 * stride, 8 * stride)
    assert report.figure("params") == (kernel * kernel * 3 + 1) * 4


@pytest.mark.parametrize(
    ("layer", "message"),
    [
        (("Lambda", "a", {}, ["x"]), "cannot import Lambda in a"),
        (("Functional", "a", {}, ["x"]), "cannot import Functional"),
        (("BatchNormalization", "a", {**NORM, "scale": False}, ["x"]), "a shift and no scale"),
        (("BatchNormalization", "a", {**NORM, "axis": 1}, ["x"]), "the axis 1"),
        (("Conv2D", "a", {**CONV, "activation": "exotic"}, ["x"]), "the activation exotic"),
        (("Conv2D", "a", {**CONV, "padding": "causal"}, ["x"]), "padding 'causal'"),
        (("Conv2D", "a", {**CONV, "data_format": "channels_first"}, ["x"]), "channels first"),
        (("Conv2D", "a", {"filters": 4}, ["x"]), "its configuration is wrong: KeyError"),
        (("Conv2D", "a", {**CONV, "filters": -4}, ["x"]), "cannot import Conv2D"),
        (("Conv2D", "a", {**CONV, "groups": 0}, ["x"]), "Conv2D in a"),
        (("Reshape", "a", {"target_shape": [4, 4, 12]}, ["x"]), "a reshape"),
    ],
)
def test_what_no_layer_says_is_refused(tmp_path: Path, layer, message: str) -> None:
    with pytest.raises(SpecError, match=message):
        count(saved(tmp_path, [INPUT, layer], SHAPES))


def test_a_shape_that_is_not_the_file_s_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="was recorded as"):
        count(saved(tmp_path, LAYERS, {**SHAPES, "a": [None, 7, 8, 4]}))


def test_uneven_padding_before_a_pool_is_refused(tmp_path: Path) -> None:
    pool = {"pool_size": [2, 2], "strides": [2, 2], "padding": "valid"}
    layers = [*LAYERS[:6], ("MaxPooling2D", "f", pool, ["e"])]
    with pytest.raises(SpecError, match="before something else than a convolution"):
        count(saved(tmp_path, layers, SHAPES))


def test_a_layer_that_is_called_twice_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, LAYERS[:3], SHAPES)
    with zipfile.ZipFile(path) as archive:
        model = json.loads(archive.read("config.json"))
    nodes = model["config"]["layers"][1]["inbound_nodes"]
    nodes.append(nodes[0])
    with pytest.raises(SpecError, match="called 2 times"):
        count(archived(tmp_path, model))


@pytest.mark.parametrize("model", [[], {}, {"class_name": "Own", "config": {}}, 1, "[" * 9999])
def test_what_is_no_model_is_refused(tmp_path: Path, model: Any) -> None:
    with pytest.raises(SpecError, match="cannot be loaded"):
        count(archived(tmp_path, model))


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "net.keras"
    for data in (b"", b"PK\x03\x04", b"\x89HDF\r\n"):
        path.write_bytes(data)
        with pytest.raises(SpecError, match="cannot be loaded"):
            count(str(path))


def test_a_configuration_that_unpacks_to_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(front_end, "MAX_BYTES", 1000)
    with pytest.raises(SpecError, match="larger than"):
        count(saved(tmp_path, LAYERS, SHAPES))
