"""A network written out as operations: each takes data of the shapes that it was counted on."""

from __future__ import annotations

import pytest

from cnncount.analysis.count import Report, count
from cnncount.network.dataflow import dataflow
from cnncount.spec.index import names


def taken(report: Report) -> list[tuple[str, tuple[int, ...]]]:
    return [(operation.path, operation.takes) for operation in dataflow(report.network).operations]


@pytest.mark.parametrize("name", names())
def test_every_layer_takes_what_it_was_counted_on(name: str, bundled) -> None:
    report = bundled(name)
    flow = dataflow(report.network)
    shapes = [report.input, *(operation.leaf.costs.out for operation in flow.operations)]
    for operation in flow.operations:
        given = tuple(shapes[number] for number in operation.takes)
        assert given == operation.leaf.costs.inputs, operation.path
    assert shapes[flow.gives] == report.network.out


def test_what_no_layer_takes_is_given_too() -> None:
    flow = dataflow(count("resnet18_fpn").network)
    paths = [flow.operations[number - 1].path for number in flow.outputs]
    assert paths == ["fpn.p6", "fpn.p2", "fpn.p3", "fpn.p4"]  # and p6 takes p5


def test_a_residual_adds_its_body_and_its_input() -> None:
    assert taken(count("residual_block")) == [
        ("conv1", (0,)),
        ("relu1", (1,)),
        ("conv2", (2,)),
        ("add1", (3, 0)),
        ("relu2", (4,)),
    ]


def test_repetitions_take_the_one_before_and_references_what_they_name(tmp_path) -> None:
    spec = tmp_path / "spec.yaml"
    spec.write_text(
        "name: x\ninput: [2, 4, 4]\nlayers:\n"
        "  - relu: {name: a}\n"
        "  - stage: {name: s, repeat: 2, layers: [tanh, {add: {from: [input, tanh1]}}]}\n"
        "  - add: {from: [s, a]}\n"
        "  - sigmoid: {from: a}\n"
        "  - stage: {from: s, layers: []}\n"
    )
    report = count(str(spec))
    assert taken(report) == [
        ("a", (0,)),
        ("s.0.tanh1", (1,)),
        ("s.0.add1", (1, 2)),
        ("s.1.tanh1", (3,)),
        ("s.1.add1", (3, 4)),
        ("add1", (5, 1)),
        ("sigmoid1", (1,)),
    ]
    assert dataflow(report.network).gives == 5
