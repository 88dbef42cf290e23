"""cnncount layers: every kind, and every argument with its default."""

from __future__ import annotations

import json

import pytest

from cnncount.registry import Step, kinds


def test_every_kind_is_listed(cnncount):
    status, out, _ = cnncount("layers", "--format", "json")
    assert status == 0
    assert {each["kind"] for each in json.loads(out)["kinds"]} == set(kinds())


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_a_spec_may_leave_out_just_what_is_not_required(kind, cnncount):
    model = kinds()[kind]
    status, out, _ = cnncount("layers", kind, "--format", "json")
    assert status == 0
    arguments = json.loads(out)["arguments"]
    own = {
        field.alias or name: field
        for name, field in model.model_fields.items()
        if name not in Step.model_fields
    }
    assert [argument["name"] for argument in arguments] == list(own)
    assert all(argument["meaning"] for argument in arguments)
    required = {argument["name"] for argument in arguments if argument["required"]}
    assert required == {name for name, field in own.items() if field.is_required()}


def test_the_arguments_of_a_convolution_are_shown_with_their_defaults(cnncount):
    rows = [line.split()[:2] for line in cnncount("layers", "conv")[1].splitlines()]
    assert ["kernel", "required"] in rows
    assert ["stride", "1"] in rows
    assert ["bias", "true"] in rows
    assert ["connect", "-"] in rows


def test_an_unknown_kind_gets_a_suggestion(cnncount):
    status, out, err = cnncount("layers", "max_pol")
    assert (status, out) == (2, "")
    assert "did you mean 'max_pool'?" in err
