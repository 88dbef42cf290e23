"""What a key can ask: each quantity and each field, with the arithmetic beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cnncount.errors import SpecError
from cnncount.exams.checking import Outcome, Status, check_question
from cnncount.exams.grading import Marker
from cnncount.exams.key import Key, letters, load
from cnncount.exams.marks import MarkStatus
from cnncount.spec.document import read_text
from cnncount.spec.files import Folder

SMALL = """{input: [3, 8, 8], layers: [conv: {name: c, out: 4, kernel: 3}, batch_norm: {name: bn},
    flatten, linear: {name: fc1, out: 5}, linear: {name: fc2, out: 2}]}"""
C = 3 * 3 * 3 * 4 + 4
FC1 = 4 * 6 * 6 * 5 + 5
FC2 = 5 * 2 + 2
TOTAL = C + 2 * 4 + FC1 + FC2


def key(*questions: str, head: str = "") -> Key:
    listed = "\n".join(f"- {{{question}}}" for question in questions)
    text = f"name: t\n{head}questions:\n{listed}\n"
    return load(read_text(text, "t.key.yaml"), Folder(Path()))


def checked(question: str, head: str = "") -> Outcome:
    return check_question(key(question, head=head).questions[0], explained=False)


def marked(question: str, answer: str) -> MarkStatus:
    return Marker(key(question)).mark("1", answer).status


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("quantity: params + buffers", TOTAL + 2 * 4),
        ("quantity: params, layers: fc*", FC1 + FC2),
        ("quantity: params, layers: [fc1, c]", FC1 + C),
        ("quantity: params, kind: linear", FC1 + FC2),
        ("quantity: params, kind: [linear, conv]", FC1 + FC2 + C),
        (
            "quantity: params, layer: c, plus: [{quantity: activations, layers: [c, fc1]}]",
            C + 144 + 5,
        ),
        ("quantity: params, plus: [{quantity: activations, layer: c}]", TOTAL + 4 * 6 * 6),
        ("quantity: params, layers: fc*, share: true", f"{(FC1 + FC2) / TOTAL:.1%}"),
        ("quantity: params, layer: fc2, over: fc1", f"{FC2 / FC1:.4f}"),
        ("quantity: input", 3 * 8 * 8),
        ("quantity: activations", 4 * 36 + 4 * 36 + 4 * 36 + 5 + 2),
        ("quantity: activations + input", 3 * 4 * 36 + 7 + 3 * 64),
        ("quantity: activations_without_reshapes", 2 * 4 * 36 + 7),
        ("quantity: peak_activations", 4 * 36 + 4 * 36 + 3 * 64 - 3 * 64 + 48),
        ("quantity: training_memory", 2 * (TOTAL + 3 * 4 * 36 + 7) + 3 * 64),
        ("quantity: layers, kind: linear", 2),
        ("quantity: output_shape, layer: c, batch: 16", "'(16, 4, 6, 6)'"),
        ("quantity: output_shape, layer: c, batch: 16", "'(None, 6, 6, 4)'"),
        ("quantity: params, layer: c, choices: [100, 112, 108], id: q", "B"),
        ("quantity: params, layer: c, answer: '(b)', choices: [100, 112, 108]", None),
        ("quantity: params, layer: c, dtype: float32, kilo: 1024", "0.4375 kB"),
        ("quantity: params, layer: c, dtype: float32", "112*32 = 3584 bits"),
    ],
)
def test_what_can_be_asked(asked: str, answer: object) -> None:
    given = f", answer: {answer}" if answer is not None else ""
    outcome = checked(f"network: {SMALL}, {asked}{given}")
    assert (outcome.status, outcome.reasons, outcome.problems) == (Status.RIGHT, (), ())


CONV = "{input: [16, 63, 63], layers: [conv: {name: c, out: 32, kernel: 7}]}"


@pytest.mark.parametrize(
    ("asked", "right", "wrong"),
    [
        ("solve: padding, output: 63x63", "3", "2"),
        ("solve: padding, output: [32, 63, 63]", "3", "7"),
        ("solve: padding, output: 63", "p = (7 - 1)/2 = 3", "(7 - 1)/3 = 2"),
        ("solve: stride, output: 29", "2", "3"),
        ("solve: stride, output: 2", "29", "20"),
        ("solve: stride, output: 2", "56", "57"),
        ("solve: kernel, output: 59x59x32", "5", "3"),
        ("solve: dilation, output: 51", "2", "3"),
    ],
)
def test_an_argument_is_solved_for_an_output(asked: str, right: str, wrong: str) -> None:
    question = f"network: {CONV}, layer: c, {asked}"
    assert checked(f"{question}, answer: '{right}'").status is Status.RIGHT
    assert checked(f"{question}, answer: '{wrong}'").status is Status.WRONG


def test_what_no_argument_gives_cannot_be_judged() -> None:
    outcome = checked(f"network: {CONV}, layer: c, solve: padding, output: 64x64, answer: 3")
    assert outcome.status is Status.UNREAD
    assert "no padding of c gives 64x64" in outcome.problems[0].message


SYMBOLIC = """{input: [3, $h, $w], vars: {h: 8, w: 9}, layers: [conv: {name: c, out: 3, kernel: 3,
    padding: 2}]}"""


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("3*(h+2)*(w+2)", Status.RIGHT),
        ("3hw + 6h + 6w + 12", Status.RIGHT),
        ("3(h+2)(w+2)", Status.RIGHT),
        ("3·(w+2)·(h+2)", Status.RIGHT),
        ("A = 3 \\times (h+2) \\times (w+2)", Status.RIGHT),
        ("3*(h+4)*(w+4)", Status.WRONG),
        ("330", Status.WRONG),
        ("3*(h+2)*(z+2)", Status.UNREAD),
    ],
)
def test_a_formula_is_right_if_it_is_equal(answer: str, status: Status) -> None:
    asked = "quantity: activations, symbols: [h, w]"
    assert checked(f"network: {SYMBOLIC}, {asked}, answer: '{answer}'").status is status


def test_networks_are_shared_and_two_of_them_compared() -> None:
    head = f"networks:\n  small: {SMALL}\n  other: {CONV}\n"
    assert checked(f"arch: small, quantity: params, answer: {TOTAL}", head).status is Status.RIGHT
    ratio = TOTAL / (7 * 7 * 16 * 32 + 32)
    question = f"arch: small, over: other, quantity: params, answer: {ratio:.4f}"
    assert checked(question, head).status is Status.RIGHT
    inline = f"network: {SMALL}, over: {CONV}, quantity: params, answer: {ratio:.4f}"
    assert checked(inline).status is Status.RIGHT


def test_other_answers_are_accepted_and_mistakes_earn_a_part() -> None:
    question = f"network: {SMALL}, quantity: params, layer: c, answer: 112, points: 4"
    assert marked(f"{question}, accept: [108, '0.1k']", "108") is MarkStatus.RIGHT
    assert marked(question, "108") is MarkStatus.WRONG
    mark = Marker(key(f"{question}, partial: {{without biases: 0.5}}")).mark("1", "3*3*3*4 = 108")
    assert (mark.status, mark.points) == (MarkStatus.PARTIAL, 2)


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("quantity: parms, answer: 1", "no quantity 'parms'; did you mean 'params'?"),
        ("quantity: params + stride, answer: 1", "stride cannot be added up"),
        ("quantity: params, layers: nothing*, answer: 1", "no layer that matches 'nothing*'"),
        ("quantity: stride, kind: conv, answer: 1", "'kind' does not go with 'quantity: stride'"),
        ("solve: padding, answer: 1", "'solve' needs 'layer'"),
        ("quantity: params, dtype: int3, answer: 1", "dtype: expected"),
        ("quantity: params, answer: 1, points: .inf", "points:"),
        ("quantity: params, answer: 1, points: 1e300", "points:"),
        ("parts: []", "parts: expected at least 1 item, not 0"),
        ("quantity: params, answer: D, choices: [1, 2]", "expected one of the choices A to B"),
    ],
)
def test_what_does_not_go_together_is_told(question: str, message: str) -> None:
    try:
        outcome = checked(f"arch: lenet5, {question}")
    except SpecError as error:
        assert message in str(error)
    else:
        assert outcome.status is Status.UNREAD
        assert message in outcome.problems[0].message


def test_a_key_has_a_question() -> None:
    with pytest.raises(SpecError, match="expected at least 1 item, not 0"):
        load(read_text("name: t\nquestions: []\n", "t"), Folder(Path()))


def test_every_part_is_read_however_many_there_are() -> None:
    """Letters end with zz, and parts after the 702nd are judged all the same."""
    parts = ", ".join("{answer: 156}" for _ in range(710))
    found = key(f"arch: lenet5, layer: C1, quantity: params, parts: [{parts}]").questions
    assert len(found) == 710
    assert [found[n].id for n in (0, 25, 26, 701, 702)] == ["1a", "1z", "1aa", "1zz", "1aaa"]
    names = letters()
    assert len({next(names) for _ in range(20_000)}) == 20_000


def test_an_answer_that_cannot_be_read_loses_no_other() -> None:
    outcomes = [
        check_question(question)
        for question in key(
            "arch: lenet5, quantity: params, answer: who knows",
            "arch: lenet5, quantity: params, answer: '60.000'",
            "arch: lenet5, quantity: params, answer: 60000",
        ).questions
    ]
    assert [each.status for each in outcomes] == [Status.UNREAD, Status.UNREAD, Status.RIGHT]


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../other.yaml", "-", "link.yaml", "/proc/self/environ"]
)
@pytest.mark.parametrize("field", ["arch", "convention", "over"])
def test_a_key_names_files_of_its_own_folder_alone(tmp_path: Path, name: str, field: str) -> None:
    secret = tmp_path / "other.yaml"
    secret.write_text("SECRET: {\nlayers: [SECRET\n")
    folder = tmp_path / "keys"
    folder.mkdir()
    (folder / "link.yaml").symlink_to(secret)
    fields = {"arch": "lenet5", "quantity": "flops", "answer": "1", field: f"'{name}'"}
    text = "name: t\nquestions:\n- {" + ", ".join(f"{k}: {v}" for k, v in fields.items()) + "}\n"
    (question,) = load(read_text(text, "t"), Folder(folder)).questions
    outcome = check_question(question)
    assert outcome.status is Status.UNREAD
    told = str(SpecError(outcome.problems))
    assert "SECRET" not in told and "root:" not in told and "PATH=" not in told
