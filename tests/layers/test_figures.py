"""Figures of single layers from lectures and papers, written as the arithmetic that they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from cnncount.layers.base import LayerCosts
from cnncount.registry import kinds
from cnncount.shapes import Shape

from ..witness.test_naive_itself import LECUN_C3_TABLE


def costs(kind: str, *inputs: Shape, **arguments: Any) -> LayerCosts:
    """A layer of this kind on these inputs."""
    return kinds()[kind](**arguments).costs(*inputs)


def values(counted: LayerCosts, figures: Mapping[str, int]) -> dict[str, int]:
    """Those figures that are asked for."""
    return {figure: counted.value(figure) for figure in figures}


# LeNet-5: LeCun, Bottou, Bengio, Haffner 1998, section II.B.

LENET: list[tuple[str, LayerCosts, Shape, dict[str, int]]] = [
    (
        "C1",
        costs("conv", (1, 32, 32), out=6, kernel=5),
        (6, 28, 28),
        {"params": (5 * 5 * 1 + 1) * 6, "connections": (5 * 5 + 1) * 6 * 28 * 28},
    ),
    (
        "S2",
        costs("subsample", (6, 28, 28), kernel=2),
        (6, 14, 14),
        {"params": (1 + 1) * 6, "connections": (2 * 2 + 1) * 6 * 14 * 14},
    ),
    (
        "C3",
        costs("conv", (6, 14, 14), kernel=5, connect=LECUN_C3_TABLE),
        (16, 10, 10),
        {
            "params": 6 * (3 * 25 + 1) + 9 * (4 * 25 + 1) + 1 * (6 * 25 + 1),
            "connections": (6 * (3 * 25 + 1) + 9 * (4 * 25 + 1) + 1 * (6 * 25 + 1)) * 10 * 10,
        },
    ),
    (
        "S4",
        costs("subsample", (16, 10, 10), kernel=2),
        (16, 5, 5),
        {"params": (1 + 1) * 16, "connections": (2 * 2 + 1) * 16 * 5 * 5},
    ),
    (
        "C5",
        costs("conv", (16, 5, 5), out=120, kernel=5),
        (120, 1, 1),
        {"params": (5 * 5 * 16 + 1) * 120, "connections": (5 * 5 * 16 + 1) * 120},
    ),
    (
        "F6",
        costs("linear", (120, 1, 1), out=84),
        (84,),
        {"params": (120 + 1) * 84, "connections": (120 + 1) * 84},
    ),
    (
        "output",
        costs("rbf", (84,), out=10),
        (10,),
        {"params": 0, "buffers": 84 * 10, "connections": 84 * 10},
    ),
]
PRINTED = {  # As trainable parameters and connections; for C5 and F6 the two are one number.
    "C1": (156, 122_304),
    "S2": (12, 5_880),
    "C3": (1_516, 151_600),
    "S4": (32, 2_000),
    "C5": (48_120, 48_120),
    "F6": (10_164, 10_164),
}


@pytest.mark.parametrize(
    ("counted", "out", "figures"),
    [pytest.param(*row, id=layer) for layer, *row in LENET],
)
def test_lenet(counted: LayerCosts, out: Shape, figures: dict[str, int]) -> None:
    """Layer by layer, parameters and connections."""
    assert counted.out == out
    assert values(counted, figures) == figures


def test_lenet_as_printed() -> None:
    """The arithmetic comes to what the paper prints."""
    counted = {layer: (f.value("params"), f.value("connections")) for layer, f, *_ in LENET}
    del counted["output"]
    assert counted == PRINTED


def test_the_working_is_shown_as_the_lecture_writes_it() -> None:
    """Kernel, maps, bias; and the size of C1."""
    working = {layer: f for layer, f, *_ in LENET}
    assert str(working["C1"].arithmetic("params")) == "(5·5·1 + 1)·6 = 156"
    assert str(working["C1"].symbols("params")) == "(K_h·K_w·C_in + 1)·C_out"
    assert str(costs("relu", (6, 28, 28)).symbols("comparisons")) == "C_in·H_in·W_in"
    assert str(working["C1"].symbols("activations")) == "C_out·H_out·W_out"
    assert [str(each) for each in working["C1"].size_arithmetic()] == ["⌊(32 - 5)/1⌋ + 1 = 28"]
    assert str(working["S2"].arithmetic("params")) == "(1 + 1)·6 = 12"
    partial = "(5·5·3 + 1)·6 + (5·5·4 + 1)·9 + (5·5·6 + 1)·1 = 1516"
    assert str(working["C3"].arithmetic("params")) == partial
    assert str(working["F6"].arithmetic("params")) == "(120 + 1)·84 = 10164"
    assert str(working["output"].arithmetic("params")) == "0"


def test_a_table_with_many_sizes_is_shown_by_its_links() -> None:
    """From seven sizes on the terms are no longer written out."""
    stairs = [list(range(number)) for number in range(1, 8)]
    short = costs("conv", (7, 9), kernel=3, connect=stairs[:6])
    long = costs("conv", (7, 9), kernel=3, connect=stairs)
    assert str(short.arithmetic("weights")).count("+") == 6 - 1
    assert str(long.arithmetic("weights")) == f"3·28 = {3 * (1 + 2 + 3 + 4 + 5 + 6 + 7)}"


# A bottleneck: 48 maps by 5×5 windows from 480 maps of 14×14, directly or through 16 maps (the
# widths of GoogLeNet's module 4a: Szegedy et al. 2015, table 1).

DIRECT = [costs("conv", (480, 14, 14), out=48, kernel=5, padding="same")]
THROUGH_16 = [
    costs("conv", (480, 14, 14), out=16, kernel=1),
    costs("conv", (16, 14, 14), out=48, kernel=5, padding="same"),
]


@pytest.mark.parametrize(
    ("way", "memory", "macs"),
    [
        (
            DIRECT,
            [(5 * 5 * 480 + 1) * 48 + 48 * 14 * 14],
            [14 * 14 * 48 * (5 * 5 * 480)],
        ),
        (
            THROUGH_16,
            [(1 * 1 * 480 + 1) * 16 + 16 * 14 * 14, (5 * 5 * 16 + 1) * 48 + 48 * 14 * 14],
            [14 * 14 * 16 * (1 * 1 * 480), 14 * 14 * 48 * (5 * 5 * 16)],
        ),
    ],
    ids=["direct", "through 16 maps"],
)
def test_bottleneck(way: list[LayerCosts], memory: list[int], macs: list[int]) -> None:
    """Every layer of both ways."""
    assert way[-1].out == (48, 14, 14)
    assert [layer.value("memory") for layer in way] == memory
    assert [layer.value("macs") for layer in way] == macs


def test_bottleneck_as_printed() -> None:
    """The lecture's 585,456 against 39,488 of memory; 112.9 M against 1.5 M + 3.8 M products."""
    assert [sum(layer.value("memory") for layer in way) for way in (DIRECT, THROUGH_16)] == [
        585_456,
        39_488,
    ]
    millions = [layer.value("macs") / 1e6 for layer in (*DIRECT, *THROUGH_16)]
    assert [f"{number:.1f}" for number in millions] == ["112.9", "1.5", "3.8"]


# Single layers of other networks.

KNOWN: list[tuple[LayerCosts, Shape, dict[str, int]]] = [
    (  # AlexNet's conv2, in two groups: Krizhevsky, Sutskever, Hinton 2012, section 3.5.
        costs("conv", (96, 27, 27), out=256, kernel=5, padding=2, groups=2),
        (256, 27, 27),
        {"params": (5 * 5 * 48 + 1) * 256, "macs": 27 * 27 * 256 * 5 * 5 * 48},
    ),
    (  # VGG's fc6, the largest layer of them all: Simonyan and Zisserman 2015, table 1.
        costs("linear", (512 * 7 * 7,), out=4096),
        (4096,),
        {"params": (512 * 7 * 7 + 1) * 4096, "macs": 512 * 7 * 7 * 4096},
    ),
    (  # MobileNet's first depthwise convolution: Howard et al. 2017, table 1.
        costs("conv", (32, 112, 112), out=32, kernel=3, padding=1, groups=32, bias=False),
        (32, 112, 112),
        {"params": 3 * 3 * 32, "macs": 112 * 112 * 32 * 3 * 3},
    ),
    (  # ResNet's stem: He et al. 2016, table 1; no bias, as a normalisation follows.
        costs("conv", (3, 224, 224), out=64, kernel=7, stride=2, padding=3, bias=False),
        (64, 112, 112),
        {"params": 7 * 7 * 3 * 64, "additions": 112 * 112 * 64 * (7 * 7 * 3 - 1)},
    ),
    (  # That normalisation: a scale and a shift are trained, a mean and a variance are kept.
        costs("batch_norm", (64, 112, 112)),
        (64, 112, 112),
        {"params": 2 * 64, "buffers": 2 * 64, "multiplications": 64 * 112 * 112},
    ),
    (  # And the pool behind it.
        costs("max_pool", (64, 112, 112), kernel=3, stride=2, padding=1),
        (64, 56, 56),
        {"params": 0, "memory": 0, "comparisons": 64 * 56 * 56 * (3 * 3 - 1)},
    ),
    (  # A U-Net's way up (Ronneberger et al. 2015): 2×2 without overlap, uncropped.
        costs("transposed_conv", (1024, 28, 28), out=512, kernel=2, stride=2),
        (512, 56, 56),
        {
            "params": 1024 * 2 * 2 * 512 + 512,
            "macs": 28 * 28 * 1024 * 2 * 2 * 512,
            "connections": 56 * 56 * 512 * (1024 + 1),
        },
    ),
    (  # DCGAN's 4×4 with a crop of 1: of 4 taps at 4 positions one is lost at either end.
        costs("transposed_conv", (2, 4), out=3, kernel=4, stride=2, padding=1, bias=False),
        (3, 8),
        {"macs": 4 * 2 * 3 * 4, "connections": 2 * 3 * (4 * 4 - 1 - 1)},
    ),
]


@pytest.mark.parametrize(("counted", "out", "figures"), KNOWN)
def test_known_layers(counted: LayerCosts, out: Shape, figures: dict[str, int]) -> None:
    """Shapes and some figures of each."""
    assert counted.out == out
    assert values(counted, figures) == figures
