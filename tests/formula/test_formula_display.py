"""How formulas are shown: with numbers, in symbols, as LaTeX."""

from __future__ import annotations

import pytest

from cnncount.formula import FormulaError, parse

ENV = {
    "K": [5, 5],
    "C_in": 4,
    "C_out": 6,
    "g": 2,
    "I": 32,
    "S": 1,
    "P": 0,
    "n": -3,
    "O": [28, 28],
    "depths": [3, 4, 6, 3],
    "none": [],
    "bias": True,
    "mode": "same",
    "pads": [[1, 2], [3, 4]],
    "single": [7],
}


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("(prod(K)*1 + 1)*C_out", f"(5·5·1 + 1)·6 = {(5 * 5 * 1 + 1) * 6}"),
        ("prod(K)*exact_div(C_in, g)*C_out", f"5·5·(4/2)·6 = {5 * 5 * (4 // 2) * 6}"),
        ("(I - K[0])//S + 1", f"⌊(32 - 5)/1⌋ + 1 = {(32 - 5) // 1 + 1}"),
        ("prod(O)*C_out*(prod(K)*C_in)", f"28·28·6·(5·5·4) = {28 * 28 * 6 * (5 * 5 * 4)}"),
        ("ceil_div(I + P, 3)", f"⌈(32 + 0)/3⌉ = {-(-(32 + 0) // 3)}"),
        ("isqrt(I*g) + 1", "⌊√(32·2)⌋ + 1 = 9"),
        ("ceil_div(I*2, g*3)", f"⌈32·2/(2·3)⌉ = {-(-32 * 2 // (2 * 3))}"),
        ("I//(C_in//g)", f"⌊32/⌊4/2⌋⌋ = {32 // (4 // 2)}"),
        ("2*n - n", f"2·(-3) - (-3) = {2 * -3 - -3}"),
        ("-n + n*2", f"-(-3) + (-3·2) = {3 + -3 * 2}"),
        ("n*2 + 1", f"-3·2 + 1 = {-3 * 2 + 1}"),
        ("n % 2*5", f"((-3) mod 2)·5 = {-3 % 2 * 5}"),
        ("I*2 % 7", f"32·2 mod 7 = {32 * 2 % 7}"),
        ("(I + g) % 7", f"(32 + 2) mod 7 = {(32 + 2) % 7}"),
        ("I % 7 + 1", f"(32 mod 7) + 1 = {32 % 7 + 1}"),
        ("I - (C_in - g)", f"32 - (4 - 2) = {32 - (4 - 2)}"),
        ("exact_div(C_in, g) + exact_div(8, exact_div(4, 2))", "4/2 + 8/(4/2) = 6"),
        ("sum([n, n])", f"-3 + (-3) = {-3 + -3}"),
        ("prod([I - 1, g])", f"(32 - 1)·2 = {(32 - 1) * 2}"),
        ("min(K)*max(1, g)", f"min(5, 5)·max(1, 2) = {min(5, 5) * max(1, 2)}"),
        ("prod(K)*len(K)", f"5·5·2 = {5 * 5 * 2}"),
        ("prod(none) + sum(none)", f"1 + 0 = {1 + 0}"),
        ("2*(prod(K) if bias else 1)", f"2·(5·5) = {2 * (5 * 5)}"),
        ("prod(single)*2", f"7·2 = {7 * 2}"),
        ("pads[1][0] + 1", f"3 + 1 = {3 + 1}"),
        ("C_in*C_out if g == 2 else 0", f"4·6 = {4 * 6}"),
        ("C_in if g == 1 else (1 if bias else 2)*3", f"1·3 = {1 * 3}"),
        ("1 if len(none) > 0 and none[0] == 1 else I - 2", f"32 - 2 = {32 - 2}"),
        ("(prod(K) if bias else 1)*2", f"5·5·2 = {5 * 5 * 2}"),
        ("C_in", "4"),
        ("n", "-3"),
        ("17", "17"),
    ],
)
def test_work(text: str, work: str) -> None:
    """The hand arithmetic of a formula: what is computed, and nothing that is not."""
    assert parse(text).work(ENV) == work


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("(prod(K)*C_in + 1)*C_out", "(K_h·K_w·C_in + 1)·C_out"),
        ("prod(K)*exact_div(C_in, g)*C_out", "K_h·K_w·(C_in/g)·C_out"),
        ("prod(O)*K[0]", "H_out·W_out·K_h"),
        ("sum(depths) + prod(none)", "depths_1 + depths_2 + depths_3 + depths_4 + 1"),
        ("prod(single)*prod(unknown)", "single_w·prod(unknown)"),
        ("K[g] + pads[0][1] + unknown[1]", "K[g] + pads_h[1] + unknown[1]"),
        ("C_in if mode == 'same' else 0", "C_in if mode = 'same' else 0"),
        ("(1 if g > 1 else 2)*3", "(1 if g > 1 else 2)·3"),
        (
            "1 if (2 if g else 3) else 4 if bias else 5",
            "1 if (2 if g else 3) else 4 if bias else 5",
        ),
        ("not bias and (g <= 1 or I != 2)", "not bias and (g ≤ 1 or I ≠ 2)"),
        ("not (bias or bias)", "not (bias or bias)"),
        ("(g > 1) == True", "(g > 1) = true"),
        ("I*(C_in*g)", "I·(C_in·g)"),
        ("-(I*g) - -I", "-(I·g) - (-I)"),
        ("len(K) + min(K) + max(I, g)", "len(K) + min(K_h, K_w) + max(I, g)"),
        ("[I, 2*g]", "[I, 2·g]"),
    ],
)
def test_symbols(text: str, symbols: str) -> None:
    """A formula in symbols, lists item by item."""
    assert parse(text).symbols(ENV, {"O": ["H_out", "W_out"]}) == symbols


def test_symbols_of_lists() -> None:
    """The items of a list are named by the axes of its length, or as one says."""
    formula = parse("prod(K)")
    assert formula.symbols() == "prod(K)"
    assert formula.symbols({"K": [1, 2, 3]}) == "K_d·K_h·K_w"
    assert formula.symbols({"K": 7}) == "prod(K)"
    assert formula.symbols(elements={"K": ["x", "y"]}) == "x·y"
    # Of more names than items the first are taken; with fewer there is no telling which are meant.
    assert formula.symbols({"K": [1]}, {"K": ["C_out", "H_out"]}) == "C_out"
    assert formula.symbols({"K": [1, 2]}, {"K": ["C_out"]}) == "K_h·K_w"


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        (
            "(prod(K)*C_in + 1)*C_out",
            r"(K_{h} \cdot K_{w} \cdot C_{\mathrm{in}} + 1) \cdot C_{\mathrm{out}}",
        ),
        (
            "prod(K)*exact_div(C_in, g)",
            r"K_{h} \cdot K_{w} \cdot \frac{C_{\mathrm{in}}}{g}",
        ),
        ("(I - K[0])//S + 1", r"\left\lfloor \frac{I - K_{h}}{S} \right\rfloor + 1"),
        ("ceil_div(I, S)", r"\left\lceil \frac{I}{S} \right\rceil"),
        ("g*(exact_div(I, S) - 1)", r"g \cdot \left(\frac{I}{S} - 1\right)"),
        ("isqrt(I + 1)", r"\left\lfloor \sqrt{I + 1} \right\rfloor"),
        ("I % g", r"I \bmod g"),
        ("max(I, len(K))", r"\max(I, \mathrm{len}(K))"),
        ("stride_1x1 + kernel", r"\mathrm{stride}_{\mathrm{1x1}} + \mathrm{kernel}"),
        ("C_in_max + _x", r"C_{\mathrm{in},\mathrm{max}} + \text{\_x}"),
        ("not bias or g >= 2", r"\text{not } \mathrm{bias} \text{ or } g \geq 2"),
        (
            "1 if g > 1 else 2 if mode == 'a_b' else 3",
            r"\begin{cases} 1 & \text{if } g > 1 \\ "
            r"2 & \text{if } \mathrm{mode} = \text{'a\_b'} \\ "
            r"3 & \text{otherwise} \end{cases}",
        ),
        (
            "2*(1 if g != 1 else 0)",
            r"2 \cdot \left(\begin{cases} 1 & \text{if } g \neq 1 \\ "
            r"0 & \text{otherwise} \end{cases}\right)",
        ),
        ("bias and True", r"\mathrm{bias} \text{ and } \text{true}"),
    ],
)
def test_latex(text: str, latex: str) -> None:
    """A formula as LaTeX maths."""
    assert parse(text).latex(ENV) == latex


def test_latex_with_numbers() -> None:
    """The same with numbers, and words that TeX would stumble over."""
    assert parse("(prod(K)*C_in + 1)*n").latex(ENV, numbers=True) == (
        r"(5 \cdot 5 \cdot 4 + 1) \cdot (-3)"
    )
    assert parse("(I - K[0])//S + 1").latex(ENV, numbers=True) == (
        r"\left\lfloor \frac{32 - 5}{1} \right\rfloor + 1"
    )
    assert parse("w").latex({"w": "\\^~{}$&#_%"}, numbers=True) == (
        r"\text{'\textbackslash{}\textbackslash{}\textasciicircum{}\textasciitilde{}"
        r"\{\}\$\&\#\_\%'}"
    )


def test_a_name_without_a_number_stays_a_name() -> None:
    """Numbers may be put in before all of them are known."""
    assert parse("C*x + prod(L)").numbers({"C": 3}) == "3·x + prod(L)"
    with pytest.raises(FormulaError, match="unknown name 'x'"):
        parse("C*x").work({"C": 3})


def test_values_that_are_no_numbers() -> None:
    """Words and truths are shown for what they are."""
    assert parse("[bias, mode, nothing]").numbers({**ENV, "nothing": None}) == (
        "[true, 'same', nothing]"
    )
    assert parse("pads").numbers(ENV) == "[[…], […]]"
    assert parse("bias == (g == 2)").numbers(ENV) == "true = (2 = 2)"


def test_numbers_out_of_bounds_are_not_shown() -> None:
    """No text is longer than it need be."""
    for value in (2**100, 10**5000):
        with pytest.raises(FormulaError, match="cannot be shown"):
            parse("a + 1").numbers({"a": value})
