"""A class: its statistics, what students are told, and what a person decided."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from statistics import correlation

import pytest

from cnncount.errors import SpecError
from cnncount.exams.decisions import read_decisions
from cnncount.exams.feedback import FORMATS, feedback
from cnncount.exams.grading import Marker
from cnncount.exams.key import load
from cnncount.exams.marks import Graded
from cnncount.exams.statistics import WrongAnswer, of_class, of_questions
from cnncount.exams.submissions.submission import Submission
from cnncount.spec.document import read_text
from cnncount.spec.files import Folder

KEY = """name: Class <b>
questions:
- {id: a, arch: lenet5, layer: C1, quantity: params, answer: 156, points: 2}
- {id: b, arch: lenet5, layer: C1, quantity: output_shape, answer: 6@28x28}
- {id: c, arch: lenet5, quantity: params, answer: 60000, partial: {without C5: 0.5}}
"""
MARKER = Marker(load(read_text(KEY, "class.key.yaml"), Folder(Path())))
ANSWERS = {
    "Ada": {"a": "156", "b": "28x28x6", "c": "60,000"},
    "Bo": {"a": "150", "b": "28x28x6", "c": "11880"},
    "Cy": {"a": "150", "b": "who knows"},
    "=Dee|`": {"a": "156", "c": "7"},
}
GRADED = [MARKER.graded(Submission(name, "f", answers)) for name, answers in ANSWERS.items()]
POINTS = {"Ada": (2, 1, 1), "Bo": (0, 1, 0.5), "Cy": (0, 0, 0), "=Dee|`": (2, 0, 0)}


def test_points_are_as_counted_by_hand() -> None:
    for student in GRADED:
        marks = tuple(mark.points for mark in student.marks)
        assert marks == POINTS[student.submission.student]


def test_the_spread_of_the_points() -> None:
    spread = of_class(MARKER, GRADED)
    assert spread is not None
    totals = sorted(map(sum, POINTS.values()))  # 0, 1.5, 2, 4
    assert (spread.students, spread.of) == (4, 4)
    assert spread.mean == sum(totals) / 4
    assert spread.median == (totals[1] + totals[2]) / 2
    assert (spread.minimum, spread.maximum) == (totals[0], totals[3])
    assert spread.lower_quartile == totals[0] + (totals[1] - totals[0]) * 3 / 4
    assert spread.upper_quartile == totals[2] + (totals[3] - totals[2]) / 4
    assert of_class(MARKER, []) is None


def test_the_statistics_of_a_question() -> None:
    first, second, third = of_questions(MARKER, GRADED)
    assert (first.right, first.wrong, first.absent, first.facility) == (2, 2, 0, 0.5)
    assert first.wrong_answers == (WrongAnswer("150", 2, "without the biases"),)
    own = [points[0] for points in POINTS.values()]
    others = [sum(points[1:]) for points in POINTS.values()]
    assert first.discrimination == pytest.approx(correlation(own, others))
    assert (second.right, second.unread, second.absent) == (2, 1, 1)
    assert second.facility == 2 / 3  # the unread answer is not marked yet
    assert (third.right, third.partly, third.wrong, third.absent) == (1, 1, 1, 1)


def test_of_one_student_there_is_no_discrimination() -> None:
    (first, *_) = of_questions(MARKER, GRADED[:1])
    assert (first.facility, first.discrimination) == (1, None)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("answers", [False, True])
def test_a_student_is_told_the_mistake_and_the_answer_only_if_wanted(
    format: str, answers: bool
) -> None:
    told = feedback(MARKER, GRADED, format, answers=answers)
    assert "5·5·1·6: the 6 biases are missing" in told
    assert ("The answer is 156" in told) == answers
    wrong = [student for student in GRADED if student.submission.student == "Cy"]
    assert ("156" in feedback(MARKER, wrong, format, answers=answers)) == answers
    assert "somebody will look at this answer" in told


def test_feedback_is_harmless_where_it_is_shown() -> None:
    def told(format: str) -> str:
        student = Submission("<script>=1|`", "f", {"a": "<img>|*x*"})
        return feedback(MARKER, [MARKER.graded(student)], format, answers=True)

    assert "<script>" not in told("html") and "<img>" not in told("html")
    assert "\\|\\`" in told("markdown") and "<script>" not in told("markdown")
    table = feedback(MARKER, GRADED, "csv", answers=False)
    cells = [cell for row in csv.reader(io.StringIO(table)) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "@"))] == []
    assert "'=Dee|`" in cells


def test_decisions_are_read_and_mark(tmp_path: Path) -> None:
    file = tmp_path / "decided.csv"
    file.write_text("question,answer,points,who\nb,who knows,0.5,me\nb,dunno,,\n")
    decided = read_decisions(str(file), MARKER.outcomes)
    assert decided == {("b", "who knows"): 0.5}
    graded: Graded = Marker(MARKER.key, decided).graded(GRADED[2].submission)
    assert graded.points == 0.5


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\n1,2\n", "the first line begins with question,answer,points"),
        ("question,answer,points\nz,1,1\n", "csv:2: the key has no question 'z'"),
        ("question,answer,points\na,1,many\n", "csv:2: expected points, not 'many'"),
        ("question,answer,points\na,1,inf\n", "csv:2: expected points, not 'inf'"),
        ("question,answer,points\na,1,-1\n", "csv:2: expected points, not '-1'"),
    ],
)
def test_a_bad_file_of_decisions_is_told(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "decided.csv"
    file.write_text(text)
    with pytest.raises(SpecError) as caught:
        read_decisions(str(file), MARKER.outcomes)
    assert message in str(caught.value)


def test_the_command_shows_what_a_person_must_decide(cnncount, tmp_path: Path) -> None:
    (tmp_path / "class.key.yaml").write_text(KEY)
    (tmp_path / "form.csv").write_text("학번,Q a,Q b,Q c\n1,156,who knows,60000\n2,150,28x28x6,7\n")
    run = ["grade", str(tmp_path / "class.key.yaml"), str(tmp_path / "form.csv")]
    status, out, err = cnncount(*run)
    assert status == 2
    assert "answers that cannot be read: 1" in err
    assert "To be decided" in out and "who knows" in out
    (tmp_path / "decided.csv").write_text("question,answer,points\nb,who knows,1\n")
    status, out, err = cnncount(*run, "--decisions", str(tmp_path / "decided.csv"))
    assert (status, err) == (0, "")
    status, out, err = cnncount(*run, "--feedback", "markdown")
    assert "the 6 biases are missing" in out
    assert cnncount(*run, "--map", "Q z=c")[0] == 2
    _, out, _ = cnncount(*run, "--student", "학번", "--map", "Q a=c", "--format", "csv")
    marks = [[row["a"], row["b"], row["c"]] for row in csv.DictReader(io.StringIO(out))]
    assert marks == [["", "?", "0"], ["", "1", "0"]]
