"""The cross-check of a counted network against the PyTorch model built from the same spec."""

from __future__ import annotations

import time
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

import torch

from cnncount.analysis.count import Report
from cnncount.analysis.verification import Environment
from cnncount.errors import Problem, SpecError
from cnncount.network.dataflow import dataflow
from cnncount.pytorch.machine import device, environment, finish, limited
from cnncount.pytorch.memory import DEFAULT_LIMIT, refuse_large
from cnncount.pytorch.model import Model
from cnncount.pytorch.subject import Subject
from cnncount.pytorch.verified import Verified
from cnncount.pytorch.witnesses import witnesses


def verify(
    report: Report,
    on: torch.device,
    against: Sequence[str] | None = None,
    memory: int = DEFAULT_LIMIT,
) -> Verified:
    """Build the network, run it, trace it, and compare every layer.

    Args:
        report: the network, counted.
        on: the device on which the forward pass and fvcore's trace run.
        against: the tools to compare with, of `tool_names`; all of them where it is left out.
        memory: the most bytes that the model may take.

    Raises:
        SpecError: there is no such tool, PyTorch refuses the network, or it takes more memory.
    """
    began = time.perf_counter()
    chosen = witnesses(against)
    refuse_large(report, memory)
    with runnable(report), limited(on, memory), _no_fast_path():
        with on:
            model = Model(report.network).eval()
            x = torch.rand(report.batch, *report.input)
        subject = Subject(report, dataflow(report.network), model, x)
        findings = [found for witness in chosen for found in witness.examine(subject)]
        finish(on)  # a GPU reports its errors only now
    return Verified(report, findings, time.perf_counter() - began)


@contextmanager
def runnable(report: Report) -> Iterator[None]:
    """While this is open, what PyTorch refuses of the network is a clear error.

    Of what it warns of, nothing is said where the spec wants just that: `same` for an even kernel.

    Raises:
        SpecError: it refuses something.
    """
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Using padding='same' with even kernel", UserWarning)
            yield
    except MemoryError:
        message = f"PyTorch cannot run {report.name}: out of memory; --max-memory sets the limit"
        raise SpecError([Problem(message)]) from None
    except (RuntimeError, ValueError, NotImplementedError) as error:
        first = str(error).partition("\n")[0]
        raise SpecError([Problem(f"PyTorch cannot run {report.name}: {first}")]) from None


@contextmanager
def _no_fast_path() -> Iterator[None]:
    """While this is open, attention runs no gradients and yet the operators that counters know."""
    before = torch.backends.mha.get_fastpath_enabled()
    torch.backends.mha.set_fastpath_enabled(False)
    try:
        with torch.no_grad():
            yield
    finally:
        torch.backends.mha.set_fastpath_enabled(before)


def run(
    reports: Iterable[Report],
    on: str,
    against: Sequence[str] | None = None,
    memory: int = DEFAULT_LIMIT,
) -> tuple[list[Verified], Environment]:
    """Verify networks, one after another, on a device in `DEVICES`; errors as in `verify`."""
    began, chosen = datetime.now(UTC), device(on)
    verified = [verify(report, chosen, against, memory) for report in reports]
    return verified, environment(chosen, began)
