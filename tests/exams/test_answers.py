"""Answers as exams, courses and posts print them: each is judged rightly, and its mistake named.

`answers.yaml` says where each is from. A question that has no `key` is graded against the count
itself; one that has, against what a lecturer would print.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from cnncount.exams.asking import subject
from cnncount.exams.checking import Outcome, Status, check_question
from cnncount.exams.grading import Marker
from cnncount.exams.key import Key, load
from cnncount.exams.marks import MarkStatus
from cnncount.exams.phrases import value_text
from cnncount.spec.document import read_text
from cnncount.spec.files import Folder

FILE = Path(__file__).parent / "answers.yaml"
_OWN = {"source", "asks", "right", "wrong", "key"}


class Printed(NamedTuple):
    """An answer in print: the question as a key has it, the key's answer, the text."""

    question: str
    key: str | None
    text: str
    mistake: str | None


def asks() -> Iterator[dict[str, Any]]:
    for entry in yaml.safe_load(FILE.read_text(encoding="utf-8")):
        yield from ({**entry, **ask} for ask in entry["asks"])


def printed(which: str) -> Iterator[Printed]:
    for ask in asks():
        question = json.dumps({k: v for k, v in ask.items() if k not in _OWN}, ensure_ascii=False)
        texts = ask.get(which, {})
        for text in texts:
            mistake = texts[text] if isinstance(texts, dict) else None
            yield Printed(question, ask.get("key"), text, mistake)


RIGHT = [*printed("right")]
WRONG = [*printed("wrong")]


def numbered(answers: list[Printed]) -> list[str]:
    return [f"{number}: {answer.text}" for number, answer in enumerate(answers)]


def key_of(question: str, answer: str) -> Key:
    asked = {**json.loads(question), "answer": answer}
    text = json.dumps({"name": "printed", "questions": [asked]}, ensure_ascii=False)
    return load(read_text(text, "printed.key.yaml"), Folder(Path()))


@cache
def marker(question: str, key: str | None) -> Marker:
    if key is None:
        (asked,) = key_of(question, "1").questions
        key = value_text(subject(asked).value(), asked).removeprefix("about ")
    return Marker(key_of(question, key))


def checked(question: str, answer: str) -> Outcome:
    (asked,) = key_of(question, answer).questions
    return check_question(asked, explained=False)


def test_there_are_many_and_each_has_its_source() -> None:
    assert len(RIGHT) > 280
    assert len(WRONG) > 50
    entries = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    assert all(entry["source"] for entry in entries)


@pytest.mark.parametrize("answer", RIGHT, ids=numbered(RIGHT))
def test_a_right_answer_is_right_as_it_is_printed(answer: Printed) -> None:
    mark = marker(answer.question, answer.key).mark("1", answer.text)
    assert (mark.status, mark.reason) == (MarkStatus.RIGHT, "")
    assert checked(answer.question, answer.text).status is Status.RIGHT


@pytest.mark.parametrize("answer", WRONG, ids=numbered(WRONG))
def test_a_wrong_answer_is_wrong_and_its_mistake_is_named(answer: Printed) -> None:
    mark = marker(answer.question, answer.key).mark("1", answer.text)
    assert mark.status is MarkStatus.WRONG
    if answer.mistake is not None:
        assert answer.mistake in str(mark.explanation)
