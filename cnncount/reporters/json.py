"""json: everything that is known, for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from cnncount.analysis.explain.interpretation import Value
from cnncount.errors import Problem
from cnncount.exams.checked import Checked, difference, summary
from cnncount.exams.checking import Outcome, Status
from cnncount.exams.phrases import asked
from cnncount.reporters.options import Telling

SCHEMA_VERSION = 1

_STATUS = {
    Status.RIGHT: "right",
    Status.WRONG: "wrong",
    Status.DIFFERS: "differs",
    Status.UNREAD: "unreadable",
}


def write(files: Sequence[Checked], telling: Telling) -> str:
    """Files, their questions and the summary; what is kept back has no key."""
    total = summary(files)
    data = {
        "schema_version": SCHEMA_VERSION,
        "files": [_file(file, telling) for file in files],
        "summary": total._asdict() | {"exit_status": total.exit_status},
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _file(file: Checked, telling: Telling) -> dict[str, Any]:
    return {
        "path": file.path,
        "name": file.name,
        "questions": [_question(outcome, telling) for outcome in file.outcomes],
        "problems": _problems(file.problems),
    }


def _question(outcome: Outcome, telling: Telling) -> dict[str, Any]:
    question, explanation = outcome.question, outcome.explanation
    data: dict[str, Any] = {
        "id": question.id,
        "asked": asked(question),
        "text": question.asked.text,
        "line": question.place.line,
        "column": question.place.column,
        "answer": question.typed,
        "status": _STATUS[outcome.status],
        "points": question.asked.points if outcome.passed else 0,
        "of": question.asked.points,
    }
    if not telling.hide_expected:
        data |= {
            "counted": _plain(outcome.value),
            "difference": _plain(difference(outcome)),
            "arithmetic": outcome.work,
            "reasons": list(outcome.reasons),
        }
    wrong = outcome.status is Status.WRONG
    return data | {
        "slips": list(explanation.slips) if wrong and explanation else [],
        "slips_tried": explanation.tried if wrong and explanation else 0,
        "reason": question.asked.reason,
        "problems": _problems(outcome.problems),
    }


def _plain(value: Value | None) -> Any:
    """An integer as one, a shape as a list, another ratio as text: ``150/7``."""
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else str(value)
    return list(value) if isinstance(value, tuple) else value


def _problems(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    return [
        {
            "message": problem.message,
            "line": problem.place.line if problem.place else None,
            "column": problem.place.column if problem.place else None,
        }
        for problem in problems
    ]
