"""The shape that a walk goes on with behind a layer that it cannot count."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnncount.layers.base import Layer
from cnncount.registry import kinds
from cnncount.shapes import Shape

from .strategies import CASES

MAP, VECTOR, SEQUENCE = (8, 4, 4), (8,), (8, 16)


@pytest.mark.parametrize("kind", CASES)
@settings(max_examples=15)
@given(data=st.data())
def test_it_is_the_one_that_the_layer_has(kind: str, data: st.DataObject) -> None:
    case = data.draw(CASES[kind])
    suggestion = kinds()[kind].fallback_shape(case.inputs, case.arguments)
    assert suggestion in (None, case.costs().out)


@pytest.mark.parametrize(
    ("kind", "inputs", "arguments", "shape"),
    [
        ("batch_norm", [MAP], {"afine": True}, MAP),
        ("group_norm", [MAP], {"groups": 3}, MAP),
        ("batch_norm", [None], {}, None),
        ("linear", [MAP], {"out": 10}, (10,)),
        ("linear", [VECTOR], {"out": 10, "bias": 3}, (10,)),
        ("linear", [None], {"out": 10}, (10,)),
        ("linear", [SEQUENCE], {"out": 10}, None),
        ("linear", [SEQUENCE], {"out": 10, "over": "channels", "bias": 3}, (10, 16)),
        ("linear", [None], {"out": 10, "over": "channels"}, None),
        ("linear", [VECTOR], {"out": "ten"}, None),
        ("linear", [VECTOR, VECTOR], {"out": 10}, None),
        ("add", [None, MAP], {}, MAP),
        ("add", [MAP, VECTOR], {}, None),
        ("conv", [MAP], {"out": 4}, None),
    ],
)
def test_it_follows_from_what_is_right(
    kind: str, inputs: list[Shape | None], arguments: dict[str, Any], shape: Shape | None
) -> None:
    assert kinds()[kind].fallback_shape(inputs, arguments) == shape


def test_what_works_element_by_element_keeps_its_shape() -> None:
    families = {"activation", "normalization"}
    layers = [kind for kind in kinds().values() if issubclass(kind, Layer)]
    assert all(layer.keeps_shape for layer in layers if layer.family in families)
