"""Marking students' answers: what is right, why the rest is wrong, and what files may hold."""

from __future__ import annotations

import csv
import io
import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnncount.errors import SpecError
from cnncount.exams.grading import Marker, common_slips
from cnncount.exams.key import read_key
from cnncount.exams.submissions import (
    MAX_CELLS,
    MAX_STUDENTS,
    Submission,
    read_submissions,
    submission_files,
)
from cnncount.formats import render
from cnncount.present.grading import grading
from cnncount.spec.files import MAX_BYTES

QUIZ = Path(__file__).parents[2] / "docs" / "examples" / "quiz.key.yaml"
MARKER = Marker(read_key(str(QUIZ)))
IDS = list(MARKER.outcomes)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("1a", "28x28x6"),
        ("1a", "(6, 28, 28)"),
        ("1b", "156"),
        ("1b", "5*5*6 + 6 = 156"),
        ("1b", "156개"),
        ("1b", "about 156"),
        ("1c", "5x5"),
        ("2", "240000"),
        ("2", "234.4 KiB"),
        ("2", "0.23 MiB"),
        ("3", "241,664"),
        ("3", "0.24M"),
        ("saving", "21.4"),
        ("saving", "21.43x"),
        ("table-1", "3.8e9"),
        ("table-1", "3.86e9"),
        ("table-1", "3857973248"),
        ("printed", "140M"),
        ("printed", "138M"),
    ],
)
def test_a_right_answer_is_right_however_it_is_written(question: str, answer: str) -> None:
    if answer == "0.23 MiB":
        assert "too coarse" in MARKER.mark(question, answer).reason
        return
    mark = MARKER.mark(question, answer)
    assert (mark.right, mark.reason) == (True, "")
    assert mark.points == MARKER.outcomes[question].question.asked.points


@pytest.mark.parametrize(
    ("question", "answer", "reason"),
    [
        ("1b", "150", "150, and 156 is counted"),
        ("1b", "0.2k", "0.2k is too coarse beside the key's 156"),
        ("1b", "1..9999", "1..9999 is not one figure, and 156 is counted"),
        ("1b", "over 3", "over 3 is not one figure, and 156 is counted"),
        ("1b", "156 ± 50%", "156 ± 50% is not one figure, and 156 is counted"),
        ("1b", "5*5*6 = 156", "the arithmetic comes to 150, and 156 is counted"),
        ("1b", "9**9**9 = 156", "the arithmetic cannot be read"),
        ("1b", "((((((1 = 156", "the arithmetic cannot be read"),
        ("1b", "", "no answer"),
        ("1b", "  ", "no answer"),
        ("1b", "who knows", "who knows cannot be read: no number here"),
        ("1b", "1e999999999", "an exponent is at most 30"),
        ("1b", "1" * 10_000, "at most 200 characters"),
        ("1b", "\x1b[31m156", "156 cannot be read"),
        ("1a", "28x28", "28x28, and 6@28×28 is counted"),
        ("2", "240 KB", "can be read as 240,000 bytes (kilo=1000) or as 245,760 bytes"),
        ("saving", "21", "21, and about 21.4286 is counted"),
        ("saving", "21x", "21x is too coarse beside the key's 21.4x"),
    ],
)
def test_a_wrong_answer_has_its_reason(question: str, answer: str, reason: str) -> None:
    mark = MARKER.mark(question, answer)
    assert (mark.right, mark.points) == (False, 0)
    assert reason in mark.reason
    assert "\x1b" not in mark.reason + str(mark.answer)


def test_the_slip_behind_a_students_answer_is_recognised() -> None:
    for answer in ("150", "5*5*6 = 150", "5*5*6 = 156"):
        explanation = MARKER.mark("1b", answer).explanation
        assert explanation is not None
        assert explanation.first == "150 is C1 without the biases"


def test_common_slips_are_counted() -> None:
    graded = [MARKER.graded(Submission(s, "f", {"1b": "150", "1c": s})) for s in ("5", "6")]
    assert common_slips(graded)[0] == ("1b", "without the biases", 2)


@given(st.text(max_size=60))
def test_no_answer_breaks_the_marking(answer: str) -> None:
    assert MARKER.mark("1c", answer).points in (0, 1)


def test_a_key_that_is_wrong_does_not_mark(tmp_path: Path) -> None:
    exam = QUIZ.with_name("exam.key.yaml")
    with pytest.raises(SpecError, match="the key is wrong here, so it cannot mark"):
        Marker(read_key(str(exam)))


# --- files


def read(tmp_path: Path, name: str, data: str | bytes) -> list[Submission]:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_submissions(str(path), IDS)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ada.yaml", "1a: [6, 28, 28]\n1b: 156\n1c: 5\n"),
        ("Ada.csv", "id,answer\n1a,'[6, 28, 28]'\n1b,156\n1c,5\n".replace("'", '"')),
        ("Ada.csv", '1a,"[6, 28, 28]"\n1b,156\n1c,5\n'),
        ("Ada.csv", "question;answer\n1a;[6, 28, 28]\n1b;156\n1c;5\n"),
        ("all.csv", 'student,1a,1b,1c\nAda,"[6, 28, 28]",156,5\n'),
        ("all.csv", "\ufeffstudent\t1a\t1b\t1c\r\nAda\t[6, 28, 28]\t156\t5\r\n\r\n"),
    ],
)
def test_each_kind_of_file_is_read(tmp_path: Path, name: str, text: str) -> None:
    (submission,) = read(tmp_path, name, text)
    assert submission.student == "Ada"
    assert submission.answers == {"1a": "[6, 28, 28]", "1b": "156", "1c": "5"}
    assert submission.remarks == ()
    assert MARKER.graded(submission).points == 4


def test_an_answer_is_taken_as_it_was_typed(tmp_path: Path) -> None:
    (submission,) = read(tmp_path, "a.yaml", "1b: 0x9C\nsaving: 21.40\n2: {a: 1}\n3: no\n")
    assert submission.answers == {"1b": "0x9C", "saving": "21.40", "2": "{…}", "3": "no"}
    right = [mark.question for mark in MARKER.graded(submission).marks if mark.right]
    assert right == ["saving"]  # the key's own value, with a digit more


def test_what_is_odd_is_remarked(tmp_path: Path) -> None:
    (submission,) = read(tmp_path, "a.csv", "id,answer\n9z,1\n1b,156\n1b,150\n")
    assert submission.answers == {"1b": "156"}
    assert submission.remarks == (
        "there is no question '9z'",
        "question 1b is answered twice; the first counts",
    )


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.yaml", "- 1\n", "a student's answers are a mapping"),
        ("a.yaml", "1a: &x [*x]\n", "there are no anchors"),
        ("a.yaml", "1a: !!python/object/apply:os.system [ls]\n", "there are no tags"),
        ("a.yaml", "", "the file is empty"),
        ("a.csv", "", "the file is empty"),
        ("a.csv", "name,mark\nx,1\n", "the first line is either 'id,answer'"),
        ("a.csv", 'id,answer\n1a,"156\n', "not a CSV file"),
        ("a.csv", b"id,answer\n1a,\xff\n", "not UTF-8 text (line 2)"),
        ("a.csv", b"\xff\xfei\0d\0", "this is UTF-16"),
        ("a.csv", "x" * (MAX_BYTES + 1), "larger than 512 KiB"),
        ("a.csv", "student,1a\n" + "x,1\n" * (MAX_STUDENTS + 1), "more than 2,000 students"),
        ("a.csv", "id,answer\n" + "," * MAX_CELLS, "more than 40,000 cells"),
        ("a.csv", "id,answer\n1a," + "x" * 200_000, "not a CSV file: field larger"),
    ],
)
def test_a_bad_file_is_one_message(
    tmp_path: Path, name: str, data: str | bytes, message: str
) -> None:
    with pytest.raises(SpecError) as caught:
        read(tmp_path, name, data)
    assert message in str(caught.value)


@given(st.binary(max_size=200), st.sampled_from(["yaml", "csv"]))
def test_no_file_breaks_the_reading(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, ending: str
) -> None:
    try:
        read(tmp_path_factory.getbasetemp(), f"fuzz.{ending}", data)
    except SpecError as error:
        assert str(error)


def test_folders_are_searched_for_submissions_and_keys_are_left_out(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.csv", "exam.key.yaml", "notes.txt"):
        (tmp_path / name).touch()
    names = [Path(path).name for path in submission_files([str(tmp_path)])]
    assert names == ["a.csv", "b.yaml"]


# --- what comes out


HOSTILE = ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\uff1d1", "\t=1"]


@pytest.mark.parametrize("student", HOSTILE)
def test_no_cell_of_a_csv_is_a_formula(student: str) -> None:
    answers = dict.fromkeys(IDS, student)
    text = render(grading(MARKER, [MARKER.graded(Submission(student, "f", answers))]), "csv")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert [cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@\uff1d")] == []
    assert len(next(csv.reader(io.StringIO(text)))) == len(IDS) + 3


def test_every_format_has_every_mark() -> None:
    graded = [MARKER.graded(Submission("Ada", "a.yaml", {"1b": "150", "1c": "5"}))]
    document = grading(MARKER, graded)
    data = json.loads(render(document, "json"))
    (student,) = data["students"]
    assert (student["student"], student["points"], data["of"]) == ("Ada", 1, 9)
    assert student["answers"][1] == {
        "question": "1b",
        "answer": "150",
        "right": False,
        "points": 0,
        "reason": "150, and 156 is counted",
        "slips": student["answers"][1]["slips"],
    }
    assert student["answers"][1]["slips"][0] == "without the biases"
    assert data["slips"][0] == {"question": "1b", "slip": "without the biases", "students": 1}
    (row,) = csv.DictReader(io.StringIO(render(document, "csv")))
    assert (row["student"], row["1b"], row["1c"], row["points"]) == ("Ada", "0", "1", "1")
    assert "1b: 150 is C1 without the biases" in row["remarks"]
    table = render(document, "table")
    assert "1b: 150 is C1 without the biases" in table
    assert "Common slips" in table


def test_the_same_answer_of_many_students_is_marked_once() -> None:
    marker = Marker(read_key(str(QUIZ)))
    marker.mark("1b", "150")
    begun = time.perf_counter()
    for number in range(MAX_STUDENTS):
        marker.graded(Submission(str(number), "f", {"1b": "150"}))
    assert time.perf_counter() - begun < 1
