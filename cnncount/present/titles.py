"""What several views say of a network in the same words."""

from __future__ import annotations

from cnncount.analysis.count import Report
from cnncount.shapes import shape_text


def on_input(report: Report) -> str:
    """What was counted on: ``input 3@224×224``, and the batch if it is not one example."""
    batch = f", batch {report.batch}" if report.batch != 1 else ""
    return f"input {shape_text(report.input)}{batch}"


def network(report: Report) -> str:
    """Which network was counted, and on what: ``resnet50: ResNet, input 3@224×224``."""
    return f"{report.name}: {report.title}, {on_input(report)}"
