"""ONNX files as networks: counted exactly, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from cnncount.analysis.count import count
from cnncount.errors import SpecError
from cnncount.importing.files import register
from cnncount.importing.imported import imported, proof
from cnncount.importing.reading import read

onnx = pytest.importorskip("onnx")

from onnx import TensorProto, helper  # noqa: E402 -- it needs onnx

register()
FLOAT = TensorProto.FLOAT


def held(name: str, *sizes: int):
    """An initialiser without numbers of interest."""
    total = 1
    for size in sizes:
        total *= size
    return helper.make_tensor(name, FLOAT, sizes, [0.5] * total)


def saved(folder: Path, nodes, initial, input=(1, 3, 8, 8), output="y", more=()) -> str:
    given = [helper.make_tensor_value_info("x", FLOAT, input), *more]
    result = [helper.make_tensor_value_info(output, FLOAT, None)]
    graph = helper.make_graph(nodes, "net", given, result, initial)
    opset = [helper.make_opsetid("", 17)]
    path = folder / "net.onnx"
    onnx.save(helper.make_model(graph, opset_imports=opset, ir_version=8), path)
    return str(path)


def small(folder: Path, batch: object = 1) -> str:
    """conv, batch norm, relu, a residual, pool, flatten, a product and its bias."""
    make = helper.make_node
    nodes = [
        make("Conv", ["x", "w1"], ["a"], pads=[1, 1, 1, 1]),
        make("BatchNormalization", ["a", "s", "b", "m", "v"], ["c"]),
        make("Relu", ["c"], ["d"]),
        make("Conv", ["d", "w2", "b2"], ["e"], kernel_shape=[3, 3], pads=[0, 0, 2, 2]),
        make("Add", ["e", "d"], ["f"]),
        make("MaxPool", ["f"], ["g"], kernel_shape=[2, 2], strides=[2, 2]),
        make("Flatten", ["g"], ["h"]),
        make("MatMul", ["h", "w3"], ["i"]),
        make("Add", ["i", "b3"], ["y"]),
    ]
    initial = [
        held("w1", 4, 3, 3, 3),
        *(held(name, 4) for name in "sbmv"),
        held("w2", 4, 4, 3, 3),
        held("b2", 4),
        held("w3", 64, 10),
        held("b3", 10),
    ]
    return saved(folder, nodes, initial, (batch, 3, 8, 8))


@pytest.mark.parametrize("batch", [1, "batch"])
def test_a_file_is_counted(tmp_path: Path, batch: object) -> None:
    report = count(small(tmp_path, batch))
    assert report.figure("params") == 9 * 3 * 4 + 2 * 4 + (9 * 4 + 1) * 4 + (64 + 1) * 10
    assert report.figure("buffers") == 2 * 4
    assert report.figure("macs") == 8 * 8 * 9 * 3 * 4 + 8 * 8 * 9 * 4 * 4 + 64 * 10


def test_a_file_becomes_a_spec(tmp_path: Path, cnncount) -> None:
    status, out, err = cnncount("import", small(tmp_path))
    assert status == 0
    assert "equal: 8 layers" in err
    assert "padding: [[0, 2], [0, 2]]" in out
    found = imported(read(small(tmp_path)))
    assert proof(found).difference == ""


def test_without_batch_normalisation_the_file_may_be_folded(tmp_path: Path, cnncount) -> None:
    nodes = [helper.make_node("Conv", ["x", "w", "b"], ["y"])]
    path = saved(tmp_path, nodes, [held("w", 4, 3, 3, 3), held("b", 4)])
    _, out, _ = cnncount("import", path)
    assert out.startswith("# The file has no BatchNormalization.")


def test_weights_outside_the_file_are_not_read(tmp_path: Path) -> None:
    outside = TensorProto(name="w", data_type=FLOAT, dims=[4, 3, 3, 3])
    outside.data_location = TensorProto.EXTERNAL
    outside.external_data.add(key="location", value="no_such_file.bin")
    path = saved(tmp_path, [helper.make_node("Conv", ["x", "w"], ["y"])], [outside])
    assert count(path).figure("params") == 9 * 3 * 4


W = held("w", 3, 3, 1, 1)
TWICE = [helper.make_node("Conv", ["x", "w"], ["a"]), helper.make_node("Conv", ["a", "w"], ["y"])]
LATE = [helper.make_node("Relu", ["a"], ["y"]), helper.make_node("Relu", ["y"], ["a"])]


@pytest.mark.parametrize(
    ("nodes", "message"),
    [
        ([helper.make_node("Det", ["x"], ["y"])], "cannot import Det"),
        ([helper.make_node("Own", ["x"], ["y"], domain="mine")], "No opset import for domain mine"),
        (TWICE, "the weights w are used a second time"),
        (LATE, "comes from nowhere before it"),
        ([helper.make_node("Softmax", ["x"], ["y"], axis=3)], "another axis than the channels"),
        (
            [helper.make_node("Mul", ["x", "x"], ["a"]), helper.make_node("Sin", ["a"], ["y"])],
            "Sin",
        ),
    ],
    ids=["unknown", "domain", "shared", "cyclic", "axis", "later"],
)
def test_what_no_layer_says_is_refused(tmp_path: Path, nodes, message: str) -> None:
    with pytest.raises(SpecError, match=message):
        count(saved(tmp_path, nodes, [W]))


def test_several_inputs_are_refused(tmp_path: Path) -> None:
    more = [helper.make_tensor_value_info("z", FLOAT, (1, 3, 8, 8))]
    path = saved(tmp_path, [helper.make_node("Add", ["x", "z"], ["y"])], [], more=more)
    with pytest.raises(SpecError, match="takes 2 inputs"):
        count(path)


def test_an_input_of_unknown_size_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, [helper.make_node("Relu", ["x"], ["y"])], [], (1, 3, "h", "w"))
    with pytest.raises(SpecError, match="not fixed"):
        count(path)


@pytest.mark.parametrize("cut", [0, 1, 40, 200])
def test_a_damaged_file_is_refused(tmp_path: Path, cut: int) -> None:
    path = Path(small(tmp_path))
    data = path.read_bytes()
    path.write_bytes(data[:cut] + b"\xff\xff" + data[cut + 2 :])
    with pytest.raises(SpecError):
        count(str(path))


def test_too_many_nodes_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cnncount.importing.frontends import onnx as front_end

    monkeypatch.setattr(front_end, "MAX_NODES", 8)
    with pytest.raises(SpecError, match="more than 8 nodes"):
        count(small(tmp_path))


def test_a_key_names_no_file_of_a_model(tmp_path: Path, cnncount) -> None:
    """A key from somebody else must not make a front end load a file."""
    small(tmp_path)
    key = tmp_path / "exam.key.yaml"
    key.write_text("arch: net.onnx\nanswers:\n  - {quantity: params, answer: 1}\n", "utf-8")
    status, out, err = cnncount("check", str(key))
    assert status == 2, out + err
