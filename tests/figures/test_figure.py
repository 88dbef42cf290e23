"""Printed answers: what each form claims, and which counts bear it out."""

from __future__ import annotations

import doctest
import pickle
import time
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cnncount.figures import figure as figure_module
from cnncount.figures import notation as notation_module
from cnncount.figures import shape as shape_module
from cnncount.figures.figure import (
    ONE,
    Kilo,
    Mode,
    PrintedFigure,
    Scale,
    Unit,
    Verdict,
    match,
    plain,
    printed_as,
)
from cnncount.figures.notation import LONGEST, Worked, parse, parse_shape
from cnncount.figures.numerals import DOT, HIGHEST_POWER, TIMES, WAVY, Mark
from cnncount.figures.refusal import AmbiguousFigure, FigureError
from cnncount.figures.shape import PrintedShape
from cnncount.figures.tolerance import Bound, Interval, Near, Side

EXACT, ROUNDING, TRUNCATION, WITHIN, NO = Verdict

PLUS_MINUS = "\u00b1"
EN_DASH = "\u2013"


def figure(
    text: str, *, decimal: Mark | None = None, kilo: Kilo | None = None
) -> PrintedFigure | Near | Bound | Interval:
    """Parse a text that is about one number."""
    answer = parse(text, decimal=decimal, kilo=kilo)
    assert not isinstance(answer, PrintedShape | Worked)
    return answer


def printed(text: str, *, decimal: Mark | None = None, kilo: Kilo | None = None) -> PrintedFigure:
    """Parse a text that is a figure and nothing more."""
    answer = parse(text, decimal=decimal, kilo=kilo)
    assert isinstance(answer, PrintedFigure)
    return answer


def verdict(text: str, computed: int | Fraction) -> Verdict:
    """Judge a count against a text."""
    return match(figure(text), computed).verdict


# The lecture's networks, counted in multiply-accumulates.

INCEPTION_PLAIN = (14 * 14 * 48) * (5 * 5 * 480)
INCEPTION_REDUCED = (14 * 14 * 16) * (1 * 1 * 480) + (14 * 14 * 48) * (5 * 5 * 16)
LENET_C3 = (5 * 5 * 3 + 1) * 6 + (5 * 5 * 4 + 1) * 9 + (5 * 5 * 6 + 1)
LENET_C5 = (5 * 5 * 16 + 1) * 120
LENET = (5 * 5 + 1) * 6 + 6 * 2 + LENET_C3 + 16 * 2 + LENET_C5 + (120 + 1) * 84
VGG16 = (
    9 * 224**2 * (3 * 64 + 64 * 64)
    + 9 * 112**2 * (64 * 128 + 128 * 128)
    + 9 * 56**2 * (128 * 256 + 2 * 256 * 256)
    + 9 * 28**2 * (256 * 512 + 2 * 512 * 512)
    + 9 * 14**2 * 3 * 512 * 512
    + 7**2 * 512 * 4096
    + 4096 * 4096
    + 4096 * 1000
)
RESNET_STEM = 112**2 * 64 * 7 * 7 * 3


def resnet_basic(*blocks: int) -> int:
    """Count a ResNet of basic blocks, its shortcuts projected where the width changes."""
    convolution = 56**2 * 9 * 64 * 64  # the same in every stage: half the map, twice the width
    inside = sum(2 * count for count in blocks) * convolution
    entered = 3 * (28**2 * 64 * 128 - 28**2 * 9 * 64 * 128)
    return RESNET_STEM + inside + entered + 512 * 1000


def resnet_bottleneck(*blocks: int, stride_in_3x3: bool = False) -> int:
    """Count a ResNet of bottlenecks; as published, the first 1x1 of a stage has the stride."""
    total, given_width = RESNET_STEM + 2048 * 1000, 64
    for stage, count in enumerate(blocks):
        width, area = 64 * 2**stage, (56 // 2**stage) ** 2
        for block in range(count):
            entering = block == 0
            before = 4 * area if entering and stage and stride_in_3x3 else area
            total += before * given_width * width + area * 9 * width * width
            total += area * width * 4 * width
            total += area * given_width * 4 * width if entering else 0
            given_width = 4 * width
    return total


def test_the_counts_above_are_those_of_the_lecture() -> None:
    """The arithmetic of this file comes to the exact counts it stands for."""
    assert INCEPTION_PLAIN == 112_896_000
    assert INCEPTION_REDUCED == 5_268_480
    assert (LENET_C3, LENET_C5, LENET) == (1_516, 48_120, 60_000)
    assert VGG16 == 15_470_264_320
    assert resnet_basic(2, 2, 2, 2) == 1_814_073_344
    assert resnet_basic(3, 4, 6, 3) == 3_663_761_408
    assert resnet_bottleneck(3, 4, 6, 3) == 3_857_973_248
    assert resnet_bottleneck(3, 4, 6, 3, stride_in_3x3=True) == 4_089_184_256
    assert resnet_bottleneck(3, 4, 23, 3) == 7_570_194_432
    assert resnet_bottleneck(3, 8, 36, 3) == 11_282_415_616


@pytest.mark.parametrize(
    ("text", "computed", "expected"),
    [
        ("5.3M", INCEPTION_REDUCED, ROUNDING),
        ("약 112.9M", INCEPTION_PLAIN, ROUNDING),
        (f"1.8{TIMES}10^9", resnet_basic(2, 2, 2, 2), ROUNDING),
        (f"3.6{TIMES}10^9", resnet_basic(3, 4, 6, 3), TRUNCATION),
        (f"3.8{TIMES}10^9", resnet_bottleneck(3, 4, 6, 3), TRUNCATION),
        (f"7.6{TIMES}10^9", resnet_bottleneck(3, 4, 23, 3), ROUNDING),
        (f"11.3{TIMES}10^9", resnet_bottleneck(3, 8, 36, 3), ROUNDING),
        (f"3.8{TIMES}10^9", resnet_bottleneck(3, 4, 6, 3, stride_in_3x3=True), NO),
        ("15.47 GFLOPs", VGG16, ROUNDING),
        ("15.48 GFLOPs", VGG16, NO),
        ("1,516", LENET_C3, EXACT),
        ("48120", LENET_C5, EXACT),
        ("48120", LENET_C5 + 1, NO),
        ("48120", LENET_C5 - 1, NO),
        ("48120", LENET_C5 + Fraction(1, 3), NO),
        ("320개", 320, EXACT),
        ("320개", 321, NO),
        ("about 60k", LENET, EXACT),
        ("about 60k", 60_499, ROUNDING),
        ("about 60k", 60_500, TRUNCATION),
        ("about 60k", 61_000, NO),
        ("about 60000", 60_499, WITHIN),
        ("about 60000", 59_500, WITHIN),
        ("about 60000", 59_499, NO),
        ("about 60000", 60_999, TRUNCATION),
        ("about 60000", 61_000, NO),
        ("about 48120", 48_124, WITHIN),
        ("about 48121", 48_122, NO),
        ("about 100", 149, NO),
        ("about 100", 104, WITHIN),
        ("7.60", Fraction(7604, 1000), ROUNDING),
        ("7.60", Fraction(7605, 1000), TRUNCATION),
        ("7.6", Fraction(7605, 1000), ROUNDING),
        ("5.3M", 5_250_000, ROUNDING),
        ("5.2M", 5_250_000, TRUNCATION),
        ("5.3M", 5_300_000, EXACT),
        ("5.3M", 5_350_000, TRUNCATION),
        ("5.30M", INCEPTION_REDUCED, NO),
        ("12,4 M", 28 * 28 * 192 * 16 + 28 * 28 * 16 * 5 * 5 * 32, ROUNDING),
        ("약 2배", Fraction(43, 20), ROUNDING),
        ("2x", Fraction(43, 20), ROUNDING),
        ("2", Fraction(43, 20), NO),
        ("21.4x", Fraction(INCEPTION_PLAIN, INCEPTION_REDUCED), ROUNDING),
        ("21배", Fraction(INCEPTION_PLAIN, INCEPTION_REDUCED), ROUNDING),
        ("75%", Fraction(3, 4), EXACT),
        ("33%", Fraction(1, 3), ROUNDING),
        ("66%", Fraction(2, 3), TRUNCATION),
        ("0.0M", 49_999, ROUNDING),
        ("416520 ~ 1%", 416_520, EXACT),
        ("416520 ~ 1%", 416_520 + 4_165, WITHIN),
        ("416520 ~ 1%", 416_520 - 4_166, NO),
        ("416520 ~ 500", 416_520 + 500, WITHIN),
        ("416520 ~ 500", 416_520 - 501, NO),
        (f"416520 {PLUS_MINUS} 0.5k", 416_520 + 500, WITHIN),
        ("416520 +/- 500", 416_520 - 500, WITHIN),
        (f"75% {PLUS_MINUS} 2%", Fraction(77, 100), WITHIN),
        (f"75% {PLUS_MINUS} 2%", Fraction(771, 1000), NO),
        ("400k..420k", 400_000, WITHIN),
        ("400k..420k", 420_000, WITHIN),
        ("400k..420k", 399_999, NO),
        ("400k..420k", 420_001, NO),
        ("over 150 million", 150_000_000, NO),
        ("over 150 million", 150_000_001, WITHIN),
        ("at least 150 million", 150_000_000, WITHIN),
        ("15만 이상", 15 * 10**4, WITHIN),
        ("15만 초과", 15 * 10**4, NO),
        ("15만 이하", 15 * 10**4, WITHIN),
        ("15만 미만", 15 * 10**4, NO),
        ("< 5M", 4_999_999, WITHIN),
        ("<= 5M", 5_000_001, NO),
    ],
)
def test_verdicts(text: str, computed: int | Fraction, expected: Verdict) -> None:
    """Every form is held to its own digits, and to no more."""
    outcome = match(figure(text), computed)
    assert outcome.verdict is expected
    assert outcome.agrees is (expected is not NO)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("48120", PrintedFigure(48120)),
        ("1,516", PrintedFigure(1516)),
        ("4 800", PrintedFigure(4800)),
        ("4\u202f800", PrintedFigure(4800)),
        ("\t4\u00a0800 \n", PrintedFigure(4800)),
        ("4,800", PrintedFigure(4800)),
        ("12,400", PrintedFigure(12400)),
        ("24.000.100", PrintedFigure(24_000_100)),
        ("1,234.5", PrintedFigure(12345, 1)),
        ("1.234,56", PrintedFigure(123456, 2)),
        ("4 800,52", PrintedFigure(480052, 2)),
        ("0.125", PrintedFigure(125, 3)),
        ("0,125", PrintedFigure(125, 3)),
        ("7.60", PrintedFigure(760, 2)),
        ("5.3M", PrintedFigure(53, 1, Scale(10, 6))),
        ("약 112.9M", PrintedFigure(1129, 1, Scale(10, 6), about=True)),
        ("대략 112.9M", PrintedFigure(1129, 1, Scale(10, 6), about=True)),
        ("about 60k", PrintedFigure(60, 0, Scale(10, 3), about=True)),
        ("About 60K", PrintedFigure(60, 0, Scale(10, 3), about=True)),
        ("~60k", PrintedFigure(60, 0, Scale(10, 3), about=True)),
        (f"{WAVY} 143.67 million", PrintedFigure(14367, 2, Scale(10, 6), about=True)),
        ("12,4 M", PrintedFigure(124, 1, Scale(10, 6))),
        ("12.4 million", PrintedFigure(124, 1, Scale(10, 6))),
        ("34.94k", PrintedFigure(3494, 2, Scale(10, 3))),
        ("34.940k", PrintedFigure(34940, 3, Scale(10, 3))),
        ("120 M", PrintedFigure(120, 0, Scale(10, 6))),
        ("1.05G", PrintedFigure(105, 2, Scale(10, 9))),
        ("1.2 trillion", PrintedFigure(12, 1, Scale(10, 12))),
        ("73 MFLOP", PrintedFigure(73, 0, Scale(10, 6), Unit.FLOP)),
        ("15.47 GFLOPs", PrintedFigure(1547, 2, Scale(10, 9), Unit.FLOP)),
        ("1.8 GMACs", PrintedFigure(18, 1, Scale(10, 9), Unit.MAC)),
        ("1.8 MAC", PrintedFigure(18, 1, ONE, Unit.MAC)),
        ("5.3M params", PrintedFigure(53, 1, Scale(10, 6), Unit.PARAM)),
        ("784 KB", PrintedFigure(784, 0, Scale(None, 1), Unit.BYTE)),
        ("46.8 MB", PrintedFigure(468, 1, Scale(None, 2), Unit.BYTE)),
        ("1 GB", PrintedFigure(1, 0, Scale(None, 3), Unit.BYTE)),
        ("784 kB", PrintedFigure(784, 0, Scale(1000, 1), Unit.BYTE)),
        ("784 KiB", PrintedFigure(784, 0, Scale(1024, 1), Unit.BYTE)),
        ("3 MiB", PrintedFigure(3, 0, Scale(1024, 2), Unit.BYTE)),
        ("802,816 B", PrintedFigure(802_816, 0, ONE, Unit.BYTE)),
        ("96 million bits", PrintedFigure(96, 0, Scale(10, 6), Unit.BIT)),
        ("96 Mbits", PrintedFigure(96, 0, Scale(10, 6), Unit.BIT)),
        ("7B params", PrintedFigure(7, 0, Scale(10, 9), Unit.PARAM)),
        ("1.2B", PrintedFigure(12, 1, Scale(10, 9))),
        ("3.8e3 B", PrintedFigure(38, 1, Scale(10, 3), Unit.BYTE)),
        ("320개", PrintedFigure(320, 0, ONE, Unit.COUNT)),
        ("15만", PrintedFigure(15, 0, Scale(10, 4))),
        ("1.52만 개", PrintedFigure(152, 2, Scale(10, 4), Unit.COUNT)),
        ("1.2억", PrintedFigure(12, 1, Scale(10, 8))),
        ("2천만", PrintedFigure(2, 0, Scale(10, 7))),
        ("약 2배", PrintedFigure(2, 0, ONE, Unit.RATIO, about=True)),
        ("2x", PrintedFigure(2, 0, ONE, Unit.RATIO)),
        ("21.4x", PrintedFigure(214, 1, ONE, Unit.RATIO)),
        (f"21.405{TIMES}", PrintedFigure(21405, 3, ONE, Unit.RATIO)),
        ("7.5%", PrintedFigure(75, 1, Scale(10, -2), Unit.PERCENT)),
    ],
)
def test_figures(text: str, expected: PrintedFigure) -> None:
    """Digits are kept as typed; marks, scale and unit are told apart."""
    assert parse(text) == expected


@pytest.mark.parametrize(
    "power",
    [
        *(f"{sign}10^9" for sign in ("x", "X", "*", TIMES, DOT, f" {TIMES} ", " x ")),
        *("e9", "E9", "e+9", "*10**9", "x10 ^ 9"),
        *(f"{TIMES}10\u2079", "x10\u2079", f"{TIMES}10\u207a\u2079"),
    ],
)
def test_powers_of_ten(power: str) -> None:
    """However a power of ten is written, two digits stay two digits."""
    parsed = printed(f"3.8{power}")
    assert parsed == PrintedFigure(38, 1, Scale(10, 9))
    assert parsed.value == 38 * 10**8
    assert parsed.claimed_digits == 2


@pytest.mark.parametrize("power", ["e-3", "x10^-3", f"{DOT}10\u207b\u00b3", "*10^\u22123"])
def test_negative_powers_of_ten(power: str) -> None:
    """A power may be negative, with any of the signs for minus."""
    assert printed(f"2.5{power}").value == Fraction(25, 10**4)


def test_equality_is_by_the_digits_typed() -> None:
    """A trailing zero is a claim; the way of writing a scale is not."""
    assert parse("7.6") != parse("7.60")
    assert parse("60k") != parse("60000")
    assert parse("5.3M") != parse("약 5.3M")
    assert parse("5.3M") == parse("5.3 million") == parse("5,3 M")
    assert hash(parse("5.3M")) == hash(parse("5.3 million"))


@pytest.mark.parametrize(
    ("text", "digits"),
    [("3.8e9", 2), ("7.60", 3), ("48120", 5), ("about 60000", 2), ("60000", 5), ("0.05", 1)],
)
def test_claimed_digits(text: str, digits: int) -> None:
    """Significant digits are those typed, less the zeros that `about` disclaims."""
    assert printed(text).claimed_digits == digits


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("416520 ~ 1%", Fraction(416520, 100)),
        ("416520~500", 500),
        ("5.3M ~ 500", 500),
        (f"5.3M {PLUS_MINUS} 0.1M", 10**5),
        ("15.47 GFLOPs ~ 1%", Fraction(1547 * 10**7, 100)),
    ],
)
def test_tolerances(text: str, expected: int | Fraction) -> None:
    """A tolerance is a share of the figure, or a number with a scale of its own."""
    answer = figure(text)
    assert isinstance(answer, Near)
    assert answer.allowance == expected


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("400k..420k", "400k", "420k"),
        (f"400k {EN_DASH} 420k", "400k", "420k"),
        ("400k to 420k", "400k", "420k"),
        ("5.2M ~ 5.4M", "5.2M", "5.4M"),
        ("24,000..25,000 params", "24000", "25000 params"),
    ],
)
def test_intervals(text: str, low: str, high: str) -> None:
    """Two ends in order are an interval; `~` is one too where it cannot be a tolerance."""
    assert parse(text) == Interval(printed(low), printed(high))


def test_units_of_answers_with_a_leeway() -> None:
    """The unit is that of the figure, or of whichever end states it."""
    assert figure("24,000..25,000 params").unit is Unit.PARAM
    assert figure("15.47 GFLOPs ~ 1%").unit is Unit.FLOP
    assert figure("over 96 million bits").unit is Unit.BIT
    assert parse("at most 5M") == Bound(Side.AT_MOST, printed("5M"))


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("24.000", ("24,000 (decimal=',')", "24.000 (decimal='.')")),
        ("1.234 params", ("1,234 params (decimal=',')", "1.234 params (decimal='.')")),
        ("1,52만", ("1.52만 (decimal=',')", "152만 (its mark a slip)")),
        ("1,2345", ("1.2345 (decimal=',')", "12,345 (its mark a slip)")),
        ("7B", ("7 B (bytes)", "7 billion")),
        ("28*28*6", ("the shape 28x28x6", "a product (28*28*6 = 4704)")),
        (f"28{DOT}28{DOT}6", ("the shape 28x28x6", f"a product (28{DOT}28{DOT}6 = 4704)")),
        ("400..420k", ("from 400 to 420,000", "from 400,000 to 420,000")),
        ("5.3M ~ 0.1", ("5,300,000 give or take 0.1", "5,300,000 give or take 100,000")),
        ("5 ~ 10%", ("5 give or take 0.5", "from 0.05 to 0.1")),
    ],
)
def test_doubt_lists_its_readings(text: str, readings: tuple[str, ...]) -> None:
    """What can be read in two ways is read in neither."""
    with pytest.raises(AmbiguousFigure) as caught:
        parse(text)
    assert caught.value.readings == readings
    assert str(caught.value) == f"{text}: either {readings[0]} or {readings[1]}"


def test_doubt_says_where_it_is() -> None:
    """In a longer text the column is that of the piece in doubt."""
    with pytest.raises(AmbiguousFigure) as caught:
        parse("12*2000 = about 24.000")
    assert caught.value.column == len("12*2000 = about ")


@pytest.mark.parametrize(
    ("text", "decimal", "expected"),
    [
        ("24.000", ",", PrintedFigure(24000)),
        ("24.000", ".", PrintedFigure(24000, 3)),
        ("4,800", ",", PrintedFigure(4800, 3)),
        ("4,800", ".", PrintedFigure(4800)),
        ("1,52만", ",", PrintedFigure(152, 2, Scale(10, 4))),
        ("34.940k", ",", PrintedFigure(34940, 0, Scale(10, 3))),
    ],
)
def test_the_decimal_mark_can_be_said(text: str, decimal: Mark, expected: PrintedFigure) -> None:
    """A key that says its decimal mark is read by that alone."""
    assert parse(text, decimal=decimal) == expected


@pytest.mark.parametrize(
    ("text", "decimal"), [("1,52만", "."), ("12,4 M", "."), ("12.4", ","), ("24.000.100", ".")]
)
def test_the_decimal_mark_said_is_binding(text: str, decimal: Mark) -> None:
    """The other mark then groups digits, in threes."""
    with pytest.raises(FigureError, match="one number"):
        parse(text, decimal=decimal)


def test_a_kilo_of_bytes_is_whose_choice() -> None:
    """`784 KB` is judged once somebody says which kilo, at parsing or at matching."""
    pool = 784 * 1024
    with pytest.raises(AmbiguousFigure) as caught:
        match(figure("784 KB"), pool)
    assert caught.value.readings == ("784,000 bytes (kilo=1000)", "802,816 bytes (kilo=1024)")
    assert match(figure("784 KB"), pool, kilo=1024).verdict is EXACT
    assert match(figure("784 KB"), pool, kilo=1000).verdict is NO
    assert match(figure("784 KB", kilo=1024), pool).verdict is EXACT
    assert match(figure("700 KB..800 KB"), pool, kilo=1024).verdict is WITHIN
    assert match(figure("700 KB ~ 90 KB"), pool, kilo=1024).verdict is WITHIN
    assert match(figure("under 784 KB"), pool, kilo=1024).verdict is NO
    assert printed("60K", kilo=1024).value == 60 * 10**3, "only bytes come in 1024s"
    assert printed("784 kB").value == 784 * 10**3, "the SI prefix"
    assert printed("784 kB", kilo=1024).value == pool
    assert printed("3 MiB", kilo=1000).value == 3 * 1024**2


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("", 0),
        ("   ", 3),
        ("many", 0),
        ("5.3\nM", 3),
        ("5\x003", 1),
        ("-5", 0),
        (".5", 0),
        ("5.3Q", 3),
        ("  5.3Q", 5),
        ("5.3m", 3),
        ("5.3M!", 3),
        ("5.3 thou\u017fand", 3),
        ("약 5.3 widgets", 5),
        ("1,00,000", 0),
        ("12.34.5", 0),
        ("1,234 567", 0),
        ("007", 0),
        ("3.8e31", 4),
        (f"3.8{TIMES}10^-31", 7),
        ("3.8e3k", 3),
        ("3.8e3%", 3),
        ("10^9", 2),
        ("=5", 0),
        ("5 =", 3),
        ("5*5 == 25", 5),
        ("1*5 = 5*", 7),
        ("420k..400k", 0),
        ("416520 ~ 200%", 0),
        ("400 bits..420 bytes", 0),
        ("5k ~ 3 bytes", 0),
        ("5k..", 4),
        ("1..2..3", 4),
        ("28x0x6", 2),
        ("28x28x", 2),
        ("(60k)", 0),
        ("(5*5 + 1)", 0),
        ("(28, 28x6)", 0),
        ("6@None", 1),
        ("\u0663\u0664", 0),
        ("1" * (LONGEST + 1), LONGEST),
    ],
)
def test_nonsense_is_refused_where_it_stands(text: str, column: int) -> None:
    """An error names the offset, counted in the text as given."""
    with pytest.raises(FigureError) as caught:
        parse(text)
    assert not isinstance(caught.value, AmbiguousFigure)
    assert caught.value.column == column
    assert str(caught.value).endswith(f"(offset {column})")


def test_bounds_of_the_text() -> None:
    """The longest text and the highest power are still read."""
    assert printed("1" * LONGEST).digits == int("1" * LONGEST)
    assert printed(f"1e{HIGHEST_POWER}").value == 10**HIGHEST_POWER


def test_choices_are_checked() -> None:
    """A decimal mark or a kilo that does not exist is the caller's mistake, not the text's."""
    with pytest.raises(ValueError, match="decimal mark"):
        parse("5", decimal=";")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="kilo"):
        parse("5", kilo=512)  # type: ignore[arg-type]


def test_errors_survive_pickling() -> None:
    """Errors cross to other processes whole."""
    doubt = pickle.loads(pickle.dumps(AmbiguousFigure("24.000", 3, ("24,000", "24"))))
    assert (doubt.why, doubt.column, doubt.readings) == ("24.000", 3, ("24,000", "24"))
    assert pickle.loads(pickle.dumps(FigureError("why", 4))).column == 4


@pytest.mark.parametrize(
    ("text", "steps", "result"),
    [
        ("(5*5*1 + 1)*6 = 156", ("(5*5*1 + 1)*6",), "156"),
        (f"5{TIMES}5{TIMES}6 = 25{DOT}6 = 150", (f"5{TIMES}5{TIMES}6", f"25{DOT}6"), "150"),
        (f"11.7M * 4 {WAVY} 46.8 MB", ("11.7M * 4",), "약 46.8 MB"),
        (f"2*3 = {WAVY} 6", ("2*3",), "약 6"),
        (f"2*3.1 {WAVY} 6.2 = 6.2", ("2*3.1", "6.2"), "6.2"),
        ("28 - 5 + 1 = 24x24x6", ("28 - 5 + 1",), "24x24x6"),
        ("28*28*6 = 4,704", ("28*28*6",), "4704"),
    ],
)
def test_worked_answers(text: str, steps: tuple[str, ...], result: str) -> None:
    """Arithmetic is split from its result and left as it is."""
    assert parse(text) == Worked(steps, parse(result))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("28x28x6", (6, 28, 28)),
        (f"28 {TIMES} 28 {TIMES} 6", (6, 28, 28)),
        ("6x28x28", (6, 28, 28)),
        ("(36, 28, 20)", (20, 36, 28)),
        ("(36, 28, 20)", (36, 28, 20)),
        ("[55x55x96]", (96, 55, 55)),
        ("27 by 27 by 96", (96, 27, 27)),
        ("6@28x28", (6, 28, 28)),
        (f"16 @ 10{TIMES}10", (16, 10, 10)),
        ("6@28*28", (6, 28, 28)),
        ("(None, 28, 28, 6)", (6, 28, 28)),
        ("(N, 6, 28, 28)", (6, 28, 28)),
        ("[-1, 6, 28, 28]", (6, 28, 28)),
        ("[\u22121, 6, 28, 28]", (6, 28, 28)),
        ("(?, 28, 28, 6)", (6, 28, 28)),
        ("(1, 6, 28, 28)", (6, 28, 28)),
        ("1x28x28", (1, 28, 28)),
        ("28x28x1", (1, 28, 28)),
        ("1x28", (28,)),
        ("(120,)", (120,)),
        ("[120]", (120,)),
        ("1x1x120", (120,)),
        ("120x1x1", (120,)),
        ("120x1", (120,)),
        ("120@1x1", (120,)),
        ("(None, 120)", (120,)),
        ("(1, 1, 1, 120)", (120,)),
        ("100x40", (40, 100)),
        ("8x8x8x4", (4, 8, 8, 8)),
    ],
)
def test_shapes_that_match(text: str, shape: tuple[int, ...]) -> None:
    """Channels may be first or last, behind a batch or not; a vector may be dressed as a map."""
    answer = parse(text)
    assert isinstance(answer, PrintedShape)
    assert answer.matches(shape)
    assert parse_shape(text) == answer


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("28x28x6", (16, 28, 28)),
        ("28x28x6", (28, 28)),
        ("28x28", (6, 28, 28)),
        ("36x28x20", (20, 28, 36)),
        ("28@28x6", (6, 28, 28)),
        ("1@120x1", (120,)),
        ("(2, 6, 28, 28)", (6, 28, 28)),
        ("28x6x28", (6, 28, 28)),
        ("120x2", (120,)),
        ("2x60", (120,)),
        ("(None, 1, 6, 28, 28)", (6, 28, 28)),
    ],
)
def test_shapes_that_do_not_match(text: str, shape: tuple[int, ...]) -> None:
    """Nothing else may differ: no extent, no order in space, no batch of two."""
    answer = parse(text)
    assert isinstance(answer, PrintedShape)
    assert not answer.matches(shape)


def test_a_text_known_to_be_a_shape() -> None:
    """Then a plain number is a vector, and a star no product."""
    assert parse_shape("120") == PrintedShape((120,))
    assert parse_shape("28*28*6") == parse_shape("(28*28*6)") == PrintedShape((28, 28, 6))
    for text in ("", "5.3M", "4,800", "28x28x6 = 4704", "(5*5 + 1)", "0"):
        with pytest.raises(FigureError):
            parse_shape(text)


@pytest.mark.parametrize(
    ("text", "computed", "rounded", "cut"),
    [
        (f"3.8{TIMES}10^9", 3_857_973_248, f"3.9{TIMES}10^9", f"3.8{TIMES}10^9"),
        ("1.0M", 5_268_480, "5.3M", "5.2M"),
        ("약 112.9M", 5_268_480, "5.3M", "5.2M"),
        ("9.9M", 9_960_000, "10.0M", "9.9M"),
        ("12,4 M", 5_268_480, "5,3 M", "5,2 M"),
        ("1.000.000,5", Fraction(12345678, 10), "1.234.567,8", "1.234.567,8"),
        ("4 800", 48_120, "48 120", "48 120"),
        ("1,516", 48_120, "48,120", "48,120"),
        ("48120", 48_121, "48121", "48121"),
        ("about 60000", 61_706, "62000", "61000"),
        ("7.60", Fraction(7, 100), "0.07", "0.07"),
        ("15만 개", 123_456, "12만 개", "12만 개"),
        ("3 MiB", 5 * 1024**2 - 1, "5 MiB", "4 MiB"),
        ("2.0배", Fraction(43, 20), "2.2배", "2.1배"),
    ],
)
def test_printing_like_a_figure(
    text: str, computed: int | Fraction, rounded: str, cut: str
) -> None:
    """A count is written with the same last place, marks and suffix."""
    assert printed_as(computed, printed(text)) == rounded
    assert printed_as(computed, printed(text), Mode.CUT) == cut


@pytest.mark.parametrize(
    ("text", "computed", "message"),
    [
        ("5.3M", 5_268_480, "5,268,480 prints as 5.3M"),
        ("1,516", 1_516, "1,516 is exactly 1,516"),
        ("48120", 48_121, "48,121 is not 48120 (off by +1)"),
        ("about 60000", 60_240, "60,240 prints as 60000"),
        (
            f"3.8{TIMES}10^9",
            3_857_973_248,
            f"3,857,973,248 prints as 3.9{TIMES}10^9; cut to 3.8{TIMES}10^9",
        ),
        (
            f"3.8{TIMES}10^9",
            4_089_184_256,
            f"4,089,184,256 prints as 4.1{TIMES}10^9, not 3.8{TIMES}10^9 (off by +289,184,256)",
        ),
        ("416520 ~ 1%", 416_000, f"416,000 agrees with 416520 {PLUS_MINUS} 1%"),
        ("400k..420k", 399_000, "399,000 does not agree with 400k..420k (off by -1,000)"),
        ("약 2배", Fraction(9, 4), "2.25 prints as 2배"),
    ],
)
def test_messages(text: str, computed: int | Fraction, message: str) -> None:
    """The line for a reader says how the count prints, and how far off a wrong one is."""
    assert match(figure(text), computed).message == message


def test_differences_are_signed() -> None:
    """The difference is the count less the answer; inside an interval there is none."""
    assert match(figure("5.3M"), 5_268_480).difference == 5_268_480 - 5_300_000
    assert match(figure("400k..420k"), 410_000).difference == 0
    assert match(figure("400k..420k"), 430_000).difference == 10_000
    assert match(figure("over 150 million"), 149_000_000).difference == -1_000_000


def test_only_exact_counts_are_judged() -> None:
    """A float has lost digits already, and a count is not negative."""
    with pytest.raises(TypeError, match="float"):
        match(figure("5.3M"), 5268480.0)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="negative"):
        printed_as(-1, printed("5.3M"))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (5_268_480, "5,268,480"),
        (Fraction(20826, 5), "4,165.2"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(1, 3), "1/3"),
        (0, "0"),
    ],
)
def test_plain_numbers(number: int | Fraction, text: str) -> None:
    """Exact numbers are written out, as decimals where those end."""
    assert plain(number) == text


@pytest.mark.parametrize("module", [figure_module, notation_module, shape_module])
def test_examples_in_docstrings(module: object) -> None:
    """What the docstrings show is so."""
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


# Properties, with digits made by integer arithmetic of their own.

counts = st.integers(0, 10**16)
decimals = st.integers(0, 6)
scales = st.sampled_from(
    [
        *(("k", 3), ("만", 4), ("M", 6), (" million", 6), ("억", 8), ("G", 9), ("e12", 12)),
        *((f"{TIMES}10^9", 9), (" MFLOPs", 6), ("k params", 3), ("e0 x", 0)),
    ]
)


def write(digits: int, places: int, suffix: str) -> str:
    """Write a figure with the decimal point before its last `places` digits."""
    whole, rest = divmod(digits, 10**places)
    return f"{whole}.{rest:0{places}d}{suffix}" if places else f"{whole}{suffix}"


@given(counts, decimals, scales)
def test_a_rounded_print_matches(count: int, places: int, scale: tuple[str, int]) -> None:
    """Rounding half up and reading back agrees, exactly if nothing was lost."""
    suffix, power = scale
    fine = count * 10**places
    digits = (2 * fine + 10**power) // (2 * 10**power)
    text = write(digits, places, suffix)
    lossless = digits * 10**power == fine
    assert verdict(text, count) is (EXACT if lossless else ROUNDING)
    assert printed_as(count, printed(text)) == text


@given(counts, decimals, scales, st.sampled_from([-1, 1]))
def test_a_last_digit_off_by_one_does_not(
    count: int, places: int, scale: tuple[str, int], off: int
) -> None:
    """One up or down is wrong, or at best cut off."""
    suffix, power = scale
    fine = count * 10**places
    digits = (2 * fine + 10**power) // (2 * 10**power) + off
    if digits < 0:
        return
    expected = TRUNCATION if digits == fine // 10**power else NO
    assert verdict(write(digits, places, suffix), count) is expected


@given(counts, decimals, scales)
def test_a_cut_print_is_recognised(count: int, places: int, scale: tuple[str, int]) -> None:
    """Cutting digits off is told from rounding wherever the two differ."""
    suffix, power = scale
    text = write(count * 10**places // 10**power, places, suffix)
    assert verdict(text, count) in (EXACT, ROUNDING, TRUNCATION)
    assert printed_as(count, printed(text), Mode.CUT) == text


@given(st.integers(3, 10**16), st.sampled_from(["", ",", " "]), st.integers(-3, 3))
def test_whole_numbers_are_exact(count: int, mark: str, off: int) -> None:
    """Grouped or not, a plain whole number admits itself alone."""
    text = f"{count:,}".replace(",", mark)
    assert verdict(text, count + off) is (NO if off else EXACT)


@given(st.integers(1000, 10**16))
def test_dots_between_groups(count: int) -> None:
    """Several dots group; one alone is in doubt, until the decimal mark is said."""
    text = f"{count:,}".replace(",", ".")
    assert printed(text, decimal=",").value == count
    if count < 10**6:
        with pytest.raises(AmbiguousFigure):
            parse(text)
    else:
        assert printed(text).value == count


@given(st.integers(1, 10**12), st.integers(0, 10**12))
def test_about_admits_no_more_than_two_digits_do(count: int, other: int) -> None:
    """Whatever `about` admits is within half of the second digit's worth, or was cut to it."""
    outcome = match(figure(f"about {count}"), other)
    second = 10 ** max(len(str(count)) - 2, 0)
    if outcome.verdict in (EXACT, ROUNDING, WITHIN):
        assert 2 * abs(other - count) <= second
    elif outcome.verdict is TRUNCATION:
        assert 0 < other - count < second


extents = st.integers(1, 4096)


@given(
    st.lists(extents, min_size=1, max_size=4),
    st.booleans(),
    st.sampled_from(["", "None, ", "1, ", "N, "]),
    st.sampled_from(["x", f" {TIMES} ", " by ", ", "]),
)
def test_any_layout_of_a_shape_matches(shape: list[int], last: bool, batch: str, join: str) -> None:
    """Channels first or last, with a batch or without, between any signs."""
    order = [*shape[1:], shape[0]] if last else shape
    inner = join.join([*filter(None, [batch.strip(", ")]), *map(str, order)])
    assert parse_shape(f"({inner})").matches(tuple(shape))


@given(st.lists(extents, min_size=2, max_size=4), st.data())
def test_a_wrong_extent_is_found(shape: list[int], data: st.DataObject) -> None:
    """No printed shape with one extent more stands for the same tensor."""
    wrong = list(shape)
    wrong[data.draw(st.integers(0, len(shape) - 1))] += 5000
    assert not parse_shape("x".join(map(str, wrong))).matches(tuple(shape))


fragments = st.sampled_from(
    [
        *("약 ", "about ", "~", WAVY, "over ", "at least ", "이상", "..", " to ", "+-", "=", "\n"),
        *(PLUS_MINUS, EN_DASH, TIMES, DOT, "x", "*", "@", " by ", "(", ")", "[", "]", ",", "."),
        *("None", "-1", "N", "?", "10^", "e", "^", "\u2079", "\u207b", "-", "+", "<", ">", " "),
        *("k", "K", "M", "G", "B", "Ki", "만", "억", "million", "FLOPs", "MAC", "bits", "bytes"),
        *("params", "개", "배", "%", "0", "1", "5", "12", "28", "100", "000", "800", "5.3"),
        *("48120", "1,516", "24.000", "1e9"),
    ]
)
texts = st.text(max_size=250) | st.lists(fragments, max_size=16).map("".join)


@given(texts, st.sampled_from([None, ".", ","]), st.sampled_from([None, 1000, 1024]))
@example("\u00b2", None, None)
@example("1x\u00b2", None, None)
@example(f"1{TIMES}10\u207b\u207b", None, None)
@example("N", None, None)
@example("(N)", None, None)
def test_any_text_is_read_or_refused(text: str, decimal: Mark | None, kilo: Kilo | None) -> None:
    """Nothing but the two errors comes out, and where it is refused is in the text."""
    try:
        parse(text, decimal=decimal, kilo=kilo)
    except FigureError as error:
        assert 0 <= error.column <= len(text)
        assert str(error)
    try:
        parse_shape(text)
    except FigureError as error:
        assert 0 <= error.column <= len(text)


@given(texts)
@example("5 \u00b1 10%")
@example("400~420")
@example(f"{WAVY}\r{WAVY}{WAVY}0")
@example("(None, 120)")
def test_an_answer_reads_back_from_its_own_text(text: str) -> None:
    """Whatever was read is written so that it is read the same."""
    try:
        answer = parse(text)
    except FigureError:
        return
    again = parse(str(answer))
    if isinstance(answer, Worked):
        assert isinstance(again, Worked)
        assert again.result == answer.result
    else:
        assert again == answer


@given(texts, counts)
def test_any_answer_can_be_matched(text: str, count: int) -> None:
    """Judging never fails once the kilo is said, and an exact verdict means no difference."""
    try:
        answer = parse(text)
    except FigureError:
        return
    if isinstance(answer, Worked):
        answer = answer.result
    if isinstance(answer, PrintedShape):
        return
    outcome = match(answer, count, kilo=1024)
    assert outcome.message
    if outcome.verdict is EXACT:
        assert outcome.difference == 0


@pytest.mark.parametrize(
    "unit",
    [
        *(" ", "1 ", "1,", "1.", "x", "1x", "1 x ", "1*", "=", WAVY, "1=", "~", "..", "e9", "10^"),
        *("(", "M", " by ", "1 by ", "1@", "about ", "over ", "k ", "\t", "thousand", "1,000"),
    ],
)
def test_hostile_repetition_is_fast(unit: str) -> None:
    """No pattern takes long over the longest text, whatever it repeats."""
    for text in (unit * LONGEST, "1" + unit * LONGEST, "1" + " " * 150 + unit * LONGEST):
        started = time.process_time()
        for reader in (parse, parse_shape):
            try:
                reader(text[:LONGEST])
            except FigureError:
                continue
        assert time.process_time() - started < 0.2


def test_verdicts_at_the_edges_of_a_place() -> None:
    """Between two neighbouring figures there is no count that neither rounds to."""
    figures = [printed(f"1.{tenths}k") for tenths in range(10)]
    for lower, upper in pairwise(figures):
        middle = (lower.value + upper.value) / 2
        assert match(upper, middle).verdict is ROUNDING
        assert match(lower, middle).verdict is TRUNCATION
        assert match(lower, middle - Fraction(1, 10**9)).verdict is ROUNDING
