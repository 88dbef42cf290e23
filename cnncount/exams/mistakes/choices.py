"""Another form of the same network: a choice that its paper leaves, or another code makes."""

from __future__ import annotations

from collections.abc import Iterator

from cnncount.analysis.explain.forms import forms
from cnncount.exams.asking import Subject
from cnncount.exams.mistakes.mistake import Mistake
from cnncount.exams.mistakes.recounting import recounted


def mistakes(about: Subject) -> Iterator[Mistake]:
    """The network with one of its variables at another of the values that make sense."""
    given = about.question.asked.set
    if about.question.asked.over is not None:
        return
    for form in forms(about.report):
        if form.variables:
            value = recounted(about, variables={**given, **form.variables})
            yield Mistake(f"with {form}", form.rank, value)
