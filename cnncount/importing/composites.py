"""Modules that are one layer, though they run many operators: found by their class."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from cnncount.importing.operation import Origin
from cnncount.importing.recorder import Recorder, Tensor, Unsupported

CLASSES = {
    "torch.nn.modules.normalization.LocalResponseNorm": "lrn",
    "torch.nn.modules.activation.MultiheadAttention": "attention",
}


class Inner(NamedTuple):
    """A call inside the module: the operator, the shapes of its inputs, its plain arguments."""

    name: str
    shapes: list[tuple[int, ...]]
    plain: list[Any]


def of(stack: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    """The path of the module that is one layer, and the layer's kind; None where there is none."""
    return next(((path, CLASSES[kind]) for path, kind in stack if kind in CLASSES), None)


def record(
    recorder: Recorder,
    kind: str,
    x: Tensor,
    calls: Sequence[Inner],
    parameters: int,
    origin: Origin,
) -> Tensor:
    """Record the layer.

    Raises:
        Unsupported: the module does not run what the layer counts.
    """
    if kind == "lrn":
        pools = [call for call in calls if call.name.startswith("avg_pool")]
        if len(pools) != 1:
            raise Unsupported("a response normalisation without one pool")
        return recorder.layer("lrn", {"size": pools[0].plain[0][0]}, x, origin)
    products = [call for call in calls if call.name == "scaled_dot_product_attention"]
    if len(products) != 1 or parameters == 0:
        raise Unsupported("an attention that is not one product of queries, keys and values")
    heads = products[0].shapes[0][-3]
    channels = heads * products[0].shapes[0][-1]
    bias = parameters != 4 * channels * channels
    x = recorder.settled(x, origin)
    arguments = {"heads": heads, "bias": bias}
    return recorder.elementwise("attention", arguments, x, origin, parameters)
