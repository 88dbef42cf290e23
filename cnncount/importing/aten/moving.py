"""What moves elements: slices, views, permutations, padding."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from cnncount.importing import axes
from cnncount.importing.aten.call import Call, Handler, Parameter
from cnncount.importing.recorder import Recorder, Tensor, Unsupported


def _chunk(recorder: Recorder, call: Call) -> list[Tensor]:
    x, dim = call.data, call.arguments["dim"]
    total = prod(part.size for part in x.layout[dim])
    return _parts(recorder, call, -(-total // call.arguments["chunks"]))


def _split(recorder: Recorder, call: Call) -> list[Tensor]:
    return _parts(recorder, call, call.arguments["split_size"])


def _split_with_sizes(recorder: Recorder, call: Call) -> list[Tensor]:
    return _parts(recorder, call, call.arguments["split_sizes"])


def _parts(recorder: Recorder, call: Call, sizes: int | Sequence[int]) -> list[Tensor]:
    x, dim = call.data, call.arguments["dim"]
    total = prod(part.size for part in x.layout[dim])
    if isinstance(sizes, int):
        starts = range(0, total, sizes)
        sizes = [min(sizes, total - start) for start in starts]
    starts_at = [sum(sizes[:number]) for number in range(len(sizes))]
    return [
        recorder.sliced(x, dim, start, size, call.origin)
        for start, size in zip(starts_at, sizes, strict=True)
    ]


def _slice(recorder: Recorder, call: Call) -> Tensor:
    x, given = call.data, call.arguments
    total = prod(part.size for part in x.layout[given["dim"]])
    start, end, step = slice(given["start"], given["end"], given["step"]).indices(total)
    if (start, end, step) == (0, total, 1):
        return x
    if step != 1:
        raise Unsupported("a slice with a step")
    return recorder.sliced(x, given["dim"], start, end - start, call.origin)


def _select(recorder: Recorder, call: Call) -> Tensor:
    """The first token of a sequence."""
    x = recorder.settled(call.data, call.origin)
    shape, dim = recorder.shape(x), call.arguments["dim"] % len(x.layout)
    is_position = len(shape) == 2 and x.layout[dim] == axes.whole(shape, 1) != ()
    if call.arguments["index"] != 0 or not is_position:
        raise Unsupported("a choice of something else than the first token")
    number = recorder.record("first_token", {}, [x.data], call.origin)
    return Tensor(number, (*x.layout[:dim], *x.layout[dim + 1 :]))


def _expand(recorder: Recorder, call: Call) -> Tensor | Parameter:
    """Nothing, with a batch of one."""
    value = call.arguments["self"]
    sizes = value.shape if isinstance(value, Parameter) else recorder.sizes(value)
    while len(sizes) < len(call.sizes):
        sizes = (1, *sizes)
    if sizes != call.sizes:
        raise Unsupported(f"{list(sizes)} repeated to {list(call.sizes)}")
    if isinstance(value, Parameter):
        return Parameter(value.name, call.sizes)
    return recorder.reshaped(call.data, call.sizes, call.origin)


def _view(recorder: Recorder, call: Call) -> Tensor:
    return recorder.reshaped(call.data, call.sizes, call.origin)


def _permute(recorder: Recorder, call: Call) -> Tensor:
    x = call.data
    return _reordered(recorder, x, call, [dim % len(x.layout) for dim in call.arguments["dims"]])


def _transpose(recorder: Recorder, call: Call) -> Tensor:
    x = call.data
    order = list(range(len(x.layout)))
    first, second = call.arguments["dim0"], call.arguments["dim1"]
    order[first], order[second] = order[second], order[first]
    return _reordered(recorder, x, call, order)


def _movedim(recorder: Recorder, call: Call) -> Tensor:
    x = call.data
    source, destination = (
        [given] if isinstance(given, int) else list(given)
        for given in (call.arguments["source"], call.arguments["destination"])
    )
    rank = len(x.layout)
    moved = {d % rank: s % rank for d, s in zip(destination, source, strict=True)}
    rest = iter(dim for dim in range(rank) if dim not in moved.values())
    return _reordered(
        recorder, x, call, [moved[d] if d in moved else next(rest) for d in range(rank)]
    )


def _reordered(recorder: Recorder, x: Tensor, call: Call, order: Sequence[int]) -> Tensor:
    x = recorder.settled(x, call.origin) if x.pads else x
    return x._replace(layout=tuple(x.layout[dim] for dim in order))


def _pad(recorder: Recorder, call: Call) -> Tensor:
    x = call.data
    if call.arguments.get("mode", "constant") != "constant":
        raise Unsupported(f"padding by {call.arguments['mode']}")
    flat = call.arguments["pad"]
    pairs = [(flat[i], flat[i + 1]) for i in range(0, len(flat), 2)][::-1]
    spatial = len(recorder.shape(x)) - 1
    extra, pairs = pairs[: max(len(pairs) - spatial, 0)], pairs[-spatial:]
    if any(map(any, extra)) or x.pads:
        raise Unsupported("padding of other axes than the positions")
    x = recorder.as_map(x, call.origin)
    pairs = [(0, 0)] * (spatial - len(pairs)) + pairs
    value = call.arguments.get("value") or 0.0
    return x._replace(pads=tuple(pairs), pad_value=value) if any(map(any, pairs)) else x


def _pixel_shuffle(recorder: Recorder, call: Call) -> Tensor:
    arguments = {"scale": call.arguments["upscale_factor"]}
    return recorder.layer("pixel_shuffle", arguments, call.data, call.origin)


def _channel_shuffle(recorder: Recorder, call: Call) -> Tensor:
    arguments = {"groups": call.arguments["groups"]}
    return recorder.layer("channel_shuffle", arguments, call.data, call.origin)


_VIEWS = (
    "view", "reshape", "flatten", "unflatten", "squeeze", "unsqueeze", "_unsafe_view", "view_as",
)  # fmt: skip

HANDLERS: dict[str, Handler] = {
    **dict.fromkeys(_VIEWS, _view),
    "chunk": _chunk,
    "split": _split,
    "split_with_sizes": _split_with_sizes,
    "slice": _slice,
    "select": _select,
    "expand": _expand,
    "permute": _permute,
    "transpose": _transpose,
    "swapaxes": _transpose,
    "movedim": _movedim,
    "pad": _pad,
    "constant_pad_nd": _pad,
    "pixel_shuffle": _pixel_shuffle,
    "channel_shuffle": _channel_shuffle,
}
