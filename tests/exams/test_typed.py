"""Typed answers: a known value, rendered in every notation by a grammar, is read back."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnncount.exams.typed.answer import LONGEST, read
from cnncount.exams.typed.parts import Part, Sum, Typed, Wanted
from cnncount.figures.figure import PrintedFigure, Unit
from cnncount.figures.refusal import FigureError
from cnncount.figures.shape import PrintedShape
from cnncount.figures.tolerance import Bound

NUMBER = Wanted(kilo=1000)
SHAPE = Wanted(shape=True)
SIZE = Wanted(sizes=True)


def value(part: Part) -> Fraction:
    assert isinstance(part, PrintedFigure | Sum), part
    return part.value


def values(answer: Typed) -> list[Fraction]:
    return [value(part) for part in answer.parts]


# --- the grammar: how a number is written, and what may be around it

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def _indian(number: int) -> str:
    head, tail = divmod(number, 1000)
    digits = f"{tail:03d}" if head else str(tail)
    while head:
        head, pair = divmod(head, 100)
        digits = f"{pair:02d},{digits}" if head else f"{pair},{digits}"
    return digits


def _korean(number: int) -> str:
    pieces = []
    for unit, worth in (("조", 10**12), ("억", 10**8), ("만", 10**4)):
        count, number = divmod(number, worth)
        pieces += [f"{count}{unit}"] if count else []
    return " ".join([*pieces, *([str(number)] if number or not pieces else [])])


NUMERALS = [
    str,
    "{:,}".format,
    lambda n: f"{n:,}".replace(",", "{,}"),
    lambda n: f"{n:,}".replace(",", "\\,"),
    lambda n: f"{n:,}".replace(",", "'"),
    lambda n: str(n).translate(FULL_WIDTH),
    _indian,
    _korean,
]
BEFORE = [
    "",
    "= ",
    "total: ",
    "Answer: ",
    "총 ",
    "params = ",
    "there are ",
    "The result is ",
    "C1: ",
]
AFTER = [
    "",
    ".",
    " !",
    " in total",
    "개",
    " 개",
    " (per image)",
    "/image",
    " ✓",
    " (including biases)",
]
WRAPPED = ["{}", "${}$", "`{}`", "**{}**", "\\({}\\)", "  {} "]

numbers = st.integers(0, 10**12)
TIMES = ["x", "X", "*", "∗", "×", "·", "・", " x ", " × ", " \\times ", "\\cdot ", " by ", "✕"]
factors = st.lists(st.integers(1, 512), min_size=2, max_size=5)


@settings(max_examples=60)
@given(
    numbers,
    st.sampled_from(NUMERALS),
    st.sampled_from(BEFORE),
    st.sampled_from(AFTER),
    st.sampled_from(WRAPPED),
)
def test_a_number_is_read_in_every_notation(number, written, before, after, wrapped) -> None:
    text = wrapped.format(f"{before}{written(number)}{after}")
    assert values(read(text, NUMBER)) == [number], text


@settings(max_examples=60)
@given(factors, st.integers(0, 512), st.sampled_from(TIMES), st.sampled_from(NUMERALS), st.data())
def test_arithmetic_is_read_as_typed(sizes, bias, times, written, data) -> None:
    product = 1
    for size in sizes:
        product *= size
    text = times.join(map(str, sizes))
    total = product
    if bias:
        plus = data.draw(st.sampled_from(["+", " + "]))
        note = data.draw(st.sampled_from(["", " (bias)", "(biases)", " biases"]))
        text, total = f"{text}{plus}{bias}{note}", product + bias
    sign = data.draw(st.sampled_from(["=", " = ", " => ", " → ", " -> ", " ≈ ", " == "]))
    label = data.draw(st.sampled_from(["", "params = ", "C1: ", "Number of weights: "]))
    read_back = read(f"{label}{text}{sign}{written(total)}", NUMBER)
    assert values(read_back) == [total, total], (text, sign)
    assert values(read(text, NUMBER)) == [total]


expressions = st.recursive(
    st.integers(1, 99).map(lambda n: (str(n), Fraction(n))),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda p: (f"({p[0][0]} + {p[1][0]})", p[0][1] + p[1][1])),
        st.tuples(inner, inner).map(lambda p: (f"[{p[0][0]}-{p[1][0]}]", p[0][1] - p[1][1])),
        st.tuples(inner, inner).map(lambda p: (f"({p[0][0]}×{p[1][0]})", p[0][1] * p[1][1])),
        st.tuples(inner, st.integers(1, 9)).map(
            lambda p: (f"({p[0][0]} / {p[1]})", p[0][1] / p[1])
        ),
        st.tuples(inner, st.integers(1, 9)).map(
            lambda p: (f"\\frac{{{p[0][0]}}}{{{p[1]}}}", p[0][1] / p[1])
        ),
        st.tuples(inner, st.integers(1, 9)).map(
            lambda p: (f"⌊{p[0][0]}/{p[1]}⌋", Fraction(p[0][1] // p[1]))
        ),
        st.tuples(inner, st.integers(1, 9)).map(
            lambda p: (f"ceil({p[0][0]} ÷ {p[1]})", Fraction(-(-p[0][1] // p[1])))
        ),
        inner.map(lambda p: (f"({p[0]})²", p[1] ** 2)),
        inner.map(lambda p: (f"({p[0]})^2", p[1] ** 2)),
        inner.map(lambda p: (f"({p[0]})**2", p[1] ** 2)),
    ),
    max_leaves=6,
)


@settings(max_examples=80)
@given(expressions)
def test_any_arithmetic_comes_to_its_value(expression: tuple[str, Fraction]) -> None:
    text, total = expression
    if len(text) > 200 or text.count("frac") > 1:
        return
    (found,) = values(read(f"{text} + 0", NUMBER))
    assert found == total


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,234 parameters (+10 biases)", [1234]),
        ("1024 x 256 = 262,144 = 262k", [262144, 262144, 262000]),
        ("64 (scale) + 64 (shift) = 128", [128, 128]),
        ("150 weights + 6 biases = 156 parameters", [156, 156]),
        ("(K*K*C+1)*F = (5*5*1+1)*6 = 156", [156, 156]),
        ("W: 150, b: 6, total = 156", [156]),
        ("256 times 3 = 768", [768, 768]),
        ("2^10 = 1024", [1024, 1024]),
        ("(5)(5)(3) = 75", [75, 75]),
        ("1.5 x 10^{5}", [150_000]),
        ("6만 5천", [65_000]),
        ("2천 3백", [2300]),
        ("38억 5797만 3248", [3_857_973_248]),
        ("5.3m", [5_300_000]),
        ("3x3x3x64 + 64 = 1792 params (1.8K)", [1792, 1792, 1800]),
        ("12,582,912 (≈12.6M)", [12_582_912, 12_600_000]),
        ("156 (= 150 + 6)", [156, 156]),
        ("25*6=150, 150+6=156", [156, 156]),
        ("156 [params]", [156]),
        ("2.3 Mio", [2_300_000]),
        ("1.2bn", [1_200_000_000]),
        ("No parameters", [0]),
        ("없음", [0]),
        ("W=150, b=6 → 156", None),
        ("params: 156 / MACs: 117600", None),
        ("Params (M)", None),
        ("150 or 156", None),
        ("61M (or 138M)", None),
        ("not 156", None),
        ("half of 312", None),
        ("-5", None),
        ("5 5", None),
        ("1/0", None),
        ("9^9^9^9", None),
        ("(" * 60 + "1" + ")" * 60 + "+1", None),
        ("", None),
    ],
)
def test_examples(text: str, expected: list[int] | None) -> None:
    if expected is None:
        with pytest.raises(FigureError):
            read(text, NUMBER)
    else:
        assert values(read(text, NUMBER)) == expected


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("60 MB", Unit.BYTE),
        ("156 bytes", Unit.BYTE),
        ("3.8 GMAdds", Unit.MAC),
        ("3.8 GMACC", Unit.MAC),
        ("3.8 billion multiply-accumulates", Unit.MAC),
        ("117,600번의 곱셈", Unit.MULTIPLICATION),
        ("156개의 파라미터", Unit.PARAM),
        ("156 trainable parameters", Unit.PARAM),
        ("156개", Unit.COUNT),
        ("1.92 Mbit", Unit.BIT),
        ("15.47 GFLOPs", Unit.FLOP),
        ("21.4 times fewer", Unit.RATIO),
        ("21.4 : 1", Unit.RATIO),
    ],
)
def test_units(text: str, unit: Unit) -> None:
    assert read(text, NUMBER).unit is unit


def test_more_than_is_a_bound() -> None:
    assert isinstance(read("30M+", NUMBER).result, Bound)


# --- shapes

LAYOUTS = ["{h}x{w}x{c}", "({c}, {h}, {w})", "[{h}, {w}, {c}]", "{c}@{h}x{w}", "{h} × {w} × {c}"]
WORDED = [
    *("(None, {h}, {w}, {c})", "torch.Size([1, {c}, {h}, {w}])", "{h} by {w} by {c}"),
    *("{c} feature maps of {h}x{w}", "{h} x {w} with {c} channels", "채널 {c}개, {h}x{w}"),
    *("Output size: {h}x{w}x{c}", "the shape is ({h}, {w}, {c}).", "A. {h} x {w} x {c}"),
    *("${h} \\times {w} \\times {c}$", "H={h}, W={w}, C={c}", "height {h}, width {w}, depth {c}"),
    *("{h}, {w}, {c}", "({h}×{w})×{c}", "{c} x ({h} x {w})", "{h}x{w}, depth {c}"),
]
extents = st.integers(2, 600)


@settings(max_examples=60)
@given(extents, extents, extents, st.sampled_from([*LAYOUTS, *WORDED]))
def test_a_shape_is_read_in_every_layout(c: int, h: int, w: int, layout: str) -> None:
    result = read(layout.format(c=c, h=h, w=w), SHAPE).result
    assert isinstance(result, PrintedShape)
    assert result.matches((c, h, w))


def test_sizes_are_numbers_calculations_or_a_calculation_for_each_axis() -> None:
    for text in ("28", "⌊(32 − 5 + 0)/1⌋ + 1 = 28", "floor[(32-5)/1]+1=28", "28 pixels", "28x28"):
        result = read(text, SIZE).result
        assert isinstance(result, PrintedShape) and {*result.extents} == {28}
    both = read("⌊(36 - 4)/1⌋ + 1 = 33, ⌊(30 - 4)/1⌋ + 1 = 27", SIZE).result
    assert both == PrintedShape((33, 27))


# --- nothing else comes out

SIGNS = list("()[]{}⌊⌋⌈⌉+-*/x×·^=≈→@,.:;%$`\\ \u00b2\u0661\u2460'\"!?#_")
TOKENS = [
    *(
        "5",
        "12",
        "1,516",
        "2.5",
        "10",
        "3억",
        "만",
        "k",
        "MB",
        "bytes",
        "params",
        "x",
        "floor",
        "ceil",
    ),
    *(
        "\\frac",
        "\\times",
        "or",
        "not",
        "about",
        "약",
        "이상",
        "None",
        "total",
        "(bias)",
        "C1",
        "=>",
    ),
]
texts = st.text(max_size=60) | st.lists(st.sampled_from([*SIGNS, *TOKENS]), max_size=25).map(
    "".join
)


@settings(max_examples=120)
@given(texts, st.sampled_from([NUMBER, SHAPE, SIZE, Wanted(ratio=True), Wanted(bytes=True)]))
def test_any_text_is_read_or_refused_within_it(text: str, wanted: Wanted) -> None:
    try:
        answer = read(text, wanted)
    except FigureError as error:
        assert 0 <= error.column <= max(len(text), LONGEST)
        assert str(error)
    else:
        assert answer.parts and answer.text == text


@pytest.mark.parametrize(
    "unit", ["1,", "(", "1x", "1 ", "9^", "\\frac{", "a ", "1=", "(1", "만1", ": "]
)
def test_long_repetition_is_read_or_refused(unit: str) -> None:
    text = (unit * LONGEST)[:LONGEST]
    for wanted in (NUMBER, SHAPE, SIZE):
        try:
            read(text, wanted)
        except FigureError:
            continue
