"""Mistakes in the geometry: stride, padding, rounding, pooling, the input's size, the batch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from cnncount.errors import Place, SpecError
from cnncount.exams.asking import Subject
from cnncount.exams.fields import SHAPES
from cnncount.exams.mistakes.mistake import COMMON, FAR, RARE, Mistake
from cnncount.exams.mistakes.recounting import recounted, recounted_report
from cnncount.layers.base import OPERATIONS, PARAMETERS, Layer
from cnncount.network.tree import Leaf, Row, leaves

_MOST = 24
"""So many different layers are changed at most."""

_SIZES = 28, 32, 224, 227, 299
_CHANNELS = 1, 3
_BATCHES = 16, 32, 64, 128, 256
_NO_SIZES = "params", *PARAMETERS, "buffers"
"""These depend on the sizes of maps only where a map is flattened."""


class Change(NamedTuple):
    """A misreading of a layer's arguments.

    Attributes:
        what: the phrase, with `{}` for the layer's path.
        rank: how far-fetched it is, made in the layer that is asked for.
        arguments: what the layer is counted with.
        applies: whether it changes anything about a layer.
        own: True if it is made in the layer asked for alone, False if before that alone.
    """

    what: str
    rank: int
    arguments: Mapping[str, Any]
    applies: Callable[[Layer], bool]
    own: bool | None = None


def _is(key: str, *values: Any) -> Callable[[Layer], bool]:
    return lambda layer: getattr(layer, key, None) in values


def _is_not(key: str, *values: Any) -> Callable[[Layer], bool]:
    return lambda layer: hasattr(layer, key) and getattr(layer, key) not in values


def _unpadded(layer: Layer) -> bool:
    return _is("padding", 0, "valid")(layer) and getattr(layer, "kernel", 1) != 1


def _pools(layer: Layer) -> bool:
    return layer.family == "pooling" and hasattr(layer, "kernel")


_COVERING_ONE = {"kernel": 1, "stride": 1, "padding": 0}
_CHANGES = (
    Change("with sizes rounded up in {}", COMMON, {"ceil_mode": True}, _is("ceil_mode", False)),
    Change("with sizes rounded down in {}", COMMON, {"ceil_mode": False}, _is("ceil_mode", True)),
    Change("with the stride of {} ignored", COMMON, {"stride": 1}, _is_not("stride", 1, None)),
    Change("with a stride of 2 in {}", FAR, {"stride": 2}, _is("stride", 1), own=True),
    Change("with the padding of {} left out", COMMON, {"padding": 0}, _is_not("padding", 0)),
    Change("with {} padded to keep its size", COMMON, {"padding": "same"}, _unpadded),
    Change("with the dilation of {} ignored", COMMON, {"dilation": 1}, _is_not("dilation", 1)),
    Change("for the map before {}, not after it", COMMON, _COVERING_ONE, _pools, own=False),
)


def mistakes(about: Subject) -> Iterator[Mistake]:
    """The network counted again with one thing about its sizes changed."""
    asked = about.question.asked
    if not about.is_plain or about.question.asked.patterns or asked.quantity == "layers":
        return
    if asked.quantity not in _NO_SIZES or _flattens(about):
        yield from _layers(about)
        yield from _sizes(about)
    for channels in _CHANNELS:
        if channels != about.report.input[0]:
            value = recounted(about, input=[channels, *about.report.input[1:]])
            yield Mistake(f"for an input of {channels} maps", FAR, value)
    if asked.quantity in (*OPERATIONS, "flops", "activations", "memory"):
        yield from _batches(about)


def _flattens(about: Subject) -> bool:
    return any(leaf.layer.kind == "flatten" for leaf, _ in leaves(about.report.network))


def _layers(about: Subject) -> Iterator[Mistake]:
    """Each layer up to the one asked for with an argument misread, the nearest first.

    What stands once in the spec is one layer here, however often it is repeated.
    """
    own = about.row.node if about.row else None
    at: dict[Place, list[Row]] = {}
    for row in reversed(_up_to(about)):
        if isinstance(row.node, Leaf):
            at.setdefault(row.node.place, []).insert(0, row)
    for place, rows in list(at.items())[:_MOST]:
        mine = isinstance(own, Leaf) and own.place == place
        for change in _CHANGES:
            changed = [row.path for row in rows if _applies(change, row)]
            if changed and change.own in (mine, None):
                path = changed[0] if len(rows) == 1 else f"{changed[0]} and its like"
                rank = change.rank + (0 if mine else 1)
                yield from _changed(about, change.what.format(path), rank, place, change)


def _changed(
    about: Subject, what: str, rank: int, place: Place, change: Change
) -> Iterator[Mistake]:
    """The answer with a layer misread; a shape also with the input's depth for its own."""
    report = recounted_report(about, amend=_amending(place, change))
    if report is None:
        return
    changed = Subject(about.question, report, about.other)
    try:
        value = changed.value()
        row = changed.row
    except (SpecError, ValueError):
        return
    leaf = row.node if row is not None and isinstance(row.node, Leaf) else None
    sizes = leaf.costs.size_arithmetic() if leaf and about.quantity in SHAPES else []
    work = ", ".join(map(str, sizes)) or None
    yield Mistake(what, rank, value, work=work)
    if isinstance(value, tuple) and row is not None and about.quantity == "output_shape":
        depth = (row.in_shape[0], *value[1:])
        yield Mistake(f"{what}, and the input's depth kept", rank + 1, depth)


def _up_to(about: Subject) -> list[Row]:
    rows = list(about.report.rows())
    if about.row is None:
        return rows
    own = about.row.path
    last = max(i for i, row in enumerate(rows) if f"{row.path}.".startswith(f"{own}."))
    return rows[: last + 1]


def _applies(change: Change, row: Row) -> bool:
    if not isinstance(row.node, Leaf) or row.node.layer.kind == "transposed_conv":
        return False
    return change.applies(row.node.layer)


def _amending(place: Place, change: Change) -> Callable[[Layer, Place], Layer]:
    def amend(layer: Layer, at: Place) -> Layer:
        if at != place or not change.applies(layer):
            return layer
        return layer.model_copy(update=dict(change.arguments))

    return amend


def _sizes(about: Subject) -> Iterator[Mistake]:
    maps, *sizes = about.report.input
    for size in _SIZES:
        if any(axis != size for axis in sizes):
            value = recounted(about, input=[maps, *(size for _ in sizes)])
            yield Mistake(f"for an input of {'×'.join(str(size) for _ in sizes)}", RARE, value)


def _batches(about: Subject) -> Iterator[Mistake]:
    batch = about.report.batch
    if batch != 1:
        yield Mistake("for one example, not the batch", COMMON, recounted(about, batch=1))
        return
    for other in _BATCHES:
        value = recounted(about, batch=other)
        yield Mistake(f"for a batch of {other}, not one example", FAR, value)
