"""The lecture's own numbers as a key: it passes, and any answer that is changed is seen to fail."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from cnncount.exams.checking import Outcome, Status, check_question
from cnncount.exams.counting import Counts
from cnncount.exams.key import Question, load, read_key
from cnncount.exams.typed.parts import Part, Typed
from cnncount.figures.figure import PrintedFigure, plain, printed_as
from cnncount.figures.shape import PrintedShape
from cnncount.figures.tolerance import Bound
from cnncount.spec.document import read_text
from cnncount.spec.files import Folder

FILE = Path(__file__).parents[2] / "keys" / "week10.key.yaml"
KEY = read_key(str(FILE))
COUNTS = Counts()


def answer(question: Question) -> Typed:
    assert isinstance(question.answer, Typed)
    return question.answer


def result(question: Question) -> Part:
    return answer(question).result


def ids(questions: list[Question]) -> list[str]:
    return [question.id for question in questions]


DIFFERING = [question for question in KEY.questions if question.asked.expect == "differs"]
BOUNDS = [question for question in KEY.questions if isinstance(result(question), Bound)]
"""One unit more or less is still `1,000 or more`: a bound fails only past the count."""

EXACT = [question for question in KEY.questions if question not in DIFFERING + BOUNDS]
WORKED = [question for question in EXACT if answer(question).sums]


def one_off(question: Question, by: int) -> str:
    """The answer with its last printed digit one up or down; of a shape, its last or first size."""
    *steps, last = question.typed.split(" = ")
    figure = result(question)
    if isinstance(figure, PrintedShape):
        by = 1 if "1" in re.findall("[0-9]+", last) else by
        end = "[0-9]+$" if by > 0 else "^[0-9]+"
        changed = re.sub(end, lambda size: str(int(size[0]) + by), last)
    else:
        assert isinstance(figure, PrintedFigure)
        changed = str(replace(figure, digits=figure.digits + by))
    return " = ".join((*steps, changed))


def other_arithmetic(question: Question) -> str:
    """The answer with the first number of its arithmetic one up, and the same result."""
    return re.sub("[0-9]+", lambda number: str(int(number[0]) + 1), question.typed, count=1)


CHANGES: dict[str, Callable[[Question], str]] = {
    "none": lambda question: question.typed,
    "up": lambda question: one_off(question, 1),
    "down": lambda question: one_off(question, -1),
    "arithmetic": other_arithmetic,
    "as counted": lambda question: counted_figure(question),
    "at the count": lambda question: f"{plain(counted_value(question))}개 이상",
    "past the count": lambda question: f"{plain(counted_value(question) + 1)}개 이상",
}


def counted_value(question: Question) -> int:
    value = outcomes("none")[question.id].value
    assert isinstance(value, int)
    return value


def counted_figure(question: Question) -> str:
    figure = result(question)
    assert isinstance(figure, PrintedFigure)
    return printed_as(counted_value(question), figure)


@cache
def outcomes(change: str) -> dict[str, Outcome]:
    """What comes of the key with the answers changed in its text, all of them at once."""
    affected = {"arithmetic": WORKED, "as counted": DIFFERING, "none": KEY.questions}.get(
        change, BOUNDS if "the count" in change else EXACT
    )
    lines = FILE.read_text(encoding="utf-8").splitlines()
    for question in affected:
        number, column = question.place.line - 1, question.place.column - 1
        before, line = lines[number][:column], lines[number][column:]
        assert question.typed in line
        lines[number] = before + line.replace(question.typed, CHANGES[change](question), 1)
    key = load(read_text("\n".join(lines) + "\n", FILE.name), Folder(FILE.parent))
    assert ids(key.questions) == ids(KEY.questions)
    return {
        question.id: check_question(question, COUNTS, explained=False) for question in key.questions
    }


def test_there_is_a_question_for_every_number() -> None:
    assert len(KEY.questions) == len(set(ids(KEY.questions))) > 200


def test_the_key_is_right_or_differs_as_it_says() -> None:
    for question in KEY.questions:
        outcome = outcomes("none")[question.id]
        assert outcome.reasons == () or outcome.status is Status.DIFFERS, question.id
        assert outcome.problems == ()
        expected = Status.DIFFERS if question in DIFFERING else Status.RIGHT
        assert outcome.status is expected, question.id


def wrong(question: Question, change: str) -> Outcome:
    """The outcome of a changed answer, after seeing that it fails where it stands."""
    outcome = outcomes(change)[question.id]
    assert outcome.question.typed == CHANGES[change](question) != question.typed
    assert outcome.status is Status.WRONG, question.id
    assert outcome.question.place.line == question.place.line
    assert outcome.question.typed in outcome.question.place.text
    return outcome


@pytest.mark.parametrize("change", ["up", "down"])
def test_one_unit_in_the_last_digit_fails(change: str) -> None:
    for question in EXACT:
        (reason,) = wrong(question, change).reasons
        assert "not " in reason


def test_other_arithmetic_fails_though_the_result_is_right() -> None:
    for question in WORKED:
        (reason,) = wrong(question, "arithmetic").reasons
        assert ", not " in reason


@pytest.mark.parametrize("question", DIFFERING, ids=ids(DIFFERING))
def test_what_is_said_to_differ_must_differ(question: Question) -> None:
    assert wrong(question, "as counted").reasons == (
        "the key expects a difference, and there is none",
    )


def test_a_bound_holds_up_to_the_count_and_not_past_it() -> None:
    for question in BOUNDS:
        assert outcomes("at the count")[question.id].status is Status.RIGHT, question.id
        assert wrong(question, "past the count").status is Status.WRONG, question.id


def test_what_differs_is_what_nothing_reproduces() -> None:
    assert ids(DIFFERING) == ["densenet264", "Inception-ResNet-v2", "SE-Inception-ResNet-v2"]
    assert counted_value(DIFFERING[0]) == 2 * (6 + 12 + 64 + 48) + 5
    assert counted_value(DIFFERING[1]) == 13_155_794_016  # 13.16 G, as its reason says
    assert all(question.asked.reason for question in DIFFERING)
