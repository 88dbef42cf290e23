"""Each slip is recognised by counting again with it made, and nothing is explained by chance."""

from __future__ import annotations

from pathlib import Path

import pytest

from cnncount.exams import mistakes
from cnncount.exams.checking import Outcome, Status, check_question
from cnncount.exams.explaining import Explanation
from cnncount.exams.key import load
from cnncount.spec.document import read_text
from cnncount.spec.files import Folder


def checked(question: str, answer: object) -> Outcome:
    text = f"name: Trial\nquestions:\n- {{{question}, answer: {answer}}}\n"
    folder = Folder(Path(), outside=True)
    return check_question(load(read_text(text, "trial.key.yaml"), folder).questions[0])


def explained(question: str, answer: object) -> Explanation:
    outcome = checked(question, answer)
    assert outcome.status is Status.WRONG and outcome.explanation is not None
    return outcome.explanation


def phrases(question: str, answer: object) -> list[str]:
    return [*explained(question, answer).slips]


def net(size: str, *layers: str) -> str:
    return f"network: {{input: [{size}], layers: [{', '.join(layers)}]}}"


def conv(name: str, out: int, kernel: int, more: str = "") -> str:
    return f"conv: {{name: {name}, out: {out}, kernel: {kernel}{more}}}"


POOL = "max_pool: {name: p, kernel: 2}"
PARAMS = "quantity: params"
SHAPE = "quantity: output_shape"
LENET = "arch: lenet5, layer:"

ONE = net("3, 32, 32", conv("c", 8, 5)) + ", layer: c"
BARE = net("3, 32, 32", conv("c", 8, 5, ", bias: false")) + ", layer: c"
GROUPED = net("8, 9, 9", conv("c", 8, 3, ", groups: 4")) + ", layer: c"
NORMAL = net("3, 32, 32", conv("c", 8, 3), "batch_norm")
POOLED = net("1, 28, 28", conv("c", 6, 5), POOL, conv("d", 16, 3))
FLAT = net("1, 28, 28", conv("c", 6, 5), POOL, "flatten", "linear: {name: fc, out: 10}")

SLIPS = {
    "biases forgotten": (f"{LENET} C1, {PARAMS}", 5 * 5 * 1 * 6, "without the biases"),
    "biases counted": (
        f"{LENET} C1, quantity: weights",
        (5 * 5 * 1 + 1) * 6,
        "with the biases counted",
    ),
    "biases counted though there are none": (
        f"{BARE}, {PARAMS}",
        (5 * 5 * 3 + 1) * 8,
        "with biases, though it has none",
    ),
    "biases forgotten in connections": (
        f"{LENET} C1, quantity: connections",
        28 * 28 * 6 * 5 * 5,
        "without the biases",
    ),
    "biases added in": (
        f"{ONE}, quantity: macs",
        28 * 28 * 8 * (5 * 5 * 3 + 1),
        "with the biases added",
    ),
    "biases not added": (
        f"{ONE}, quantity: additions",
        28 * 28 * 8 * (5 * 5 * 3 - 1),
        "without adding the biases",
    ),
    "one bias for a layer": (
        f"{LENET} C1, {PARAMS}",
        5 * 5 * 1 * 6 + 1,
        "with one bias for each layer, not for each map",
    ),
    "a bias for an input map": (
        f"{ONE}, {PARAMS}",
        5 * 5 * 3 * 8 + 3,
        "with a bias for each input map, not output map",
    ),
    "a bias for a pair of maps": (
        f"{LENET} C3, {PARAMS}",
        60 * (5 * 5 + 1),
        "with a bias for each pair of maps",
    ),
    # 345,308 instead of 340,908 connections of LeNet-5 comes of this one
    "a bias for a pair of maps, in connections": (
        f"{LENET} C3, quantity: connections",
        10 * 10 * 60 * (5 * 5 + 1),
        "with a bias for each pair of maps",
    ),
    "input channels left out": (
        f"{ONE}, {PARAMS}",
        (5 * 5 + 1) * 8,
        "with the input channels left out",
    ),
    "input channels left out of a table": (
        f"{LENET} C3, {PARAMS}",
        (5 * 5 + 1) * 16,
        "with the input channels left out",
    ),
    "output channels forgotten": (
        f"{ONE}, {PARAMS}",
        5 * 5 * 3 + 1,
        "with the output channels left out",
    ),
    "depth carried over": (
        f"{LENET} C3, {SHAPE}",
        "6@10x10",
        "with the input's depth for its own",
    ),
    "depth carried over, in a formula": (
        f"{ONE}, {PARAMS}",
        (5 * 5 * 3 + 1) * 3,
        "with the input's depth for its own",
    ),
    "one axis of the kernel": (
        f"{ONE}, {PARAMS}",
        (5 * 3 + 1) * 8,
        "with the kernel along one axis only",
    ),
    "groups ignored": (f"{GROUPED}, {PARAMS}", (3 * 3 * 8 + 1) * 8, "with the groups ignored"),
    "table ignored": (
        f"{LENET} C3, {PARAMS}",
        (5 * 5 * 6 + 1) * 16,
        "with the connection table ignored",
    ),
    "BN forgotten": (f"{NORMAL}, {PARAMS}", (3 * 3 * 3 + 1) * 8, "without its scales and shifts"),
    "BN statistics": (
        f"{NORMAL}, {PARAMS}",
        (3 * 3 * 3 + 1) * 8 + 2 * 8 + 2 * 8,
        "with buffers counted",
    ),
    "MAC for FLOP": (
        f"{ONE}, quantity: macs",
        2 * 28 * 28 * 8 * 5 * 5 * 3,
        "twice as much: a MAC counted as two operations",
    ),
    "FLOP for MAC": (
        f"{ONE}, quantity: macs",
        28 * 28 * 8 * 5 * 5 * 3 // 2,
        "half as much: two operations counted as one MAC",
    ),
    "truncated": ("arch: resnet50, quantity: macs", "3.8G", "truncated instead of rounded"),
    "rounded": (
        "arch: resnet50, quantity: macs, rounding: truncated",
        "3.9G",
        "rounded instead of truncated",
    ),
    "1024 for a thousand": (  # 60,000 parameters of four bytes
        f"arch: lenet5, {PARAMS}, dtype: float32, kilo: 1000",
        f"{60_000 * 4 / 1024} kB",
        "with 1024 for a thousand",
    ),
    "a thousand for 1024": (
        f"arch: lenet5, {PARAMS}, dtype: float32, kilo: 1024",
        f"{60_000 * 4 // 1000}.0 KB",
        "with a thousand for 1024",
    ),
    "elements for bytes": (
        f"arch: lenet5, {PARAMS}, dtype: float32",
        "60000 bytes",
        "with elements taken for bytes",
    ),
    "ratio": (
        "arch: plain5x5, over: bottleneck5x5, quantity: multiplications",
        f"{7 / 150:.4f}",
        "the ratio is inverted",
    ),
    "stride": (
        net("3, 32, 32", conv("c", 8, 5, ", stride: 2")) + f", layer: c, {SHAPE}",
        "28x28x8",
        "with the stride of c ignored",
    ),
    "a stride before": (
        "arch: resnet50, layer: conv3_x.0.conv2, quantity: output_size",
        "56x56",
        "with the stride of max_pool1 ignored",
    ),
    "padding left out": (
        net("3, 32, 32", conv("c", 8, 5, ", padding: 2")) + f", layer: c, {SHAPE}",
        "28x28x8",
        "with the padding of c left out",
    ),
    "padding put in": (  # behind C1 nothing fits any more, and its own size is known all the same
        f"{LENET} C1, {SHAPE}",
        "32x32x6",
        "with C1 padded to keep its size",
    ),
    "dilation": (
        net("3, 32, 32", conv("c", 8, 3, ", dilation: 2")) + f", layer: c, {SHAPE}",
        "30x30x8",
        "with the dilation of c ignored",
    ),
    "ceil": (
        net("1, 7, 7", POOL) + f", layer: p, {SHAPE}",
        "4x4x1",
        "with sizes rounded up in p",
    ),
    "floor": (
        net("1, 7, 7", "max_pool: {name: p, kernel: 2, ceil_mode: true}") + f", layer: p, {SHAPE}",
        "3x3x1",
        "with sizes rounded down in p",
    ),
    "input size": (f"{LENET} C1, {SHAPE}", "24x24x6", "for an input of 28×28"),
    "input maps": (f"{LENET} C1, {PARAMS}", (5 * 5 * 3 + 1) * 6, "for an input of 3 maps"),
    "batch forgotten": (
        f"{ONE}, quantity: macs, batch: 4",
        28 * 28 * 8 * 5 * 5 * 3,
        "for one example, not the batch",
    ),
    "batch counted": (
        f"{ONE}, quantity: macs",
        32 * 28 * 28 * 8 * 5 * 5 * 3,
        "for a batch of 32, not one example",
    ),
    "before pooling": (
        f"{POOLED}, layer: p, {SHAPE}",
        "24x24x6",
        "the map before the pooling, not after it",
    ),
    "before pooling, further on": (
        f"{FLAT}, layer: fc, {PARAMS}",
        (24 * 24 * 6 + 1) * 10,
        "for the map before p, not after it",
    ),
    "input for output": (
        f"{POOLED}, layer: d, {SHAPE}",
        "12x12x6",
        "the input, not the output",
    ),
    "another layer": (f"{POOLED}, layer: c, {PARAMS}", (3 * 3 * 6 + 1) * 16, "the figure of d"),
    "another layer's size": (f"{LENET} C3, {SHAPE}", "16@5x5", "the figure of S4"),
    "a row left out": (  # LeNet-5 without C3
        f"arch: lenet5, {PARAMS}",
        60_000 - 1_516,
        "without C3",
    ),
    "a row counted twice": (
        f"{POOLED}, {PARAMS}",
        (25 + 1) * 6 * 2 + (3 * 3 * 6 + 1) * 16,
        "with c counted twice",
    ),
    "digits swapped": (f"{LENET} C5, {PARAMS}", 48210, "with two digits swapped"),
    "a digit mistyped": (f"{LENET} C5, {PARAMS}", 48820, "with one digit mistyped"),
    "a digit dropped": (f"{LENET} C5, {PARAMS}", 4820, "with a digit left out"),
    "a digit doubled": (f"{LENET} C5, {PARAMS}", 481120, "with a digit typed twice"),
    "another convention": (  # the connections in the paper
        "arch: lenet5, quantity: macs",
        340_908,
        "as the convention 'lecun1998' counts",
    ),
    "another form": (  # torchvision's, 4,089,184,256
        "arch: resnet50, quantity: macs",
        "4.1G",
        "with downsample_at=3x3",
    ),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_recognised_and_comes_first(slip: str) -> None:
    question, answer, phrase = SLIPS[slip]
    assert phrases(question, answer)[:1] == [phrase]


def test_a_worked_answer_is_recognised_by_its_result() -> None:
    assert phrases(f"{LENET} C1, {PARAMS}", "(5*5*1 + 0)*6 = 150") == ["without the biases"]


def test_it_is_told_how_many_were_tried() -> None:
    found = explained(f"{LENET} C1, {PARAMS}", 987654321)
    assert found.mistakes == ()
    assert found.tried > 10


def test_a_right_answer_has_no_slip() -> None:
    outcome = checked(f"{LENET} C1, {PARAMS}", 156)
    assert (outcome.status, outcome.explanation) == (Status.RIGHT, None)


def test_what_a_likely_slip_explains_is_not_explained_by_an_unlikely_one() -> None:
    """Of three digits, 150 is also one mistyped."""
    assert phrases(f"{LENET} C1, {PARAMS}", 150) == ["without the biases"]


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("question", "answer"),
    [
        # Some of two hundred slips meet any figure of two digits about so large.
        ("arch: resnet50, quantity: macs", "4.2G"),
        ("arch: resnet50, quantity: macs", "5.0G"),
        # Any of three layers of a block may then be left out of a sum.
        ("arch: densenet264, quantity: macs", "5.70G"),
        # Nor does one in the last of three digits tell how it came about.
        ("arch: densenet264, quantity: layers, kind: [conv, linear]", 264),
        (f"{LENET} C1, {PARAMS}", 157),
        # A bound is met by half of all slips.
        (f"arch: lenet5, {PARAMS}", "over 61000"),
        # No form of this network has so many (Hu, Shen, Sun 2018, Table 2).
        ("arch: inception_resnet_v2, quantity: macs", "11.75G"),
    ],
)
def test_nothing_is_explained_by_chance(question: str, answer: object) -> None:
    assert phrases(question, answer) == []


def test_a_row_left_out_explains_three_digits_and_a_row_within_it_does_not() -> None:
    """25.6 million parameters less the 2,049,000 of fc; conv5_x.0.shortcut has 2,101,248."""
    assert phrases(f"arch: resnet50, {PARAMS}", "23.5M")[0] == "without fc"


def test_conventions_that_agree_are_named_together() -> None:
    """Several leave out the subsampling and the output layer."""
    convolutions = 117_600 + 150_000 + 48_000 + 10_080
    (phrase,) = phrases("arch: lenet5, quantity: macs", convolutions)
    assert phrase.startswith("as the conventions '") and phrase.endswith(" count")


def test_a_convention_that_cannot_price_a_layer_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.yaml").write_text(
        "{name: mine, title: t, unit: MACs, mac: 1, source: s, rules: {rbf: macs}}"
    )
    lenet = "arch: lenet5, layer: OUT, quantity: flops, convention: mine.yaml"
    assert phrases(lenet, 2 * 84 * 10)[0] == "twice as much: a MAC counted as two operations"


def test_a_file_of_slips_is_found_by_being_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "guessing.py").write_text(
        "from cnncount.exams.mistakes.mistake import Mistake, USUAL\n"
        "def mistakes(about):\n"
        "    yield Mistake('a guess', USUAL, 777)\n"
    )
    monkeypatch.setattr(mistakes, "__path__", [*mistakes.__path__, str(tmp_path)])
    mistakes._rules.cache_clear()
    try:
        assert phrases(f"{LENET} C1, {PARAMS}", 777) == ["a guess"]
    finally:
        mistakes._rules.cache_clear()
