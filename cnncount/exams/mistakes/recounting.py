"""Counting again with something changed."""

from __future__ import annotations

from typing import Any

from cnncount.analysis.count import Report
from cnncount.analysis.explain.interpretation import Value
from cnncount.errors import SpecError
from cnncount.exams.asking import Subject
from cnncount.exams.counting import counted


def recounted_report(about: Subject, **changes: Any) -> Report | None:
    """The network counted otherwise; None where it cannot be counted so.

    What a layer costs can be told though those after it no longer fit.
    """
    try:
        partial = about.leaf is not None
        return counted(about.question, choice=about.report.choice, partial=partial, **changes)
    except SpecError:
        return None


def recounted(about: Subject, **changes: Any) -> Value | None:
    """The answer with the network counted otherwise; None where it cannot be counted so."""
    report = recounted_report(about, **changes)
    if report is None:
        return None
    try:
        return Subject(about.question, report, about.other).value()
    except (SpecError, ValueError):
        return None
