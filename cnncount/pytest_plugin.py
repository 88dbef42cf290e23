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
    from cnncount.exams.checking import Outcome
    from cnncount.exams.key import Question


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options for answer keys."""
    group = parser.getgroup("cnncount", "answer keys")
    group.addoption(
        "--cnncount-hide-expected",
        action="store_true",
        help="do not show what is counted where an answer of a key is wrong",
    )
    group.addoption(
        "--cnncount-allow-outside",
        action="store_true",
        help="let a key name files outside its own folder",
    )


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

        allow_outside = self.config.getoption("cnncount_allow_outside", False)
        try:
            questions = read_key(str(self.path), allow_outside=allow_outside).questions
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
        from cnncount.exams.checking import check_question
        from cnncount.exams.phrases import value_text

        outcome = check_question(self.question)
        hidden = self.config.getoption("cnncount_hide_expected", False)
        self.user_properties.append(("expected", self.question.typed))
        if outcome.value is not None and not hidden:
            computed = value_text(outcome.value, self.question)
            self.user_properties.append(("computed", computed))
        if not outcome.passed:
            raise WrongAnswer(outcome, hide_expected=hidden)

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

    def __init__(self, outcome: Outcome, *, hide_expected: bool = False) -> None:
        super().__init__(outcome)
        self.outcome = outcome
        self.hide_expected = hide_expected

    def __str__(self) -> str:
        from cnncount.exams.phrases import asked, one_line
        from cnncount.exams.result import why

        heading = one_line(f"{asked(self.outcome.question)}: {self.outcome.question.typed}")
        if self.outcome.problems:
            return "\n".join([heading, *map(str, self.outcome.problems)])
        return "\n".join([heading, *why(self.outcome, hide_expected=self.hide_expected)])
