"""Our count against other people's models, as `make witness` found them; none is needed here.

The record has a model's own parameters and what each tool counts for it. Where that is not what our
convention for the tool counts, differences.yaml has the difference, and its reason.
"""

from __future__ import annotations

from typing import Any

import pytest

from cnncount.conventions import convention, convention_names
from cnncount.network.tree import leaves

from . import record
from .ours import references
from .record import disagreements, known

REFERENCES = {reference.key: reference for reference in references()}
RECORD = record.read()["references"]
KERAS = {reference.key: reference for reference in references(keras=True)}
KERAS_RECORD = record.read(record.KERAS)["references"]


def test_every_reference_is_in_the_record_and_nothing_else() -> None:
    assert set(RECORD) == set(REFERENCES), "run `make witness`"
    assert len(REFERENCES) == len(list(references()))


def test_every_reference_to_keras_is_in_its_record_and_nothing_else() -> None:
    assert set(KERAS_RECORD) == set(KERAS), "run `make witness`"
    assert len(KERAS) == len(list(references(keras=True)))


@pytest.mark.parametrize("key", KERAS_RECORD)
def test_our_count_is_what_keras_has_and_the_profiler_counts(key: str) -> None:
    if key in KERAS:
        assert disagreements(KERAS[key], KERAS_RECORD[key]) == []


@pytest.mark.parametrize("figure", ["params", "buffers", "tf_profiler_keras3"])
def test_a_figure_of_keras_that_is_off_is_found(figure: str) -> None:
    key = next(key for key in KERAS_RECORD if key.startswith("resnet50: "))
    off: dict[str, Any] = {**KERAS_RECORD[key], "totals": dict(KERAS_RECORD[key]["totals"])}
    (off["totals"] if figure in off["totals"] else off)[figure] += 1
    (found,) = disagreements(KERAS[key], off)
    assert found.startswith(f"{figure}: ")


@pytest.mark.parametrize("key", RECORD)
def test_our_count_is_what_others_count(key: str) -> None:
    if key in REFERENCES:
        assert disagreements(REFERENCES[key], RECORD[key]) == []


def test_every_tool_counted_every_model_or_the_record_says_why_not() -> None:
    elsewhere = {"netscope", "pycls", "tf_profiler_keras3"}  # they do not count PyTorch's models
    stands_for_a_tool = {name for name in convention_names() if convention(name).written.tool}
    for key, entry in RECORD.items():
        tools = set(entry["totals"]) | set(entry.get("failed", {}))
        assert tools == stands_for_a_tool - elsewhere, key
        assert {"fvcore", "torch_flop_counter", "thop", "torchinfo"} <= set(entry["totals"]), key


def test_every_known_difference_is_one() -> None:
    entries, both = RECORD | KERAS_RECORD, REFERENCES | KERAS
    calls = {reference.call: entries[key] for key, reference in both.items()}
    for difference in record.differences():
        assert difference["by"] and difference["because"]
        for call in difference["models"]:
            entry = calls[call]
            measured = (
                set(entry["totals"])
                | set(entry.get("metadata", ()))
                | {"params", "buffers"} & set(entry)
            )
            assert set(difference["figures"]) <= measured, call


@pytest.mark.parametrize("figure", ["params", "shapes", "macs", "fvcore", "num_params"])
def test_a_figure_that_is_off_is_found(figure: str) -> None:
    key = "resnet18: torchvision.models.resnet18()"
    entry: dict[str, Any] = RECORD[key]
    if figure in entry["totals"]:
        off = {**entry, "totals": {**entry["totals"], figure: entry["totals"][figure] + 1}}
    elif figure in entry["metadata"]:
        off = {**entry, "metadata": {**entry["metadata"], figure: entry["metadata"][figure] + 1}}
    elif figure == "params":
        off = {**entry, figure: entry[figure] + 1}
    else:
        first, *rest = entry[figure].items()
        off = {**entry, figure: {first[0]: first[1] + 1, **dict(rest)}}
    (found,) = disagreements(REFERENCES[key], off)
    assert found.startswith(f"{figure}: ")


def test_a_form_is_another_than_the_spec_has() -> None:
    """A form that changes nothing, or a kind that the network does not have, is a mistake."""
    for reference in REFERENCES.values():
        counted = [leaf for leaf, _ in leaves(reference.counted().network)]
        for kind, form in reference.written.get("forms", {}).items():
            forms = {leaf.layer.form for leaf in counted if leaf.layer.kind == kind}
            assert forms - {form}, f"{reference.key}: {kind}"


def test_a_difference_is_known_of_its_own_model_and_figure_alone() -> None:
    (first, *_) = record.differences()
    call, figure = first["models"][0], first["figures"][0]
    assert known(call, figure) == (first["by"], first["because"])
    assert known(call, "torch_flop_counter") == (0, "")
    assert known("torchvision.models.resnet18()", figure) == (0, "")
