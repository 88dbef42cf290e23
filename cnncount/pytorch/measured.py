"""The time of running a network, layer by layer, and its counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from cnncount.analysis.benchmark import (
    BenchmarkSession,
    LayerTiming,
    NetworkTiming,
    PeakRates,
)
from cnncount.analysis.count import Report
from cnncount.analysis.result import asked
from cnncount.analysis.verification import Environment
from cnncount.conventions import Convention, convention


def in_flops() -> Convention:
    """The convention that is compared with time and peaks: a MAC is two operations.

    No other one is turned into it: what is not a MAC, conventions count in ways of their own.
    """
    return convention("hardware")


class Peak(NamedTuple):
    """What a device can do at most, as its maker states it.

    Attributes:
        flops: floating-point operations in a second, by the type of the elements; a MAC is two.
        bandwidth: bytes in a second to and from memory.
    """

    flops: Mapping[str, float]
    bandwidth: float


LEAST_SHARE = 0.1
"""The least share of a peak with which a layer is said to be bound by it."""


class Measured(NamedTuple):
    """A layer, or the whole network, counted and timed.

    Attributes:
        path: the layer's path; ``total`` for the network.
        kind: its kind.
        flops: its floating-point operations, as `in_flops` counts them, for the batch.
        counted: what the report's convention counts, in its own unit, for the batch.
        bytes: what it reads and writes if it does each once: inputs, output, parameters, buffers.
        seconds: the median time.
    """

    path: str
    kind: str
    flops: int
    counted: int
    bytes: int
    seconds: float

    @property
    def intensity(self) -> float:
        """Operations for each byte."""
        return self.flops / self.bytes if self.bytes else 0.0

    @property
    def flops_per_second(self) -> float:
        """What was achieved."""
        return self.flops / self.seconds

    @property
    def bytes_per_second(self) -> float:
        """What was moved, had each byte been moved once."""
        return self.bytes / self.seconds

    def bound(self, peak: Peak, dtype: str) -> tuple[str, float] | None:
        """What limits it on a device, ``compute`` or ``memory``, and its share of that limit.

        The limit is whichever of computing and moving takes longer at the peak. Where even that is
        less than `LEAST_SHARE` of the time, it is ``neither``: the time goes elsewhere, as into
        starting the work. None where the peak of this type of elements is not given. Source:
        Williams, Waterman, Patterson 2009, Roofline; but for ``neither``, which is ours.
        """
        if dtype not in peak.flops:
            return None
        computing = self.flops / peak.flops[dtype]
        moving = self.bytes / peak.bandwidth
        share = max(computing, moving) / self.seconds
        if share < LEAST_SHARE:
            return "neither", share
        return "compute" if computing > moving else "memory", share


class Benchmark(NamedTuple):
    """A network measured with one type of elements.

    Attributes:
        report: the network, as counted.
        dtype: the type of its elements.
        layers: its layers, each timed in the same forward passes.
        total: the forward pass as a whole, timed in passes of its own.
        fastest, slowest: of those passes, in seconds.
        passes: how many were timed, after how many that were not.
        warm_up: the latter.
        pieces: the paths of layers that are built of several convolutions, since PyTorch has none
            with a connection table; and of how many.
    """

    report: Report
    dtype: str
    layers: Sequence[Measured]
    total: Measured
    fastest: float
    slowest: float
    passes: int
    warm_up: int
    pieces: Mapping[str, int]


class Session(NamedTuple):
    """What was measured, on what, and the device's peak figures if they are known."""

    benchmarks: Sequence[Benchmark]
    environment: Environment
    threads: int
    peak: Peak | None
    peak_source: str


def result(session: Session) -> BenchmarkSession:
    """What was measured, as a result."""
    peak, flops = session.peak, in_flops()
    return BenchmarkSession(
        environment=session.environment,
        threads=session.threads,
        flops_as_in=flops.name,
        flops_unit=flops.unit,
        flops_per_mac=flops.written.mac,
        peak=PeakRates(peak.flops, peak.bandwidth, session.peak_source) if peak else None,
        benchmarks=tuple(_network(each, peak) for each in session.benchmarks),
    )


def _network(benchmark: Benchmark, peak: Peak | None) -> NetworkTiming:
    convention = benchmark.report.convention
    return NetworkTiming(
        **asked(benchmark.report) | {"dtype": benchmark.dtype},
        **_timing(benchmark.total, benchmark.dtype, peak),
        convention=convention.name,
        unit=convention.unit,
        units_per_mac=convention.written.mac,
        passes=benchmark.passes,
        warm_up=benchmark.warm_up,
        built_in_pieces=benchmark.pieces,
        fastest_seconds=benchmark.fastest,
        slowest_seconds=benchmark.slowest,
        layers=tuple(
            LayerTiming(path=each.path, kind=each.kind, **_timing(each, benchmark.dtype, peak))
            for each in benchmark.layers
        ),
    )


def _timing(measured: Measured, dtype: str, peak: Peak | None) -> dict[str, Any]:
    bound, share = (measured.bound(peak, dtype) if peak else None) or (None, None)
    return {
        "seconds": measured.seconds,
        "flops": measured.flops,
        "counted": measured.counted,
        "bytes": measured.bytes,
        "flops_per_byte": measured.intensity,
        "flops_per_second": measured.flops_per_second,
        "bytes_per_second": measured.bytes_per_second,
        "bound": bound,
        "share_of_limit": share,
    }
