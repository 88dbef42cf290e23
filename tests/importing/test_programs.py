"""The shared part of an import: whatever the graph, the spec counts each operation, and once."""

from __future__ import annotations

from hypothesis import given, settings

from cnncount.importing.imported import imported, proof
from cnncount.importing.operation import Origin, Program
from cnncount.importing.recorder import Recorder

from .programs import program, programs


def needed(given: Program) -> int:
    """The operations that lead to the output."""
    found: set[int] = set()
    waiting = list(given.outputs)
    while waiting:
        number = waiting.pop()
        if number and number not in found:
            found.add(number)
            waiting += given.operations[number - 1].inputs
    return len(found)


@settings(max_examples=60)
@given(programs())
def test_a_spec_has_the_layers_of_any_graph(given: Program) -> None:
    found = imported(given)
    proved = proof(found)
    unused = sum(o.parameters for o in given.operations) - found.report.figure("params")
    assert proved.layers == needed(given)
    # What no output needs is left out; the proof says so by its parameters, and by nothing else.
    assert proved.difference == "" or (unused and proved.difference.startswith("parameters:"))


BOTTLENECKS = """\
name: random
input: [8, 8, 8]
blocks:
  bottleneck:
    vars: {width: , stride: 1}
    layers:
      - residual:
          shortcut: projection
          projection:
            - conv: {out: '${4 * width}', kernel: 1, stride: $stride, bias: false}
          body:
            - conv: {out: $width, kernel: 1, bias: false}
            - relu
            - conv: {out: '${4 * width}', kernel: 3, stride: $stride, padding: 1, bias: false}
layers:
  - stage: {name: layer1, block: bottleneck, repeat: 2, with: {width: 4}}
  - stage: {name: layer2, block: bottleneck, repeat: 3, with: {width: 8}, first: {stride: 2}}
"""


def bottlenecks(recorder: Recorder, layer: str, width: int, repeat: int, stride: int) -> None:
    for number in range(repeat):
        start = len(recorder.operations)
        channels = recorder.shapes[start][0]

        def conv(taken, out, kernel, stride=1, name="conv", number=number):
            given = {"out": out, "kernel": kernel, "stride": stride, "padding": kernel // 2}
            weights = kernel * kernel * recorder.shapes[taken][0] * out
            origin = Origin((layer, str(number), name), True)
            return recorder.record("conv", {**given, "bias": False}, [taken], origin, weights)

        body = conv(start, width, 1)
        body = recorder.record("relu", {}, [body], Origin((layer, str(number), "relu"), True))
        step = stride if number == 0 else 1
        body = conv(body, 4 * width, 3, step)
        shortcut = start
        if channels != 4 * width or step != 1:
            shortcut = conv(start, 4 * width, 1, step, "downsample")
        recorder.record("add", {}, [body, shortcut], Origin((layer, str(number))))


def test_bottlenecks_become_one_block_with_formulas() -> None:
    recorder = Recorder((8, 8, 8))
    bottlenecks(recorder, "layer1", 4, 2, 1)
    bottlenecks(recorder, "layer2", 8, 3, 2)
    given = program(recorder.operations, [len(recorder.operations)], (8, 8, 8))
    classes = {path: "Bottleneck" if len(path) == 2 else "Sequential" for path in given.classes}
    found = imported(Program(**{**given.__dict__, "classes": classes}))
    assert found.text == BOTTLENECKS
    assert proof(found).difference == ""


def test_without_names_a_repetition_is_found() -> None:
    recorder = Recorder((8, 8, 8))
    bottlenecks(recorder, "layer1", 4, 2, 1)
    bottlenecks(recorder, "layer2", 8, 3, 2)
    nameless = [each._replace(origin=Origin()) for each in recorder.operations]
    found = imported(program(nameless, [len(nameless)], (8, 8, 8)))
    named = BOTTLENECKS.replace("name: layer1, ", "").replace("name: layer2, ", "")
    assert found.text == named.replace("bottleneck", "residual_block")
    assert proof(found).difference == ""


def test_the_shortest_repetition_is_the_block() -> None:
    """VGG's rows: conv and relu, one or several times, then a pool."""
    recorder = Recorder((3, 32, 32))
    for width, repeat in [(8, 1), (16, 2), (32, 3)]:
        for _ in range(repeat):
            last = len(recorder.operations)
            weights = (9 * recorder.shapes[last][0] + 1) * width
            given = {"out": width, "kernel": 3, "padding": 1}
            last = recorder.record("conv", given, [last], Origin(), weights)
            last = recorder.record("relu", {}, [last], Origin())
        recorder.record("max_pool", {"kernel": 2}, [last], Origin())
    found = imported(program(recorder.operations, [len(recorder.operations)], (3, 32, 32)))
    assert proof(found).difference == ""
    assert found.text.partition("\nlayers:\n")[2].splitlines() == [
        "  - stage: {block: conv_relu, with: {width: 8}}",
        "  - max_pool: {kernel: 2}",
        "  - stage: {block: conv_relu, repeat: 2, with: {width: 16}}",
        "  - max_pool: {kernel: 2}",
        "  - stage: {block: conv_relu, repeat: 3, with: {width: 32}}",
        "  - max_pool: {kernel: 2}",
    ]


def test_a_join_of_all_before_is_a_dense_block() -> None:
    """DenseNet's code: cat(x, a), then cat(x, a, b), …, in the module of the layer after it."""
    recorder = Recorder((8, 6, 6))
    features = [0]
    for number in range(3):
        path = ("block", f"layer{number}")
        taken = features[0]
        if number:
            taken = recorder.record("concat", {}, features, Origin(path))
        channels = recorder.shapes[taken][0]
        given = {"out": 4, "kernel": 3, "padding": 1, "bias": False}
        out = taken
        for _ in range(3):
            origin = Origin((*path, "relu"), True)
            out = recorder.record("relu", {}, [out], origin)
        features.append(
            recorder.record("conv", given, [out], Origin((*path, "conv"), True), 9 * channels * 4)
        )
    last = recorder.record("concat", {}, features, Origin(("block",)))
    found = imported(program(recorder.operations, [last], (8, 6, 6)))
    assert proof(found).difference == ""
    assert "  - dense: {name: block, block: class2, repeat: 3}" in found.text.splitlines()


def test_equal_graphs_that_are_not_series_parallel_are_one_block() -> None:
    """Each takes a and b = f(a) to c = g(a) + b and d = c + h(b), twice in a module of its own."""
    recorder = Recorder((4, 6, 6))
    for number in range(3):
        path = ("body", str(number))
        start = len(recorder.operations)

        def conv(taken: int, path: tuple[str, ...] = path) -> int:
            given = {"out": 4, "kernel": 3, "padding": 1}
            origin = Origin((*path, "conv"), True)
            return recorder.record("conv", given, [taken], origin, (9 * 4 + 1) * 4)

        a = conv(start)
        b = conv(a)
        c = recorder.record("add", {}, [conv(a), b], Origin(path))
        recorder.record("add", {}, [c, conv(b)], Origin(path))
    found = imported(program(recorder.operations, [len(recorder.operations)], (4, 6, 6)))
    assert proof(found).difference == ""
    assert found.text.count("from: [") == 2
    assert "repeat: 3" in found.text


def test_a_wrong_spec_is_noticed() -> None:
    recorder = Recorder((4, 6, 6))
    given = {"out": 4, "kernel": 3, "padding": 1}
    recorder.record("conv", given, [0], Origin(("a",), True), (9 * 4 + 1) * 4)
    found = imported(program(recorder.operations, [1]))
    other = Recorder((4, 6, 6))
    other.record("conv", {"out": 4, "kernel": 1}, [0], Origin(("a",), True), (4 + 1) * 4)
    assert "conv1" in proof(found._replace(rows=other.operations)).difference
    more = found._replace(rows=[*found.rows, *found.rows])
    assert proof(more).difference == "the spec has 1 layers, the model 2"
