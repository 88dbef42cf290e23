"""From a call of an operator to the layer that it is."""

from __future__ import annotations

from typing import Any

from cnncount.importing.aten import (
    convolution,
    elementwise,
    joining,
    moving,
    normalization,
    pooling,
)
from cnncount.importing.aten.call import Call, Handler
from cnncount.importing.recorder import Recorder, Unsupported

HANDLERS: dict[str, Handler] = {
    name: handler
    for module in (convolution, elementwise, joining, moving, normalization, pooling)
    for name, handler in module.HANDLERS.items()
}


def translate(recorder: Recorder, call: Call) -> Any:
    """Record what a call does; its result, a `Tensor` or a list of them.

    Raises:
        Unsupported: no layer says what it does.
    """
    handler = HANDLERS.get(call.name)
    if handler is None:
        raise Unsupported("no layer kind does this")
    return handler(recorder, call)
