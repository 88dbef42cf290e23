"""What a cross-check found: the count beside what was measured, layer by layer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from cnncount.analysis.count import Report
from cnncount.shapes import Shape

T = TypeVar("T", int, Shape)


class Compared(NamedTuple, Generic[T]):
    """One quantity of one layer.

    Attributes:
        path: the layer's path.
        kind: its kind.
        analytic: what is counted: a number, or a shape.
        traced: what was found in the PyTorch model; None where it was not met at all.
    """

    path: str
    kind: str
    analytic: T
    traced: T | None

    @property
    def agrees(self) -> bool:
        """Whether the count is what was found."""
        return self.analytic == self.traced

    @property
    def difference(self) -> int | None:
        """Traced less analytic; None of shapes."""
        if isinstance(self.analytic, int) and isinstance(self.traced, int):
            return self.traced - self.analytic
        return None


class Operator(NamedTuple):
    """What a tool counted in the layers in which it met the same operators.

    Attributes:
        name: the tool's names of the operators.
        analytic: what the convention counts in these layers.
        traced: what the tool counted.
    """

    name: str
    analytic: int
    traced: int


class Uncounted(NamedTuple):
    """An operator that a tool met and counts nothing for.

    Attributes:
        name: the tool's name of it.
        times: how often it was met.
        kinds: the layer kinds in which it was met, and whether the convention counts anything in
            layers of this kind: for other operators in them.
    """

    name: str
    times: int
    kinds: Mapping[str, bool]


class Finding(NamedTuple):
    """What one witness says of one quantity.

    Attributes:
        quantity: params, buffers, output shape; or the convention that a tool was held against.
        layers: every layer, in the order of the data.
        total: the whole network's; None of shapes, which have none.
        operators: by operator, where the tool tells them.
        uncounted: what it met and does not count.
        tool: the witness, where it is a tool: the name that `--against` knows it by.
    """

    quantity: str
    layers: Sequence[Compared[Any]]
    total: Compared[int] | None = None
    operators: Sequence[Operator] = ()
    uncounted: Sequence[Uncounted] = ()
    tool: str | None = None

    @property
    def differences(self) -> list[Compared[Any]]:
        """The layers, and the total, that are not as counted."""
        whole = [self.total] if self.total else []
        return [compared for compared in (*self.layers, *whole) if not compared.agrees]


class Verified(NamedTuple):
    """A network, examined.

    Attributes:
        report: the network, as counted.
        findings: what each witness says.
        seconds: how long building, running and tracing it took.
    """

    report: Report
    findings: Sequence[Finding]
    seconds: float

    @property
    def differing(self) -> set[str]:
        """The paths of the layers of which anything differs."""
        compared = (each for finding in self.findings for each in finding.layers)
        return {each.path for each in compared if not each.agrees}

    @property
    def agrees(self) -> bool:
        """Whether nothing differs."""
        return not any(finding.differences for finding in self.findings)


class Environment(NamedTuple):
    """What the check ran on, and when.

    Attributes:
        device: ``cpu`` or ``cuda``.
        device_name: the processor's name.
        versions: of cnncount, Python, torch, CUDA and the tools.
        began: date and time, UTC, ISO 8601.
        seconds: how long all of it took.
        peak_bytes: the most memory held at one time: on a GPU by tensors, else by the process.
    """

    device: str
    device_name: str
    versions: Mapping[str, str]
    began: str
    seconds: float
    peak_bytes: int

    @property
    def where(self) -> str:
        """The device, ``cpu (AMD EPYC)``."""
        return f"{self.device} ({self.device_name})"

    @property
    def when(self) -> str:
        """Date and time to the minute, ``2026-11-24 09:22 UTC``."""
        return f"{self.began[:16].replace('T', ' ')} UTC"

    @property
    def software(self) -> str:
        """The versions in one line."""
        return ", ".join(f"{name} {number}" for name, number in self.versions.items())
