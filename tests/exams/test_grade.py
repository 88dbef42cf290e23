"""Marking students' answers: what is right, why the rest is wrong, and what files may hold."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnncount.errors import SpecError
from cnncount.exams import grading as grading_module
from cnncount.exams.grade_result import grades
from cnncount.exams.grading import Marker
from cnncount.exams.key import read_key
from cnncount.exams.marks import MarkStatus
from cnncount.exams.statistics import CommonMistake, common_mistakes
from cnncount.exams.submissions.encoding import MAX_BYTES as MAX_TABLE
from cnncount.exams.submissions.reading import read_submissions, submission_files
from cnncount.exams.submissions.submission import Answers, Submission
from cnncount.exams.submissions.table import MAX_CELLS, MAX_STUDENTS, Columns
from cnncount.formats import render
from cnncount.present.grading import grading

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
        ("2", "240 kB"),
        ("2", "1,920,000 bits"),
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
    mark = MARKER.mark(question, answer)
    assert (mark.right, mark.reason) == (True, "")
    assert mark.points == MARKER.outcomes[question].question.asked.points


@pytest.mark.parametrize(
    ("question", "answer", "reason"),
    [
        ("1b", "150", "expected 156, not 150 (6 too few)"),
        ("1b", "0.2k", "0.2k has fewer digits than the key requires"),
        ("1b", "1..9999", "expected one number, not 1..9999"),
        ("1b", "over 3", "expected one number, not over 3"),
        ("1b", "156 ± 50%", "expected one number, not 156 ± 50%"),
        ("1b", "5*5*6 = 156", "5*5*6 is 150, not 156"),
        ("1b", "26*7 = 156", "26*7 is 182, not 156"),
        ("1b", "156 bytes", "expected a number of values, not bytes"),
        ("1b", "156 MACs", "expected a number of values, not multiply-accumulates"),
        ("1b", "150 (156)", "expected 156, not 150"),
        ("1a", "28x28", "expected 6@28×28, not 28x28"),
        ("2", "0.23 MiB", "0.23 MiB has fewer digits than the key requires"),
        ("2", "240000 params", "expected bytes, not parameters"),
        ("table-1", "7.7 GMACs", "expected 3,857,973,248, not 7.7 GMACs"),
        ("saving", "21", "expected about 21.4286, not 21"),
        ("saving", "21x", "21x has fewer digits than the key requires"),
    ],
)
def test_a_wrong_answer_has_its_reason(question: str, answer: str, reason: str) -> None:
    mark = MARKER.mark(question, answer)
    assert (mark.status, mark.points) == (MarkStatus.WRONG, 0)
    assert reason in mark.reason


@pytest.mark.parametrize(
    ("question", "answer", "reason"),
    [
        ("1b", "9**9**9 = 156", "a power that is no number"),
        ("1b", "((((((1 = 156", "cannot be read"),
        ("1b", "who knows", "who knows cannot be read: no number here"),
        ("1b", "150 or 156", "cannot be read"),
        ("1b", "not 156", "cannot be read"),
        ("1b", "1e999999999", "an exponent is at most 30"),
        ("1b", "1" * 10_000, "at most 500 characters"),
        ("1b", "\x1b[31m156", "156 cannot be read"),
        ("1a", "twenty-eight squared", "not a shape"),
    ],
)
def test_an_unread_answer_is_no_wrong_one(question: str, answer: str, reason: str) -> None:
    mark = MARKER.mark(question, answer)
    assert (mark.status, mark.points) == (MarkStatus.UNREAD, 0)
    assert reason in mark.reason
    assert "\x1b" not in mark.reason + str(mark.answer)


@pytest.mark.parametrize("answer", [None, "", "  "])
def test_no_answer_is_told_apart(answer: str | None) -> None:
    assert MARKER.mark("1b", answer).status is MarkStatus.ABSENT


def test_an_ambiguous_answer_one_of_whose_readings_is_right_is_right_with_a_remark() -> None:
    mark = MARKER.mark("2", "234 KB")  # 239,616 bytes are 234 KB of 1024
    assert (mark.right, "of 1000 or of 1024" in mark.reason) == (True, True)
    assert MARKER.mark("1b", "0.156k").right
    wrong = MARKER.mark("2", "100 KB")
    assert (wrong.status, "none of these is right" in wrong.reason) == (MarkStatus.WRONG, True)


def test_a_person_decides_on_what_is_unread() -> None:
    decided = Marker(MARKER.key, {("1b", "who knows"): 1.5})
    mark = decided.mark("1b", "who knows")
    assert (mark.status, mark.points, mark.reason) == (
        MarkStatus.PARTIAL,
        1.5,
        "decided by a person",
    )


def test_the_slip_behind_a_students_answer_is_recognised() -> None:
    for answer in ("150", "5*5*6 = 150", "5*5*6 = 156"):
        explanation = MARKER.mark("1b", answer).explanation
        assert explanation is not None
        assert explanation.first == "150 = 5·5·1·6: the 6 biases are missing"


def test_common_slips_are_counted() -> None:
    graded = [MARKER.graded(Submission(s, "f", {"1b": "150", "1c": s})) for s in ("5", "6")]
    assert common_mistakes(graded)[0] == CommonMistake("1b", "without the biases", 2)


@given(st.text(max_size=60))
def test_no_answer_breaks_the_marking(answer: str) -> None:
    assert MARKER.mark("1c", answer).points in (0, 1)


def test_a_key_that_is_wrong_does_not_mark(tmp_path: Path) -> None:
    exam = QUIZ.with_name("exam.key.yaml")
    with pytest.raises(SpecError, match="grading stops: the key itself is wrong"):
        Marker(read_key(str(exam)))


# --- files


def read(tmp_path: Path, name: str, data: str | bytes, columns: Columns | None = None) -> Answers:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_submissions(str(path), IDS, columns)


def read_one(tmp_path: Path, name: str, data: str | bytes) -> Submission:
    (submission,) = read(tmp_path, name, data).submissions
    return submission


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ada.yaml", "1a: [6, 28, 28]\n1b: 156\n1c: 5\n"),
        ("Ada.csv", "id,answer\n1a,'[6, 28, 28]'\n1b,156\n1c,5\n".replace("'", '"')),
        ("Ada.csv", '1a,"[6, 28, 28]"\n1b,156\n1c,5\n'),
        ("Ada.csv", "question;answer\n1a;[6, 28, 28]\n1b;156\n1c;5\n"),
        ("all.csv", 'student,1a,1b,1c\nAda,"[6, 28, 28]",156,5\n'),
        ("all.csv", "\ufeffstudent\t1a\t1b\t1c\r\nAda\t[6, 28, 28]\t156\t5\r\n\r\n"),
        ("all.csv", 'Full name,Response 1a,Response 1b,Response 1c\nAda,"[6, 28, 28]",156,5\n'),
        (
            "all.csv",
            '"Timestamp","Name","Q1a","Q. 1b [2]","1c. How far?"\n"t","Ada","[6, 28, 28]",156,5',
        ),
        ("all.csv", '학번,1A,1B,1C\nAda,"[6, 28, 28]",156,5\n'.encode("cp949")),
        ("all.csv", "학번;1a;1b;1c\nAda;[6, 28, 28];156;5\n".encode("utf-16")),
        ("all.csv", "학번;1a;1b;1c\nAda;[6, 28, 28];156;5\n".encode("utf-16-le")),
    ],
)
def test_each_kind_of_file_is_read(tmp_path: Path, name: str, text: str | bytes) -> None:
    submission = read_one(tmp_path, name, text)
    assert submission.student == "Ada"
    assert submission.answers == {"1a": "[6, 28, 28]", "1b": "156", "1c": "5"}
    assert submission.remarks == ()
    assert MARKER.graded(submission).points == 4


def test_an_answer_is_taken_as_it_was_typed(tmp_path: Path) -> None:
    submission = read_one(tmp_path, "a.yaml", "1b: 0x9C\nsaving: 21.40\n2: {a: 1}\n3: no\n")
    assert submission.answers == {"1b": "0x9C", "saving": "21.40", "2": "{…}", "3": "no"}
    right = [mark.question for mark in MARKER.graded(submission).marks if mark.right]
    assert right == ["saving"]  # the key's own value, with a digit more


def test_what_is_odd_is_remarked(tmp_path: Path) -> None:
    submission = read_one(tmp_path, "a.csv", "id,answer\n9z,1\n1b,156\n1b,150\n")
    assert submission.answers == {"1b": "156"}
    assert submission.remarks == (
        "there is no question '9z'",
        "question 1b is answered twice; the first counts",
    )


def test_odd_columns_are_told_once_and_not_for_each_student(tmp_path: Path) -> None:
    found = read(tmp_path, "a.csv", "student,1b,height\nAda,156,1\nEmmy,150,2\n")
    assert "columns not used: height" in found.remarks
    assert "no column answers question 1a" in found.remarks
    assert [each.remarks for each in found.submissions] == [(), ()]


def test_a_student_who_is_there_twice_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, "a.csv", "student,1b\nAda,156\nAda,150\n")
    assert [each.remarks for each in found.submissions] == [("Ada is there 2 times",)] * 2


def test_columns_can_be_named(tmp_path: Path) -> None:
    columns = Columns("Matrikel", {"Frage 7": "1b"})
    found = read(tmp_path, "a.csv", "Matrikel,Frage 7,1c\n42,156,5\n", columns)
    assert [(each.student, each.answers) for each in found.submissions] == [
        ("42", {"1b": "156", "1c": "5"})
    ]
    with pytest.raises(SpecError, match="there is no column 'Frage 8'"):
        read(tmp_path, "a.csv", "Matrikel,Frage 7\n42,156\n", Columns(None, {"Frage 8": "1b"}))
    with pytest.raises(SpecError, match="the key has no question '9z'"):
        read(tmp_path, "a.csv", "Matrikel,Frage 7\n42,156\n", Columns(None, {"Frage 7": "9z"}))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("id,answer\n1a,28x28x6\n1b,1,516\n", 3),
        ("student,1a,1b\nAda,28x28x6,1,516\n", 2),
        ("student,1a,1b\nAda,28x28x6,156\nEmmy,28x28x6\n", 3),
    ],
)
def test_a_row_of_another_length_is_refused_with_its_line(
    tmp_path: Path, text: str, line: int
) -> None:
    """An unquoted 1,516 would be read as 1, and every later answer shifted."""
    with pytest.raises(SpecError, match=rf"a\.csv:{line}: expected \d cells .* not \d"):
        read(tmp_path, "a.csv", text)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.yaml", "- 1\n", "a student's answers are a mapping"),
        ("a.yaml", "1a: &x [*x]\n", "anchors and aliases (& and *) are not supported"),
        ("a.yaml", "1a: !!python/object/apply:os.system [ls]\n", "tags (!) are not supported"),
        ("a.yaml", "", "the file is empty"),
        ("a.csv", "", "the file is empty"),
        ("a.csv", "name,mark\nx,1\n", "the first line is either 'id,answer'"),
        ("a.csv", 'id,answer\n1a,"156\n', "not a CSV file"),
        ("a.csv", b"id,answer\n1a,\xff\n", "not text in UTF-8, UTF-16 or cp949"),
        ("a.csv", "x" * (MAX_TABLE + 1), "larger than 32 MiB"),
        ("a.csv", "student,1a\n" + "x,1\n" * (MAX_STUDENTS + 1), "more than 50,000 students"),
        ("a.csv", "id,answer\n" + "," * MAX_CELLS, "more than 2,000,000 cells"),
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
    text = render(
        grading(grades(MARKER, [MARKER.graded(Submission(student, "f", answers))])), "csv"
    )
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert [cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@\uff1d")] == []
    assert len(next(csv.reader(io.StringIO(text)))) == len(IDS) + 3


def test_every_format_has_every_mark() -> None:
    graded = [MARKER.graded(Submission("Ada", "a.yaml", {"1b": "150", "1c": "5"}))]
    document = grading(grades(MARKER, graded))
    data = json.loads(render(document, "json"))
    (student,) = data["students"]
    assert (student["student"], student["points"], data["of"]) == ("Ada", 1, 9)
    assert student["answers"][1] == {
        "question": "1b",
        "answer": "150",
        "status": "wrong",
        "right": False,
        "points": 0,
        "reason": "expected 156, not 150 (6 too few)",
        "slips": student["answers"][1]["slips"],
        "sentence": "150 = 5·5·1·6: the 6 biases are missing",
    }
    assert student["answers"][1]["slips"][0] == "without the biases"
    assert data["slips"][0] == {"question": "1b", "slip": "without the biases", "students": 1}
    (row,) = csv.DictReader(io.StringIO(render(document, "csv")))
    assert (row["student"], row["1b"], row["1c"], row["points"]) == ("Ada", "0", "1", "1")
    assert "1b: 150 = 5·5·1·6: the 6 biases are missing" in row["remarks"]
    table = render(document, "table")
    assert "1b: 150 = 5·5·1·6: the 6 biases are missing" in table
    assert "Common mistakes" in table


def test_the_same_answer_of_many_students_is_marked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    marker = Marker(read_key(str(QUIZ)))
    first = marker.mark("1b", "150")
    monkeypatch.setattr(grading_module, "read_answer", None)  # a second reading would fail
    marks = [marker.graded(Submission(str(n), "f", {"1b": "150"})).marks[1] for n in range(3)]
    assert all(mark is first for mark in marks)
