"""Another form of the same network: a choice that its paper leaves, or another code makes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cnncount.keys.asking import Subject
from cnncount.keys.slips.recounting import recounted
from cnncount.keys.slips.slip import COMMON, Slip


def slips(about: Subject) -> Iterator[Slip]:
    """The network with one of its variables at another of the values that make sense."""
    given = about.question.asked.set
    if about.question.asked.over is not None:
        return
    for name, now in about.report.settings.variables.items():
        for other in _others(about, name, now):
            value = recounted(about, variables={**given, name: other})
            yield Slip(f"with {name}={_spelled(other)}", COMMON, value)


def _others(about: Subject, name: str, now: Any) -> list[Any]:
    values = [not now] if isinstance(now, bool) else about.report.choice.spec.choices.get(name, [])
    return [value for value in values if value != now]


def _spelled(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
