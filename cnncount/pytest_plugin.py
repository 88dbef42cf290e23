"""pytest collects answer keys: `pytest keys/` runs a test for each question of each *.key.yaml.

Every pytest where cnncount is installed loads this file, so it loads nothing else until it meets
a key.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from cnncount.exams.checked import Finding
    from cnncount.exams.key import Question


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> KeyFile | None:
    """Collect a key."""
    if file_path.name.endswith((".key.yaml", ".key.yml")):
        return KeyFile.from_parent(parent, path=file_path)
    return None


class KeyFile(pytest.File):
    """An answer key."""

    def collect(self) -> Iterator[KeyQuestion]:
        """Collect its questions."""
        from cnncount.errors import SpecError
        from cnncount.exams.key import read_key

        try:
            questions = read_key(str(self.path)).questions
        except SpecError as error:
            raise self.CollectError(str(error)) from None
        for question in questions:
            yield KeyQuestion.from_parent(self, name=question.id, question=question)


class KeyQuestion(pytest.Item):
    """A question of a key, as a test."""

    def __init__(self, *, question: Question, **rest: Any) -> None:
        super().__init__(**rest)
        self.question = question

    def runtest(self) -> None:
        """Check the question."""
        from cnncount.exams.checked import finding
        from cnncount.exams.checking import check_question, written

        found = finding(check_question(self.question))
        self.user_properties.append(("expected", self.question.typed))
        if found.outcome.value is not None:
            computed = written(found.outcome.value, self.question)
            self.user_properties.append(("computed", computed))
        if not found.outcome.passed:
            raise WrongAnswer(found)

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None
    ) -> str | Any:
        """The message of a wrong answer, without a traceback."""
        if isinstance(excinfo.value, WrongAnswer):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """The line of the answer; pytest counts lines from 0."""
        from cnncount.exams.phrases import asked

        return self.path, self.question.place.line - 1, f"{self.name}: {asked(self.question)}"


class WrongAnswer(Exception):
    """A key's answer is not what is counted, or cannot be judged."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding)
        self.finding = finding

    def __str__(self) -> str:
        from cnncount.exams.phrases import asked
        from cnncount.reporters.options import Telling, reasons

        outcome = self.finding.outcome
        heading = f"{asked(outcome.question)}: {outcome.question.typed}"
        if outcome.problems:
            return "\n".join([heading, *map(str, outcome.problems)])
        return "\n".join([heading, *reasons(self.finding, Telling())])
