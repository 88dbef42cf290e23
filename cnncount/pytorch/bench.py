"""Timing the forward pass of a network, whole and by layer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from math import prod
from statistics import median
from time import perf_counter
from typing import Any

import torch
from torch import Tensor, nn

from cnncount.analysis.count import DTYPES, Report
from cnncount.network.dataflow import Dataflow, dataflow
from cnncount.network.tree import Leaf
from cnncount.pytorch.builders.convolution import PartialConv
from cnncount.pytorch.cli_choices import known_floats
from cnncount.pytorch.machine import device, environment, finish, limited
from cnncount.pytorch.measured import Benchmark, Measured, Peak, Session, in_flops
from cnncount.pytorch.memory import DEFAULT_LIMIT, refuse_large
from cnncount.pytorch.model import Model
from cnncount.pytorch.verify import runnable


def run(
    reports: Iterable[Report],
    on: str,
    dtypes: Sequence[str] | None = None,
    *,
    passes: int = 30,
    warm_up: int = 5,
    peak: Peak | None = None,
    peak_source: str = "",
    memory: int = DEFAULT_LIMIT,
) -> Session:
    """Measure networks on a device, one after another.

    Args:
        reports: the networks; the count of their convention is shown too.
        on: ``auto``, ``cpu`` or ``cuda``.
        dtypes: of `FLOATS`; by default float32, and on a GPU bfloat16 too.
        passes: how many forward passes are timed; the result is their median.
        warm_up: how many go before them.
        peak: the device's peak figures.
        peak_source: where these are from.
        memory: the most bytes that a model may take.

    Raises:
        SpecError: there is no such device or type, PyTorch refuses a network, or one takes more
            memory.
    """
    began, chosen = datetime.now(UTC), device(on)
    gpu = chosen.type == "cuda"
    types = dtypes or (["float32", "bfloat16"] if gpu else ["float32"])
    known_floats(types)
    benchmarks = [
        _benchmark(report, chosen, dtype, passes, warm_up, memory)
        for report in reports
        for dtype in types
    ]
    where = environment(chosen, began)
    return Session(benchmarks, where, torch.get_num_threads(), peak, peak_source)


def _benchmark(
    report: Report, on: torch.device, dtype: str, passes: int, warm_up: int, memory: int
) -> Benchmark:
    refuse_large(report, memory, dtype)
    flow = dataflow(report.network)
    elements: torch.dtype = getattr(torch, dtype)
    with runnable(report), limited(on, memory), _without_tf32():
        with on:
            model = Model(report.network).eval().to(elements)
            x = torch.rand(report.batch, *report.input, dtype=elements)
        with torch.inference_mode():
            for _ in range(warm_up):
                model(x)
            whole = [_timed(on, lambda: model(x)) for _ in range(passes)]
            seconds = _by_layer(model, x, flow, on, passes)
    layers = [
        _measured(report, path, leaf, dtype, seconds[path]) for path, leaf, _ in flow.operations
    ]
    total = Measured(
        "total",
        "network",
        sum(each.flops for each in layers),
        sum(each.counted for each in layers),
        sum(each.bytes for each in layers),
        median(whole),
    )
    fastest, slowest, pieces = min(whole), max(whole), _pieces(model)
    return Benchmark(report, dtype, layers, total, fastest, slowest, passes, warm_up, pieces)


def _pieces(model: Model) -> dict[str, int]:
    """The layers that are built of several convolutions, and of how many."""
    return {
        path: len(module.convs)
        for path, layer in model.layers_by_path.items()
        for module in layer.modules()
        if isinstance(module, PartialConv)
    }


def _measured(report: Report, path: str, leaf: Leaf, dtype: str, seconds: float) -> Measured:
    costs = leaf.costs
    elements = costs.batch * (sum(map(prod, costs.inputs)) + prod(costs.out))
    moved = (elements + costs.value("params") + costs.value("buffers")) * DTYPES[dtype]
    flops, counted = in_flops().price(leaf), report.convention.price(leaf)
    return Measured(path, leaf.layer.kind, flops, counted, moved, seconds)


def _timed(on: torch.device, job: Callable[[], object]) -> float:
    """The seconds that a job takes, the device's work included."""
    finish(on)
    start = perf_counter()
    job()
    finish(on)
    return perf_counter() - start


@contextmanager
def _without_tf32() -> Iterator[None]:
    """While this is open, float32 is float32.

    By default PyTorch lets a GPU round the factors of float32 convolutions to TF32, with which it
    has another peak: https://docs.pytorch.org/docs/stable/notes/cuda.html
    """
    convolutions, products = torch.backends.cudnn, torch.backends.cuda.matmul
    before = convolutions.allow_tf32, products.allow_tf32
    convolutions.allow_tf32 = products.allow_tf32 = False
    try:
        yield
    finally:
        convolutions.allow_tf32, products.allow_tf32 = before


def _by_layer(
    model: Model, x: Tensor, flow: Dataflow, on: torch.device, passes: int
) -> dict[str, float]:
    """The median time of each layer, between hooks before and after it."""
    times: dict[str, list[float]] = {path: [] for path, _, _ in flow.operations}
    with _stopwatches(model, times, on):
        for _ in range(passes):
            model(x)
    return {path: median(taken) for path, taken in times.items()}


@contextmanager
def _stopwatches(model: Model, times: dict[str, list[float]], on: torch.device) -> Iterator[None]:
    """While this is open, each forward pass adds the time of every layer to its list."""
    handles = []
    started: dict[str, float] = {}
    for path, taken in times.items():

        def start(module: nn.Module, inputs: Any, path: str = path) -> None:
            finish(on)
            started[path] = perf_counter()

        def stop(
            module: nn.Module,
            inputs: Any,
            output: Any,
            path: str = path,
            taken: list[float] = taken,
        ) -> None:
            finish(on)
            taken.append(perf_counter() - started[path])

        layer = model.layers_by_path[path]
        handles += [layer.register_forward_pre_hook(start), layer.register_forward_hook(stop)]
    try:
        yield
    finally:
        for handle in handles:
            handle.remove()
