"""The LaTeX of a layer's working says what its text says."""

import re

from cnncount.layers.base import FIGURES
from cnncount.registry import kinds


def test_latex_has_the_numbers_and_symbols_of_the_text():
    costs = kinds()["conv"](out=6, kernel=5).costs((1, 32, 32))
    assert costs.arithmetic("params").latex() == r"(5 \cdot 5 \cdot 1 + 1) \cdot 6 = 156"
    assert costs.arithmetic("biases").latex() == "6"
    symbols = r"(K_{h} \cdot K_{w} \cdot C_{\mathrm{in}} + 1) \cdot C_{\mathrm{out}}"
    assert costs.symbols("params").latex() == symbols
    for figure in FIGURES:
        arithmetic = costs.arithmetic(figure)
        assert re.findall(r"\d+", arithmetic.latex()) == re.findall(r"\d+", str(arithmetic))


def test_sizes_are_maths_too():
    (size,) = kinds()["conv"](out=6, kernel=5).costs((1, 32, 32)).size_arithmetic()
    assert size.latex() == r"\left\lfloor \frac{32 - 5}{1} \right\rfloor + 1 = 28"
