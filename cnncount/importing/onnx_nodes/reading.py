"""What the reading of a graph does for its nodes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from cnncount.importing.recorder import Recorder


class Reading(Protocol):
    """What a graph's reading does for its nodes; see `frontends/onnx.py`."""

    recorder: Recorder
    sizes: dict[str, tuple[int, ...]]
    users: dict[str, list[Any]]
    skipped: set[int]
    values: dict[str, Any]

    def call(self, name: str, node: Any, /, **arguments: Any) -> Any:
        """Record what one of PyTorch's operators would."""

    def data(self, node: Any, place: int = 0) -> Any:
        """One of a node's inputs; None where it is left out."""

    def numbers(self, node: Any, place: int) -> list[Any] | None:
        """An input that is a constant, as numbers; None where it is left out."""


Handler = Callable[[Reading, Any, Mapping[str, Any]], Any]
