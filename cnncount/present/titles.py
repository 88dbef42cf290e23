"""What several views say about a network in the same words."""

from __future__ import annotations

from collections.abc import Mapping

from cnncount.analysis.count import Report
from cnncount.analysis.count_result import Count
from cnncount.analysis.result import NetworkResult, settings_text
from cnncount.shapes import shape_text


def on_input(asked: NetworkResult | Report) -> str:
    """What was counted: ``input 3@224×224, batch 4, downsample_at=3x3``, without what is usual."""
    settings = asked.settings if isinstance(asked, NetworkResult) else asked.changed
    parts = [
        f"input {shape_text(asked.input)}",
        *([f"batch {asked.batch}"] if asked.batch != 1 else []),
        *([settings_text(settings)] if settings else []),
    ]
    return ", ".join(parts)


def network(asked: NetworkResult | Report) -> str:
    """Which network was counted, and how: ``resnet50: ResNet, input 3@224×224``."""
    name = "" if asked.name == asked.title else f"{asked.name}: "
    return f"{name}{asked.title}, {on_input(asked)}"


def under(unit: str, convention: str) -> str:
    """What is counted: ``multiplications as in 'lecture'``."""
    return f"{unit} as in '{convention}'"


def context(count: Count) -> Mapping[str, str | int]:
    """What was asked, for a format that has no heading."""
    return {
        "network": count.name,
        "input": "x".join(map(str, count.input)),
        "batch": count.batch,
        "settings": settings_text(count.settings),
        "convention": count.convention,
    }
