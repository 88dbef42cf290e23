"""What a cross-check found: the count beside what was measured, layer by layer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from cnncount.analysis.count import Report
from cnncount.analysis.result import asked
from cnncount.analysis.verification import (
    Environment,
    LayerCheck,
    NetworkCheck,
    OperatorCheck,
    QuantityCheck,
    UncountedOperator,
    Verification,
)
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
        quantity: params, buffers, output shape; or the convention that predicts a tool.
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


def result(
    verified: Sequence[Verified], environment: Environment, *, per_layer: bool = False
) -> Verification:
    """What was found, as a result.

    Args:
        verified: the networks.
        environment: what the check ran on.
        per_layer: whether every layer is in it, not only those that differ.
    """
    return Verification(
        environment=environment, networks=tuple(_network(each, per_layer) for each in verified)
    )


def _network(verified: Verified, per_layer: bool) -> NetworkCheck:
    return NetworkCheck(
        **asked(verified.report),
        agrees=verified.agrees,
        differing=len(verified.differing),
        seconds=round(verified.seconds, 2),
        findings=tuple(_quantity(finding, per_layer) for finding in verified.findings),
    )


def _quantity(finding: Finding, per_layer: bool) -> QuantityCheck:
    total = finding.total
    return QuantityCheck(
        quantity=finding.quantity,
        tool=finding.tool,
        compared=len(finding.layers),
        analytic=total.analytic if total else None,
        traced=total.traced if total else None,
        differences=tuple(map(_layer, finding.differences)),
        operators=tuple(OperatorCheck(*each) for each in finding.operators),
        uncounted=tuple(UncountedOperator(*each) for each in finding.uncounted),
        layers=tuple(map(_layer, finding.layers)) if per_layer else (),
    )


def _layer(compared: Compared[Any]) -> LayerCheck:
    return LayerCheck(*compared, compared.difference)
