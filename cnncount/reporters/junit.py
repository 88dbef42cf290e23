"""junit: a test suite for each key, a test case for each question, as XML."""

from __future__ import annotations

from collections.abc import Sequence

from cnncount.errors import Problem, SpecError
from cnncount.exams.checked import Checked, summary
from cnncount.exams.checking import Outcome, Status
from cnncount.exams.phrases import asked, one_line
from cnncount.exams.phrases import points as points_text
from cnncount.reporters.options import Telling, reasons

_MISSING = "--format junit needs junitparser: pip install 'cnncount[junit]'"

try:
    from junitparser import Error, Failure, JUnitXml, TestCase, TestSuite
except ImportError:
    raise SpecError([Problem(_MISSING)]) from None


def write(files: Sequence[Checked], telling: Telling) -> str:
    """The suites, one after another."""
    xml = JUnitXml("cnncount check")
    for file in files:
        suite = TestSuite(one_line(file.name or file.path))
        total = summary([file])
        suite.add_property("points", f"{points_text(total.points)} of {points_text(total.of)}")
        suite.add_testcases(
            [*_unreadable(file), *(_case(file, each, telling) for each in file.outcomes)]
        )
        xml.add_testsuite(suite)
    text: bytes = xml.tostring()  # type: ignore[no-untyped-call]
    return text.decode("utf-8") + "\n"


def _unreadable(file: Checked) -> list[TestCase]:
    if not file.problems:
        return []
    case = TestCase("the file can be read", classname=one_line(file.path))
    case.result = [Error(one_line(p.message), "unreadable") for p in file.problems]
    return [case]


def _case(file: Checked, outcome: Outcome, telling: Telling) -> TestCase:
    question = outcome.question
    case = TestCase(f"{one_line(question.id)}: {asked(question)}", classname=one_line(file.path))
    if not outcome.passed:
        first, *more = reasons(outcome, telling)
        kind = Error if outcome.status is Status.UNREAD else Failure
        result = kind(first, outcome.status.name.lower())
        result.text = "\n".join([one_line(f"{question.place}: {first}"), *more])
        case.result = [result]
    return case
