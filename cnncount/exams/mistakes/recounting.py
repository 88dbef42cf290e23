"""Counting again with something changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cnncount.analysis.explain.interpretation import Value
from cnncount.errors import SpecError
from cnncount.exams.asking import Subject, counted
from cnncount.network.tree import Leaf


def recounted(about: Subject, **changes: Any) -> Value | None:
    """The answer with the network counted otherwise; None where it cannot be counted so.

    What a layer costs can be told though those behind it no longer fit.
    """
    partial = about.row is not None and isinstance(about.row.node, Leaf)
    try:
        report = counted(about.question, choice=about.report.choice, partial=partial, **changes)
        return replace(about, report=report).value()
    except SpecError:
        return None
