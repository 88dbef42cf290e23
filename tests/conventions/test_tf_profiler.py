"""The convention of TensorFlow's profiler against what the profiler counts for layers of Keras.

The figures are those of the record that `make witness` keeps, since TensorFlow is too large to be
installed for the tests.
"""

from __future__ import annotations

import pytest

from cnncount.conventions import convention

from ..layers.lone import priced
from ..references import record
from ..references.keras_layers import CASES, Case
from ..references.record import layer_disagreements

RECORD = record.read(record.KERAS)
LAYERS = RECORD["layers"]


def test_every_layer_is_in_the_record_and_nothing_else() -> None:
    assert set(LAYERS) == {case.key for case in CASES}, "run `make witness`"
    assert len(LAYERS) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.key)
def test_a_layer(case: Case) -> None:
    assert layer_disagreements(case, LAYERS[case.key]) == []


@pytest.mark.parametrize("entry", [*LAYERS.values(), *RECORD["references"].values()])
def test_the_total_is_the_sum_of_the_operators(entry) -> None:
    total = entry.get("float_ops", entry.get("totals", {}).get("tf_profiler_keras3"))
    assert sum(entry["operators"].values()) == total


def test_a_figure_that_is_off_is_found() -> None:
    off = {"float_ops": priced("tf_profiler_keras3", CASES[0]) + 1}
    (found,) = layer_disagreements(CASES[0], off)
    assert found.endswith("(+1)")


def test_the_convention_names_the_versions_of_the_record() -> None:
    versions, tool = RECORD["versions"], convention("tf_profiler_keras3").written.tool
    assert tool is not None
    assert tool.version == f"{versions['tensorflow-cpu']} with Keras {versions['keras']}"
