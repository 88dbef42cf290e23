"""A counted network written back as a spec: every variable settled, every block in its place."""

from __future__ import annotations

from typing import Any

from cnncount.analysis.count import Report
from cnncount.errors import refusal
from cnncount.network.writing import SpecWriter
from cnncount.spec.family import MAX_NAME
from cnncount.spec.syntax import MAX_DEPTH


def expanded(report: Report) -> dict[str, Any]:
    """The spec of just this network, as plain data. Counting it gives the same paths and figures.

    Raises:
        SpecError: it has more layers, or more levels of them, than a spec may have.
    """
    spec = report.choice.spec
    name = spec.name if report.choice.variant is None else f"{spec.name} ({report.name})"
    source = {"source": spec.source} if spec.source else {}
    layers = SpecWriter().steps(report.network.parts["layers"])
    expanded = {"name": name[:MAX_NAME], **source, "input": list(report.input), "layers": layers}
    if _depth(expanded) > MAX_DEPTH:
        raise refusal("expanded-levels", limit=MAX_DEPTH)
    return expanded


def _depth(data: Any) -> int:
    """How many lists and mappings are inside one another."""
    if not isinstance(data, dict | list):
        return 0
    return 1 + max(map(_depth, data.values() if isinstance(data, dict) else data), default=0)
