"""The cross-check of counts against PyTorch models, as a result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cnncount.analysis.result import NetworkResult, Result
from cnncount.shapes import Shape


@dataclass(frozen=True)
class Environment:
    """What a run used, and when.

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


@dataclass(frozen=True)
class LayerCheck:
    """One quantity of one layer, or of the network.

    Attributes:
        path: the layer's path; ``total`` for the network.
        kind: its kind.
        analytic: the count: a number, or a shape.
        traced: what the PyTorch model has; None where the layer was not found in it.
        difference: traced less analytic; None for shapes.
    """

    path: str
    kind: str
    analytic: int | Shape
    traced: int | Shape | None
    difference: int | None


@dataclass(frozen=True)
class OperatorCheck:
    """The layers in which a tool found the same operators.

    Attributes:
        name: the tool's names of the operators.
        analytic: what the convention counts in these layers.
        traced: what the tool counted.
    """

    name: str
    analytic: int
    traced: int


@dataclass(frozen=True)
class UncountedOperator:
    """An operator that a tool found and counts nothing for.

    Attributes:
        name: the tool's name of it.
        times: how often it was found.
        kinds: the layer kinds in which it was found, and whether the convention counts anything in
            layers of this kind, for other operators.
    """

    name: str
    times: int
    kinds: Mapping[str, bool]


@dataclass(frozen=True, kw_only=True)
class QuantityCheck:
    """One quantity of a network, compared.

    Attributes:
        quantity: params, buffers, output shape; or the convention of a tool.
        tool: the tool that was compared with, if it was one.
        compared: the number of layers.
        analytic: the whole network's count; None for shapes.
        traced: what the model has in all; None for shapes.
        differences: the layers, and the total, that are not as counted.
        operators: by operator, where the tool says.
        uncounted: what the tool found and does not count.
        layers: every layer, if it was asked for.
    """

    quantity: str
    tool: str | None
    compared: int
    analytic: int | None
    traced: int | None
    differences: tuple[LayerCheck, ...]
    operators: tuple[OperatorCheck, ...]
    uncounted: tuple[UncountedOperator, ...]
    layers: tuple[LayerCheck, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class NetworkCheck(NetworkResult):
    """A network, checked.

    Attributes:
        agrees: whether nothing differs.
        differing: the number of layers of which anything differs.
        seconds: how long building, running and tracing it took.
        findings: a quantity each.
    """

    agrees: bool
    differing: int
    seconds: float
    findings: tuple[QuantityCheck, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class Verification(Result):
    """Counts against PyTorch models that were built from the same specs.

    Attributes:
        environment: what the check ran on, and when.
        networks: the networks, in the order in which they were given.
    """

    environment: Environment
    networks: tuple[NetworkCheck, ...]

    @property
    def agrees(self) -> bool:
        """Whether nothing differs in any network."""
        return all(each.agrees for each in self.networks)

    def records(self) -> Iterable[Mapping[str, Any]]:
        """A mapping for each quantity of each network."""
        for each in self.networks:
            for finding in each.findings:
                yield {
                    "network": each.name,
                    "quantity": finding.quantity,
                    "tool": finding.tool,
                    "analytic": finding.analytic,
                    "traced": finding.traced,
                    "differences": len(finding.differences),
                }
