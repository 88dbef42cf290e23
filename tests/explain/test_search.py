"""The readings of printed figures: an expected count is its arithmetic, or what a tool prints."""

from __future__ import annotations

import json
import math
import re
from fractions import Fraction
from functools import cache

import pytest

from cnncount.analysis.count import count
from cnncount.analysis.explain.chance import expected
from cnncount.analysis.explain.found import Found, Search
from cnncount.analysis.explain.interpretation import Reading
from cnncount.analysis.explain.search import judged, quantities_of, read
from cnncount.analysis.explain.ways import ways
from cnncount.errors import SpecError
from cnncount.figures.figure import Verdict
from cnncount.spec.library import find

# ResNet-50 as the paper has it, with the stride in the first 1×1 convolution of a block.
MACS = 3_857_973_248
BN = 10_587_136  # elements
BN_PARAMS = 53_120
STATISTICS = 53_120


@cache
def counted(network, *quantities):
    choice = find(network)
    return list(ways(lambda given: count(choice, variables=given, convention="macs"), quantities))


def searched(network: str, figure: str, quantity: str | None = None) -> Search:
    answer = read(figure)
    about = (quantity,) if quantity else quantities_of(answer)
    return judged(counted(network, *about), answer)


def first(network: str, figure: str, quantity: str | None = None) -> Found:
    return searched(network, figure, quantity).told[0]


PRINTED = [
    # network, figure, how, count, its form, what is counted
    ("resnet50", "3.8G", Verdict.TRUNCATION, MACS, "", "he2015"),
    ("resnet50", "4.1G", Verdict.ROUNDING, 4_089_184_256, "downsample_at=3x3", "he2015"),
    ("resnet50", "4.09G", Verdict.ROUNDING, 4_089_184_256, "downsample_at=3x3", "he2015"),
    ("resnet34", "3.6G", Verdict.ROUNDING, 3_644_493_824, "shortcut=zero_pad", "he2015"),
    ("resnet50", "3868560384", Verdict.EXACT, MACS + BN, "", "netscope"),
    (
        "densenet121",
        "2.87G",
        Verdict.ROUNDING,
        2_834_161_664 + 2 * 15_667_456 + 50_176,
        "",
        "fvcore",
    ),
]


@pytest.mark.parametrize(
    ("network", "figure", "verdict", "number", "form", "name"),
    PRINTED,
    ids=lambda value: str(value),
)
def test_the_first_reading_is_the_simple_one(network, figure, verdict, number, form, name):
    found = first(network, figure)
    assert (found.verdict, found.counted.number) == (verdict, number)
    assert str(found.form) == form
    assert found.counted.conventions[0] == name


def test_an_exact_figure_is_read_with_one_thing_added_or_left_out():
    """deepdetect prints it: torchinfo's count without the classifier's 1,000 biases."""
    told = searched("resnet50", "3858026368").told
    assert all(each.verdict is Verdict.EXACT for each in told)
    assert {each.counted.number for each in told} == {MACS + BN_PARAMS}
    phrases = [each.counted.what for each in told]
    assert "torchinfo without linear bias additions" in phrases
    assert "he2015 with batch-norm scales and shifts added" in phrases


def test_keras_gives_its_convolutions_biases():
    """The TensorFlow profiler on Keras's ResNet50: its convolutions have biases, 1 per output."""
    found = first("resnet50", "7755294312")
    assert found.verdict is Verdict.EXACT
    assert found.counted.what == "tf_profiler_keras3 with conv output elements added"


@pytest.mark.parametrize(
    ("figure", "number"),
    [
        ("8.21G", 8_211_108_352),  # calflops on torchvision's
        ("4.13G", 4_133_742_592),  # thop
        ("4.13G", 4_132_436_968),  # ptflops
    ],
)
def test_what_tools_print_of_torchvisions_is_among_the_readings(figure, number):
    told = searched("resnet50", figure).told
    assert number in [each.counted.number for each in told]
    assert {str(each.form) for each in told if each.counted.number == number} == {
        "downsample_at=3x3"
    }


def test_a_form_that_is_printed_exactly_by_rounding_comes_before_truncation():
    told = searched("resnet34", "3.6G").told
    verdicts = [each.verdict for each in told]
    assert verdicts == sorted(verdicts, key=[Verdict.ROUNDING, Verdict.TRUNCATION].index)
    assert {Verdict.ROUNDING, Verdict.TRUNCATION} == {*verdicts}


def test_the_size_of_a_model_has_either_million_and_any_of_its_values():
    """SE-ResNet-50 is printed as 107 MB: four bytes a value, by 2^20."""
    params = 25_557_032 + 2_514_944 + 16_048
    assert round(4 * (params + STATISTICS) / 2**20) == round(4 * params / 2**20) == 107
    told = searched("seresnet50", "107MB").told
    numbers = [each.counted.number for each in told]
    assert {params, params + STATISTICS} <= {*numbers}
    assert all("by 1024^2" in each.unit.what for each in told)


def test_parameters_are_read_with_and_without_their_parts():
    plain = 25_557_032
    for number in (plain, plain - BN_PARAMS, plain + STATISTICS, plain - 1_000, plain - 2_049_000):
        found = first("resnet50", str(number), "params")
        assert (found.verdict, found.counted.number) == (Verdict.EXACT, number)


def test_a_mac_is_two_operations_in_another_unit():
    found = first("resnet34", str(2 * 3_663_761_408), "operations")
    doubling = "densenet2017", "torch_flop_counter", "torch_flop_counter_meta"
    assert found.counted.conventions == doubling
    doubled = searched("resnet50", str(2 * (MACS + BN))).told[0]
    assert doubled.unit.what == "twice as much: a MAC counted as two operations"
    assert doubled.counted.what == "netscope"


def test_a_billion_may_be_1024_cubed():
    figure = f"{MACS / 2**30:.4f}G"
    found = first("resnet50", figure)
    assert found.counted.number == MACS
    assert found.unit.what == "with 1024^3 for a billion"


def test_without_a_unit_a_figure_is_of_operations_or_of_parameters():
    plain = 25_557_032
    assert first("resnet50", str(plain)).counted.what == "params"
    assert {each.counted.quantity for each in searched("resnet50", "25.6M").told} == {"params"}
    assert {each.counted.quantity for each in searched("resnet50", "4.1G").told} == {"operations"}


def test_what_nothing_prints_has_the_plain_count_and_what_is_near():
    found = searched("resnet50", "3858026369", "operations")
    assert found.told == []
    assert [each.counted.number for each in found.plain] == [MACS]
    assert found.near[0].off == MACS + BN_PARAMS + 1_000 + 48 - 3_858_026_369 - 48
    assert all(50 * abs(each.off) <= 3_858_026_369 and each.steps <= 1 for each in found.near)


def test_what_is_far_off_is_not_near():
    found = searched("lenet5", "4G")
    assert (found.told, found.near) == ([], [])
    assert [each.counted.number for each in found.plain] == [328_096, 60_000]


def test_how_far_off_it_is_is_in_what_is_counted():
    """61,000 parameters would be 244,000 bytes."""
    found = searched("lenet5", "244000 bytes")
    (plain,) = found.plain
    assert (plain.off, plain.off_count) == (4 * 60_000 - 244_000, 60_000 - 61_000)


def test_chance_is_reckoned_from_different_counts_of_the_size():
    loose, exact = searched("resnet50", "4.1G"), searched("resnet50", "3858026368")
    within_one, within_two = (
        {
            value
            for each in loose.tried
            if (value := each.reading.value) and each.reading.rank <= steps
            if 4.1e9 / math.e**0.5 <= value <= 4.1e9 * math.e**0.5
        }
        for steps in (1, 2)
    )
    # 4.1 leaves open 1 in 41; cutting digits off half as much again, with a step less before it.
    assert float(loose.by_chance(2)) == pytest.approx(len(within_two) / 41 + len(within_one) / 82)
    assert loose.by_chance(2) > 1 > 1e-3 > exact.by_chance(3)
    assert len(loose.tried) > len(within_two)


def test_by_chance_a_figure_of_another_size_is_met_by_nothing():
    assert searched("lenet5", "about 4G").by_chance(3) == 0


@pytest.mark.parametrize("figure", ["4.1G", "110", "2.50k"])
def test_chance_is_how_many_of_evenly_spread_counts_do_fit(figure):
    """A thousand counts to each power of e, over six powers: as many fit as are expected."""
    answer = read(figure)
    middle = float(answer.value)
    spread = [Fraction(middle * math.exp(n / 1000)).limit_denominator() for n in range(-3000, 3001)]
    made = [Reading("", 0, value) for value in spread]
    within = [value for value in spread if abs(value - answer.value) <= answer.place / 2]
    assert float(expected(0, made, answer)) == pytest.approx(len(within), rel=0.05, abs=1)


def test_what_chance_gives_anyhow_is_told_only_where_nothing_simpler_is():
    steps = {each.steps for each in searched("resnet50", "4.1G").told}
    assert steps == {1}


def test_a_form_that_cannot_be_counted_is_passed_over(tmp_path):
    spec = tmp_path / "net.yaml"
    spec.write_text(
        "name: n\ninput: [1, 8, 8]\nvars: {k: 3}\nchoices: {k: [3, 99]}\n"
        "layers: [conv: {out: 2, kernel: $k}]\n"
    )
    assert {str(form) for form, _ in counted(str(spec), "operations")} == {""}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("lots", "the figure 'lots' cannot be read"),
        ("28x28x6", "expected a figure"),
        ("5*5 = 25", "expected a figure"),
        ("over 4G", "not a limit"),
        ("5%", "not a ratio"),
        ("2x", "not a ratio"),
        ("0", "a count above 0"),
        ("0KB", "a count above 0"),
        ("0G..4G", "a count above 0"),
        ("7B", "either 7 B (bytes) or 7 billion"),
    ],
)
def test_of_what_a_reading_says_nothing_is_refused(text, why):
    with pytest.raises(SpecError, match=re.escape(why)):
        read(text)


def test_the_command_line(cnncount):
    status, out, err = cnncount("explain", "resnet34", "3.6×10^9")
    assert (status, err) == (0, "")
    assert "3,644,493,824  rounding" in out
    assert "Fit by chance" in out
    assert "he2015: multiply-adds" in out


def test_the_command_line_says_what_was_tried_in_vain(cnncount):
    status, out, err = cnncount("explain", "lenet5", "4.1")
    assert (status, err) == (0, "")
    assert "nothing prints as 4.1" in out
    assert "--quantity has others: weights" in " ".join(out.split())
    assert "Of millions it is written 4.1M, of thousand millions 4.1G" in out


def test_a_figure_that_can_be_read_in_two_ways_is_told_with_a_way_out(cnncount):
    status, _, err = cnncount("explain", "lenet5", "4.089")
    assert status == 2
    assert "write it without the separator, or with its unit" in err
    for clear in ("4089", "4.089G"):
        assert cnncount("explain", "lenet5", clear)[0] == 0


def test_the_command_line_for_machines(cnncount):
    shown = json.loads(cnncount("explain", "lenet5", "60k", "--quantity", "params", *JSON)[1])
    reading, *_ = shown["readings"]
    assert (reading["count"], reading["by"], reading["steps"]) == (60_000, "exact", 0)
    assert shown["tried"] >= len(shown["readings"])
    assert len(shown["chance"]) > 1


JSON = "--format", "json"


@pytest.mark.parametrize(
    "typed",
    [
        "explain lenet5",
        "explain lenet5 60k --between macs fvcore",
        "explain lenet5 many",
        "explain lenet5 60k --quantity parms",
        "explain lenet5 60k --per-layer",
        "explain lenet5 60k --depth 1",
        "explain lenet5 --between macs fvcore --all",
        "explain lenet5 --between macs fvcore --quantity params",
        "explain lenet5 0",
    ],
)
def test_wrong_usage_is_one_error(cnncount, typed):
    status, out, err = cnncount(*typed.split())
    assert (status, out) == (2, "")
    assert len(err.splitlines()) == 1
