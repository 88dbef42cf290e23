"""The machine that models run on: its device, and its description for measured figures."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import torch

from cnncount.analysis.verification import Environment
from cnncount.errors import Problem, SpecError
from cnncount.pytorch.cli_choices import known_device


def device(name: str) -> torch.device:
    """The device of a name in `DEVICES`; `auto` is the GPU where there is one.

    Raises:
        SpecError: there is no such device, here or at all.
    """
    known_device(name)
    if name == "cuda" and not torch.cuda.is_available():
        raise SpecError([Problem("PyTorch finds no CUDA device here")])
    if name == "auto":
        name = "cuda" if torch.cuda.is_available() else "cpu"
    return torch.device(name)


def finish(on: torch.device) -> None:
    """Wait for what a GPU still has to do."""
    if on.type == "cuda":
        torch.cuda.synchronize(on)


@contextmanager
def limited(on: torch.device, memory: int) -> Iterator[None]:
    """While this is open, PyTorch fails where it would take more than so many bytes more.

    A CPU's memory is limited on Linux alone.
    """
    if on.type == "cuda":
        total = torch.cuda.get_device_properties(on).total_memory
        torch.cuda.set_per_process_memory_fraction(min(1.0, memory / total), on)
        try:
            yield
        finally:
            torch.cuda.set_per_process_memory_fraction(1.0, on)
    elif sys.platform == "linux":
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[0])
        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        own = pages * resource.getpagesize() + memory
        resource.setrlimit(resource.RLIMIT_AS, (own if soft < 0 else min(own, soft), hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    else:
        yield


def environment(on: torch.device, began: datetime) -> Environment:
    """What a check that began then, and ends now, ran on."""
    seconds = (datetime.now(UTC) - began).total_seconds()
    versions = {
        "cnncount": version("cnncount"),
        "python": platform.python_version(),
        "torch": str(torch.__version__),
        "fvcore": version("fvcore"),
    }
    if on.type == "cuda":
        name = torch.cuda.get_device_name(on)
        peak = torch.cuda.max_memory_allocated(on)
        versions["cuda"] = str(torch.version.cuda)
    else:
        name = _processor()
        peak = _peak_of_process()
    began_at = began.isoformat(timespec="seconds")
    return Environment(on.type, name, versions, began_at, round(seconds, 1), peak)


def _processor() -> str:
    """The processor's name, as far as the system tells it."""
    listing = Path("/proc/cpuinfo")
    if listing.is_file():
        for line in listing.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _peak_of_process() -> int:
    if sys.platform == "win32":
        return 0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
