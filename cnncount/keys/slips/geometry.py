"""Slips in the geometry: stride, padding, rounding of sizes, the input's size, the batch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from cnncount.keys.asking import Subject, Value, counted
from cnncount.keys.slips.slip import Slip
from cnncount.layers.base import Layer
from cnncount.network import Leaf, leaves
from cnncount.problems import Place, SpecError

_MOST = 24
_SIZES = (28, 32, 224, 227, 299)
_CHANGES: list[tuple[str, int, dict[str, Any]]] = [
    ("the stride of {} ignored", 2, {"stride": 1}),
    ("a stride of 2 in {}", 4, {"stride": 2}),
    ("the padding of {} left out", 2, {"padding": 0}),
    ("{} padded so that it keeps its size", 3, {"padding": "same"}),
    ("the size behind {} rounded up instead of down", 2, {"ceil_mode": True}),
    ("the size behind {} rounded down instead of up", 2, {"ceil_mode": False}),
    ("the dilation of {} ignored", 3, {"dilation": 1}),
]


def slips(about: Subject) -> Iterator[Slip]:
    """The network counted again with one thing about its sizes changed."""
    yield from _layers(about)
    yield from _inputs(about)


def _layers(about: Subject) -> Iterator[Slip]:
    """Each layer with an argument changed, the one asked for before those in front of it."""
    own = about.row.node if about.row else None
    leaf_at = {leaf.place: leaf for leaf, _ in leaves(about.report.network)}
    for place, leaf in list(leaf_at.items())[:_MOST]:
        for what, rank, change in _CHANGES:
            if not _applies(leaf.layer, change):
                continue
            far = 0 if isinstance(own, Leaf) and own.place == place else 1
            value = _recounted(about, amend=_amending(place, change))
            yield Slip("with " + what.format(leaf.name), rank + far, value)


def _applies(layer: Layer, change: dict[str, Any]) -> bool:
    ((key, value),) = change.items()
    if key not in type(layer).model_fields or layer.kind == "transposed_conv":
        return False
    now = getattr(layer, key)
    if key == "padding" and value == 0:
        return now not in (0, "valid")
    return bool(now != value)


def _amending(place: Place, change: dict[str, Any]) -> Callable[[Layer, Place], Layer]:
    def amend(layer: Layer, at: Place) -> Layer:
        return layer.model_copy(update=change) if at == place else layer

    return amend


def _inputs(about: Subject) -> Iterator[Slip]:
    shape = about.report.input
    for size in _SIZES:
        if any(axis != size for axis in shape[1:]):
            value = _recounted(about, input=[shape[0], *(size for _ in shape[1:])])
            yield Slip(f"for an input of {'×'.join(str(size) for _ in shape[1:])}", 3, value)
    for channels in (1, 3):
        if channels != shape[0]:
            yield Slip(
                f"for an input of {channels} channels",
                3,
                _recounted(about, input=[channels, *shape[1:]]),
            )
    if about.report.batch != 1:
        yield Slip("for one example, not the batch", 2, _recounted(about, batch=1))


def _recounted(about: Subject, **changes: Any) -> Value | None:
    """The value with the network counted otherwise; None where it cannot be counted so."""
    try:
        report = counted(about.question, **changes)
        return replace(about, report=report).value()
    except SpecError:
        return None
