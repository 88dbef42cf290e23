"""junit: a test suite for each checked key, a test case for each question, as XML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnncount.errors import refusal
from cnncount.formats.document import Case, Document, Suite

if TYPE_CHECKING:
    from junitparser import TestCase

CASES_ONLY = True


def write(document: Document) -> str:
    """The suites, one after another.

    Raises:
        SpecError: junitparser is not installed.
    """
    try:
        from junitparser import JUnitXml, TestSuite
    except ImportError:
        raise refusal("needs-junitparser") from None

    xml = JUnitXml("cnncount check")
    for suite in document.suites or ():
        written = TestSuite(suite.name or suite.path)
        written.add_property("points", suite.score)
        written.add_testcases([*_unreadable(suite), *(_case(suite, each) for each in suite.cases)])
        xml.add_testsuite(written)
    text: bytes = xml.tostring()  # type: ignore[no-untyped-call]
    return text.decode("utf-8") + "\n"


def _unreadable(suite: Suite) -> list[TestCase]:
    from junitparser import Error, TestCase

    if not suite.problems:
        return []
    case = TestCase("the file can be read", classname=suite.path)
    case.result = [Error(problem.message, "unreadable") for problem in suite.problems]
    return [case]


def _case(suite: Suite, case: Case) -> TestCase:
    from junitparser import Error, Failure, TestCase

    written = TestCase(f"{case.id}: {case.asked}", classname=suite.path)
    if not case.passed:
        first, *more = case.why
        kind = Error if case.status == "unreadable" else Failure
        result = kind(first, case.status)
        place = f"{suite.path}:{case.line}:{case.column}"
        result.text = "\n".join([f"{place}: {first}", *more])
        written.result = [result]
    return written
