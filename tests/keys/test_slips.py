"""Each slip is recognised by counting again with it made."""

import pytest

from cnncount.keys.checking import Status, check_question
from cnncount.keys.key import load
from cnncount.keys.slips import recognise
from cnncount.spec.document import read_text


def asked(question, tmp_path):
    key = load(
        read_text(f"name: Trial\nquestions:\n- {{{question}}}\n", "trial.key.yaml"), tmp_path
    )
    return check_question(key.questions[0])


CONV = "network: {input: [3, 32, 32], layers: [conv: {name: c, out: 8, kernel: 5, %s}]}, layer: c, "
BN = "network: {input: [3, 32, 32], layers: [conv: {out: 8, kernel: 3}, batch_norm]}, "
POOL = (
    "network: {input: [1, 28, 28], layers: [conv: {name: c, out: 6, kernel: 5}, "
    "max_pool: {name: p, kernel: 2}, conv: {name: d, out: 16, kernel: 3}]}, "
)

SLIPS = [
    # biases
    ("arch: lenet5, layer: C1, quantity: params", 5 * 5 * 1 * 6, "without the biases"),
    ("arch: lenet5, layer: C1, quantity: weights", (5 * 5 + 1) * 6, "with the biases counted"),
    ("arch: lenet5, layer: C1, quantity: params", 5 * 5 * 6 + 1, "one bias for the whole layer"),
    ("arch: lenet5, layer: C3, quantity: params", 60 * 25 + 60, "one bias for each pair"),
    (
        "arch: lenet5, layer: C3, quantity: connections",
        60 * (25 + 1) * 100,
        "one bias for each pair",
    ),
    # channels, groups, tables
    (CONV % "" + "quantity: params", (5 * 5 + 1) * 8, "input channels left out"),
    (CONV % "" + "quantity: params", 5 * 5 * 3 + 1, "output channels left out"),
    (
        "network: {input: [8, 9, 9], layers: [conv: {name: c, out: 8, kernel: 3, groups: 4}]}, "
        "layer: c, quantity: params",
        (3 * 3 * 8 + 1) * 8,
        "groups ignored",
    ),
    ("arch: lenet5, layer: C3, quantity: params", (25 * 6 + 1) * 16, "connection table ignored"),
    # units
    (CONV % "" + "quantity: macs", 2 * 28 * 28 * 8 * 75, "a MAC counted as two operations"),
    ("arch: resnet50, quantity: macs", "'3.85G'", "cut off instead of rounded"),
    (
        "arch: lenet5, quantity: params, dtype: float32, kilo: 1000",
        "234.375 kB",
        "1024",
    ),
    # geometry
    (CONV % "stride: 2" + "quantity: output_shape", "28x28x8", "stride of c ignored"),
    (CONV % "padding: 2" + "quantity: output_shape", "28x28x8", "padding of c left out"),
    (
        "network: {input: [1, 7, 7], layers: [max_pool: {name: p, kernel: 2}]}, layer: p, "
        "quantity: output_shape",
        "4x4x1",
        "rounded up instead of down",
    ),
    (CONV % "" + "quantity: macs, batch: 4", 28 * 28 * 8 * 75, "one example, not the batch"),
    # normalisation
    (BN + "quantity: params", (3 * 3 * 3 + 1) * 8, "without the scales and shifts"),
    (BN + "quantity: params", (3 * 3 * 3 + 1) * 8 + 16 + 16, "running statistics"),
    # rows
    (POOL + "layer: p, quantity: output_shape", "24x24x6", "the input of the layer"),
    (POOL + "layer: d, quantity: output_shape", "10x10x6", "depth of the input carried over"),
    (POOL + "layer: c, quantity: params", (3 * 3 * 6 + 1) * 16, "the figure of d"),
    (POOL + "quantity: params", (3 * 3 * 6 + 1) * 16, "without c"),
    (POOL + "quantity: params", (25 + 1) * 6 * 2 + (54 + 1) * 16, "with c counted twice"),
    # the pen
    ("arch: lenet5, layer: C5, quantity: params", 48210, "two digits swapped"),
    ("arch: lenet5, layer: C5, quantity: params", 48820, "one digit mistyped"),
    ("arch: lenet5, layer: C5, quantity: params", 4812, "a digit left out"),
    ("arch: lenet5, layer: C5, quantity: params", 481120, "a digit typed twice"),
    # conventions
    ("arch: lenet5, quantity: flops, convention: macs", 325_680, "as lecture"),
]


@pytest.mark.parametrize(("question", "answer", "phrase"), SLIPS)
def test_a_slip_is_recognised(question, answer, phrase, tmp_path):
    outcome = asked(f"{question}, answer: {answer}", tmp_path)
    assert outcome.status is Status.WRONG
    found = recognise(outcome.subject)
    assert any(phrase in slip.what for slip in found.slips), found.slips
    assert found.tried >= len(found.slips)


def test_the_likeliest_comes_first(tmp_path):
    outcome = asked("arch: lenet5, layer: C1, quantity: params, answer: 150", tmp_path)
    assert [slip.what for slip in recognise(outcome.subject).slips][:1] == ["without the biases"]


def test_a_right_answer_has_no_slip(tmp_path):
    outcome = asked("arch: lenet5, layer: C1, quantity: params, answer: 156", tmp_path)
    assert outcome.status is Status.RIGHT
    assert recognise(outcome.subject).slips == []


def test_nonsense_is_not_explained(tmp_path):
    outcome = asked("arch: lenet5, layer: C1, quantity: params, answer: 987654321", tmp_path)
    assert recognise(outcome.subject).slips == []
