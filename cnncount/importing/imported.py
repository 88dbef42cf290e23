"""A program as a spec, and the proof that the spec counts what the program is."""

from __future__ import annotations

from typing import Any, NamedTuple

from cnncount.analysis.count import Report, count
from cnncount.importing.blocks import outlined
from cnncount.importing.operation import Operation, Program
from cnncount.importing.repetition import repeated
from cnncount.importing.series_parallel import chained, tree
from cnncount.importing.steps import grouped, numbers
from cnncount.importing.writing import written
from cnncount.layers.base import Layer
from cnncount.network.tree import Leaf
from cnncount.shapes import shape_text
from cnncount.spec.document import read_text
from cnncount.spec.library import Choice
from cnncount.spec.load import load


class Imported(NamedTuple):
    """An imported model.

    Attributes:
        text: its spec.
        choice: the spec, loaded.
        report: the spec, counted.
        rows: the operation that each layer of the spec stands for, in the order of its rows.
        program: the model.
    """

    text: str
    choice: Choice
    report: Report
    rows: list[Operation]
    program: Program


def imported(program: Program) -> Imported:
    """The spec of a program: with blocks by module, or by repetition, whichever is shorter.

    Raises:
        SpecError: the spec cannot be counted.
    """
    whole = chained(program.operations)
    steps = grouped(program.with_operations(whole), tree(whole, program.outputs))
    texts = [
        written(program.name, program.input, outlined(each), program.notes)
        for each in (steps, repeated(steps))
    ]
    text = min(texts, key=lambda each: each.count("\n"))
    choice = Choice(load(read_text(text, f"<{program.name}>")), None, program.name)
    report = count(choice)
    rows = [whole[number - 1] for number in numbers(steps)]
    return Imported(text, choice, report, rows, program)


class Proof(NamedTuple):
    """What the comparison of a spec with its model gave.

    Attributes:
        layers: how many layers were compared.
        difference: the first that differs, as a sentence; empty where none does.
        flops: whether PyTorch's counter was asked as well.
    """

    layers: int
    difference: str
    flops: int | None


def proof(found: Imported) -> Proof:
    """Compare every layer's kind, shape and parameters, the sum of parameters, and the FLOPs."""
    report, program = found.report, found.program
    rows = list(report.rows())
    flops: int | None = None
    difference = _first_difference(found)
    if not difference and program.flops is not None:
        from cnncount.conventions import convention

        flops = program.flops()
        price = convention("torch_flop_counter_meta").price
        counted = sum(price(row.node) for row in rows if isinstance(row.node, Leaf))
        if counted != flops:
            difference = f"FLOPs: the spec {counted:,}, PyTorch's counter {flops:,}"
    return Proof(len(rows), difference, flops)


def _first_difference(found: Imported) -> str:
    rows = list(found.report.rows())
    for row, operation in zip(rows, found.rows, strict=False):
        node = row.node
        assert isinstance(node, Leaf)
        layer, model = node.layer, operation.layer
        spec = (layer.kind, sorted(node.costs.inputs), node.costs.out, node.costs.value("params"))
        told = (model.kind, sorted(operation.in_shapes), operation.out, operation.parameters)
        if spec != told or _geometry(layer) != _geometry(model):
            place = ".".join(operation.origin.path) or "the model"
            return (
                f"{row.path}: the spec has {layer.kind} → {shape_text(node.costs.out)}, "
                f"{place} has {model.kind} → {shape_text(operation.out)}"
            )
    if len(rows) != len(found.rows):
        return f"the spec has {len(rows)} layers, the model {len(found.rows)}"
    held, unused = found.program.parameters, sum(found.program.unused.values())
    counted = found.report.figure("params")
    if counted + unused != held:
        return f"parameters: the spec {counted:,} and {unused:,} unused, the model {held:,}"
    return ""


def _geometry(layer: Layer) -> dict[str, Any]:
    """All arguments but those that say where a layer stands."""
    return layer.model_dump(by_alias=True, exclude={"name", "when", "from_"})
