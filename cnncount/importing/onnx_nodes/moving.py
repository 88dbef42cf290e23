"""What moves elements: views, slices, padding, resizing."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import Any

from cnncount.importing.onnx_nodes.reading import Handler, Reading
from cnncount.importing.recorder import Unsupported


def _concat(r: Reading, node: Any, a: Mapping[str, Any]) -> Any:
    tensors = [r.values[name] for name in node.input]
    return r.call("cat", node, tensors=tensors, dim=a["axis"])


def _same(r: Reading, node: Any, a: Mapping[str, Any]) -> Any:
    return r.data(node)


def _view(r: Reading, node: Any, a: Mapping[str, Any]) -> Any:
    sizes = r.sizes.get(node.output[0], ())
    if not sizes or min(sizes) < 1:
        raise Unsupported("the shape that it gives is not known")
    return r.call("view", node, self=r.data(node))


def _transpose(r: Reading, node: Any, a: Mapping[str, Any]) -> Any:
    x = r.data(node)
    return r.call("permute", node, self=x, dims=a.get("perm", [*range(len(x.layout))][::-1]))


def _pad(r: Reading, node: Any, a: Mapping[str, Any]) -> Any:
    x = r.data(node)
    pads = list(a.get("pads") or r.numbers(node, 1) or [])
    value = (r.numbers(node, 2) or [0.0])[0] if len(node.input) > 2 else a.get("value", 0.0)
    if len(node.input) > 3 and node.input[3]:
        raise Unsupported("padding of chosen axes")
    rank = len(x.layout)
    pairs = list(zip(pads[:rank], pads[rank:], strict=False))
    flat = [side for pair in reversed(pairs) for side in pair]
    mode = a.get("mode", b"constant").decode()
    return r.call("pad", node, self=x, pad=flat, mode=mode, value=value)


def _slice(r: Reading, node: Any, a: Mapping[str, Any]) -> Any:
    starts, ends = (r.numbers(node, place) for place in (1, 2))
    if starts is None or ends is None:
        raise Unsupported("a slice of an old version of ONNX")
    dims = r.numbers(node, 3) or list(range(len(starts)))
    steps = r.numbers(node, 4) or [1] * len(starts)
    x = r.data(node)
    for start, end, dim, step in zip(starts, ends, dims, steps, strict=True):
        given = {"dim": dim, "start": start, "end": end, "step": step}
        x = r.call("slice", node, self=x, **given)
    return x


def _split(r: Reading, node: Any, a: Mapping[str, Any]) -> Any:
    dim = a.get("axis", 0)
    sizes = a.get("split") or r.numbers(node, 1)
    if sizes is None:
        sizes = [r.sizes[name][dim] for name in node.output]
    return r.call("split_with_sizes", node, self=r.data(node), dim=dim, split_sizes=sizes)


def _resize(r: Reading, node: Any, a: Mapping[str, Any]) -> Any:
    x = r.data(node)
    mode = a.get("mode", b"nearest").decode()
    rank = len(x.layout) - 2
    names = {"nearest": f"upsample_nearest{rank}d", "cubic": "upsample_bicubic2d"}
    linear = {1: "upsample_linear1d", 2: "upsample_bilinear2d", 3: "upsample_trilinear3d"}
    name = names.get(mode) or linear.get(rank)
    if mode not in ("nearest", "linear", "cubic") or name is None:
        raise Unsupported(f"resizing by {mode}")
    if prod(r.sizes[node.output[0]][:2]) != r.recorder.shape(x)[0]:
        raise Unsupported("resizing of the channels")
    return r.call(name, node, self=x)


def _depth_to_space(r: Reading, node: Any, a: Mapping[str, Any]) -> Any:
    return r.call("pixel_shuffle", node, self=r.data(node), upscale_factor=a["blocksize"])


NODES: dict[str, Handler] = {
    "Concat": _concat,
    "Identity": _same,
    "Dropout": _same,
    "Flatten": _view,
    "Reshape": _view,
    "Squeeze": _view,
    "Unsqueeze": _view,
    "Transpose": _transpose,
    "Pad": _pad,
    "Slice": _slice,
    "Split": _split,
    "Resize": _resize,
    "DepthToSpace": _depth_to_space,
}
