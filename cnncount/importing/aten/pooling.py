"""Poolings, and resizing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf

from cnncount.importing import axes
from cnncount.importing.aten.call import Call, Handler
from cnncount.importing.aten.windows import as_axes, as_padding, check_rank
from cnncount.importing.recorder import Recorder, Tensor, Unsupported, per_axis


def _max_pool(recorder: Recorder, call: Call) -> Tensor:
    return _pool(recorder, call, "max_pool", -inf, {"dilation": call.arguments["dilation"]})


def _max_pool_with_indices(recorder: Recorder, call: Call) -> list[Tensor]:
    return [_max_pool(recorder, call)]


def _avg_pool(recorder: Recorder, call: Call) -> Tensor:
    if call.arguments.get("divisor_override") is not None:
        raise Unsupported("a divisor of its own")
    return _pool(recorder, call, "avg_pool", 0.0, {})


def _pool(
    recorder: Recorder, call: Call, kind: str, empty: float, more: Mapping[str, Sequence[int]]
) -> Tensor:
    x, given = call.data, call.arguments
    rank = int(call.name.removesuffix("_with_indices")[-2])
    kernel = as_axes(given["kernel_size"], rank)
    padding = as_padding(x, given["padding"], rank, empty)
    x = x._replace(pads=())
    check_rank(recorder, x, rank)
    arguments = {
        "kernel": kernel,
        "stride": as_axes(given["stride"] or given["kernel_size"], rank),
        "padding": padding,
        **{key: as_axes(value, rank) for key, value in more.items()},
    }
    if arguments["stride"] == kernel:
        del arguments["stride"]
    out = call.sizes[1:]
    for ceil_mode in (False, True) if given["ceil_mode"] else (False,):
        mark = len(recorder.operations)
        result = recorder.layer(kind, {**arguments, "ceil_mode": ceil_mode}, x, call.origin)
        if recorder.shape(result) == out or not given["ceil_mode"] or ceil_mode:
            return result
        del recorder.operations[mark:], recorder.shapes[mark + 1 :]
    raise AssertionError


def _adaptive(recorder: Recorder, call: Call) -> Tensor:
    x = call.data
    mean = "avg" in call.name
    size = call.arguments["output_size"]
    if all(side == 1 for side in size):
        kind = "global_avg_pool" if mean else "global_max_pool"
        return recorder.layer(kind, {}, x, call.origin)
    kind = "adaptive_avg_pool" if mean else "adaptive_max_pool"
    return recorder.layer(kind, {"out": per_axis(size)}, x, call.origin)


def _adaptive_max(recorder: Recorder, call: Call) -> list[Tensor]:
    return [_adaptive(recorder, call)]


def _over_positions(recorder: Recorder, call: Call) -> Tensor:
    """The mean or maximum over all positions."""
    x = recorder.settled(call.data, call.origin)
    shape = recorder.shape(x)
    dims = {dim % len(x.layout) for dim in call.arguments["dim"] or range(len(x.layout))}
    parts = sorted(part for dim in dims for part in x.layout[dim])
    if len(shape) < 2 or parts != sorted(axes.everything((1, *shape[1:]))):
        raise Unsupported(f"{call.name} over other axes than all positions")
    kind = "global_avg_pool" if call.name == "mean" else "global_max_pool"
    origin = call.origin._replace(form="operator")
    number = recorder.record(kind, {}, [x.data], origin)
    kept = [
        () if dim in dims else axis
        for dim, axis in enumerate(x.layout)
        if call.arguments["keepdim"] or dim not in dims
    ]
    return Tensor(number, tuple(kept))


def _upsample(recorder: Recorder, call: Call) -> Tensor:
    x = call.data
    before, after = recorder.shape(x)[1:], call.sizes[2:]
    if any(o % i for i, o in zip(before, after, strict=True)):
        raise Unsupported(f"resizing {list(before)} to {list(after)}, no whole factor")
    scales = [o // i for i, o in zip(before, after, strict=True)]
    mode = "nearest" if "nearest" in call.name else "cubic" if "cubic" in call.name else "linear"
    arguments = {"scale": per_axis(scales), "mode": mode}
    return recorder.layer("upsample", arguments, x, call.origin)


HANDLERS: dict[str, Handler] = {
    **{f"max_pool{rank}d": _max_pool for rank in (1, 2, 3)},
    **{f"max_pool{rank}d_with_indices": _max_pool_with_indices for rank in (1, 2, 3)},
    **{f"avg_pool{rank}d": _avg_pool for rank in (1, 2, 3)},
    **{f"adaptive_avg_pool{rank}d": _adaptive for rank in (1, 2, 3)},
    **{f"adaptive_max_pool{rank}d": _adaptive_max for rank in (1, 2, 3)},
    "mean": _over_positions,
    "amax": _over_positions,
    **{f"upsample_nearest{rank}d": _upsample for rank in (1, 2, 3)},
    **{f"_upsample_nearest_exact{rank}d": _upsample for rank in (1, 2, 3)},
    "upsample_linear1d": _upsample,
    "upsample_bilinear2d": _upsample,
    "upsample_bicubic2d": _upsample,
    "upsample_trilinear3d": _upsample,
}
