"""Some cases of each kind of input; `make fuzz` runs many."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from cnncount.cli import app as program
from tests.fuzz.case import Case
from tests.fuzz.inputs import KINDS
from tests.fuzz.judge import Judge

CASES = 25
SECONDS = 20
"""Far more than a case takes: what is slow is found by `make fuzz`, where nothing else runs."""


@pytest.fixture
def judge(tmp_path: Path) -> Iterator[Judge]:
    judge = Judge(tmp_path, SECONDS)
    with judge.ready():
        yield judge


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_the_input_is_the_program_answers(kind: str, judge: Judge) -> None:
    maker = KINDS[kind]()
    for number in range(CASES):
        case = maker(Random(f"0:{kind}:{number}"))
        assert judge.failure(case) is None, case


@pytest.mark.parametrize("kind", KINDS)
def test_some_cases_are_right_and_some_are_wrong(kind: str, judge: Judge) -> None:
    """The generators are not idle: files are refused, and others get as far as the output."""
    maker = KINDS[kind]()
    statuses = {judge.run(maker(Random(f"1:{kind}:{number}"))).status for number in range(25)}
    assert {0, 2} <= statuses


def _fails() -> None:
    raise LookupError("x")


def _grows() -> None:
    bytearray(300 * 2**20)


def _hangs() -> None:
    while True:
        pass


def _exits() -> None:
    raise SystemExit(7)


def _says_nothing() -> None:
    raise SystemExit(2)


def _reads() -> None:
    Path("/etc/passwd").read_text()
    raise SystemExit(0)


def _writes() -> None:
    Path("new").write_text("")
    raise SystemExit(0)


def _runs() -> None:
    os.system("true")
    raise SystemExit(0)


@pytest.mark.parametrize(
    ("does", "kind"),
    [
        (_fails, "LookupError in"),
        (_grows, "too much memory in"),
        (_hangs, "too slow in"),
        (_exits, "exit status 7"),
        (_says_nothing, "exit status 2 without a message"),
        (_reads, "it should not read /etc/passwd"),
        (_writes, "it should not write "),
        (_runs, "it should not os.system "),
    ],
)
def test_the_judge_sees_each_fault(
    does: Any, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge = Judge(tmp_path, seconds=0.1)
    with judge.ready():
        monkeypatch.setattr(program, "main", does)
        failure = judge.failure(Case(("lenet5",)))
    assert failure is not None
    assert failure.kind.startswith(kind)


def test_a_case_is_made_of_its_number_alone() -> None:
    maker = KINDS["specs"]()
    first, again = (maker(Random("0:specs:7")) for _ in range(2))
    assert first == again
    assert KINDS["specs"]()(Random("0:specs:7")) == first


def test_a_case_is_written_and_read_again(tmp_path: Path) -> None:
    case = KINDS["submissions"]()(Random(3))
    case.write(tmp_path / "case")
    assert Case.read(tmp_path / "case") == case
