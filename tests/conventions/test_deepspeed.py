"""The convention of DeepSpeed's profiler against what the profiler counts for single layers.

The figures are those of the record that `make witness` keeps, since DeepSpeed does not install
everywhere.
"""

from __future__ import annotations

import pytest

from cnncount.conventions import convention

from ..layers.lone import priced
from ..references import record

pytest.importorskip("torch")

from .torch_layers import BATCH, CASES, Case

RECORD = record.read(record.DEEPSPEED)


def test_every_layer_is_in_the_record_and_nothing_else() -> None:
    assert set(RECORD["layers"]) == {str(case) for case in CASES}, "run `make witness`"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_layer(case: Case) -> None:
    assert priced("deepspeed", case, BATCH) == RECORD["layers"][str(case)]["flops"]


def test_the_convention_names_the_version_of_both_records() -> None:
    tool = convention("deepspeed").written.tool
    assert tool is not None
    assert tool.version == RECORD["versions"]["deepspeed"]
    assert tool.version == record.read()["versions"]["deepspeed"]
