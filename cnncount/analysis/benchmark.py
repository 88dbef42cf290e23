"""The time of forward passes, compared with operations and bytes, as a result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cnncount.analysis.result import NetworkResult, Result
from cnncount.analysis.verification import Environment


@dataclass(frozen=True, kw_only=True)
class Timing:
    """A layer or a network, counted and timed.

    Attributes:
        seconds: the median time.
        flops: floating-point operations for the batch, as the convention `flops_as_in` counts.
        counted: what the network's own convention counts, in its unit, for the batch.
        bytes: bytes of inputs, output, parameters and buffers, each moved once.
        flops_per_byte: operations for each byte.
        flops_per_second: operations in a second.
        bytes_per_second: bytes in a second, if each was moved once.
        bound: what limits it: ``compute``, ``memory`` or ``neither``; None without a peak.
        share_of_limit: its share of that limit, from 0; None without a peak.
    """

    seconds: float
    flops: int
    counted: int
    bytes: int
    flops_per_byte: float
    flops_per_second: float
    bytes_per_second: float
    bound: str | None
    share_of_limit: float | None


@dataclass(frozen=True, kw_only=True)
class LayerTiming(Timing):
    """A layer, timed.

    Attributes:
        path: the layer's path.
        kind: its kind.
    """

    path: str
    kind: str


@dataclass(frozen=True, kw_only=True, repr=False)
class NetworkTiming(Timing, NetworkResult):
    """A network, timed with one type of elements.

    Attributes:
        convention: the convention of `counted`.
        unit: its unit.
        units_per_mac: how many units one multiply-accumulate is.
        passes: forward passes that were timed.
        warm_up: forward passes before them.
        built_in_pieces: layers that are built of several convolutions, and of how many.
        fastest_seconds: the shortest of the timed passes.
        slowest_seconds: the longest.
        layers: each layer, timed by itself.
    """

    convention: str
    unit: str
    units_per_mac: int
    passes: int
    warm_up: int
    built_in_pieces: Mapping[str, int]
    fastest_seconds: float
    slowest_seconds: float
    layers: tuple[LayerTiming, ...]


@dataclass(frozen=True)
class PeakRates:
    """What a device can do at most, as its maker states it.

    Attributes:
        flops_per_second: floating-point operations in a second, by the type of the elements.
        bytes_per_second: bytes in a second to and from memory.
        source: where the figures are from.
    """

    flops_per_second: Mapping[str, float]
    bytes_per_second: float
    source: str


@dataclass(frozen=True, kw_only=True, repr=False)
class BenchmarkSession(Result):
    """Forward passes of networks on one device.

    Attributes:
        environment: what they ran on, and when.
        threads: CPU threads.
        flops_as_in: the convention of `flops`.
        flops_unit: what one of them is called there.
        flops_per_mac: how many of them one multiply-accumulate is.
        peak: the device's peak figures, if they are known.
        benchmarks: a network with one type of elements each.
    """

    environment: Environment
    threads: int
    flops_as_in: str
    flops_unit: str
    flops_per_mac: int
    peak: PeakRates | None
    benchmarks: tuple[NetworkTiming, ...]

    def records(self) -> Iterable[Mapping[str, Any]]:
        """A mapping for each layer of each benchmark."""
        for each in self.to_dict()["benchmarks"]:
            for layer in each["layers"]:
                yield {"network": each["name"], "dtype": each["dtype"], **layer}
