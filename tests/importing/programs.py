"""Random programs for the shared part of an import: operations without a model."""

from __future__ import annotations

from hypothesis import strategies as st

from cnncount.importing.operation import Operation, Origin, Program
from cnncount.importing.recorder import Recorder

CHANNELS = 4


def program(operations: list[Operation], outputs: list[int], input=(CHANNELS, 6, 6)) -> Program:
    classes = {
        operation.origin.group[:depth]: f"Class{depth}"
        for operation in operations
        for depth in range(1, len(operation.origin.group) + 1)
    }
    held = sum(operation.parameters for operation in operations)
    return Program("random", input, operations, outputs, classes, held)


@st.composite
def programs(draw: st.DrawFn) -> Program:
    """Any graph of layers that keep the shape, and joins; often not series-parallel."""
    recorder = Recorder((CHANNELS, 6, 6))
    paths = st.lists(st.sampled_from(["a", "b", "0", "1"]), max_size=3).map(tuple)
    for _ in range(draw(st.integers(1, 12))):
        last = len(recorder.operations)
        taken = draw(st.sampled_from([last, last, draw(st.integers(0, last))]))
        origin = Origin(draw(paths), draw(st.booleans()))
        kind = draw(
            st.sampled_from(["relu", "conv", "conv", "batch_norm", "add", "multiply", "concat"])
        )
        if kind == "conv":
            kernel = draw(st.sampled_from([1, 3]))
            channels = recorder.shapes[taken][0]
            given = {"out": CHANNELS, "kernel": kernel, "padding": kernel // 2}
            weights = (kernel * kernel * channels + 1) * CHANNELS
            recorder.record(kind, given, [taken], origin, weights)
        elif kind in ("add", "multiply", "concat"):
            shape = recorder.shapes[taken]
            alike = [n for n, other in enumerate(recorder.shapes) if other == shape]
            recorder.record(kind, {}, [taken, draw(st.sampled_from(alike))], origin)
        else:
            weights = 2 * recorder.shapes[taken][0] if kind == "batch_norm" else 0
            recorder.record(kind, {}, [taken], origin, weights)
    return program(recorder.operations, [len(recorder.operations)])
