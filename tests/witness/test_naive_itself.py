"""The witness is checked itself: its values against numpy, its counts against hand counts."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from . import naive
from .counted import Counted, Tally, largest, mac, mean, total
from .naive import Array, Performed, array, random_array

LECUN_C3_TABLE = [
    *[[(first + step) % 6 for step in range(3)] for first in range(6)],
    *[[(first + step) % 6 for step in range(4)] for first in range(6)],
    [0, 1, 3, 4],
    [1, 2, 4, 5],
    [0, 2, 3, 5],
    [0, 1, 2, 3, 4, 5],
]


def to_numpy(x: Array[float]) -> Any:
    """Return the array as numpy's."""
    return np.array(x.nested(), dtype=float)


def from_numpy(x: Any) -> Array[float]:
    """Return numpy's array as ours."""
    return array(x.tolist())


def agree(performed: Performed, expected: Any) -> None:
    """Require the output to have the expected shape and values."""
    assert performed.output.shape == np.shape(expected)
    np.testing.assert_allclose(to_numpy(performed.output), expected, rtol=1e-12, atol=1e-12)


def each(performed: Performed, elements: int, **expected: int) -> None:
    """Require so many of each operation for every element, and none of any other."""
    assert performed.tally == Tally(**{name: elements * n for name, n in expected.items()})


def numpy_conv(
    x: Any,
    weight: Any,
    stride: int = 1,
    padding: int = 0,
    dilation: int = 1,
    groups: int = 1,
) -> Any:
    """Convolve by adding up whole shifted maps, one for each tap of the kernel."""
    rank = x.ndim - 1
    x = np.pad(x, [(0, 0)] + [(padding, padding)] * rank)
    out = [
        (size - dilation * (taps - 1) - 1) // stride + 1
        for size, taps in zip(x.shape[1:], weight.shape[2:], strict=True)
    ]
    y = np.zeros((weight.shape[0], *out))
    for group in range(groups):
        ins = slice(group * weight.shape[1], (group + 1) * weight.shape[1])
        share = weight.shape[0] // groups
        outs = slice(group * share, (group + 1) * share)
        for tap in np.ndindex(*weight.shape[2:]):
            shifted = [
                slice(t * dilation, t * dilation + (n - 1) * stride + 1, stride)
                for t, n in zip(tap, out, strict=True)
            ]
            kernel = weight[(outs, slice(None), *tap)]
            y[outs] += np.tensordot(kernel, x[(ins, *shifted)], axes=1)
    return y


# The counting number.


def test_every_operation_is_entered_once_under_its_own_name() -> None:
    """Each operator or method raises one count by one."""
    operations: list[tuple[Callable[[Counted], object], str]] = [
        (lambda z: z + z, "additions"),
        (lambda z: z + 1.0, "additions"),
        (lambda z: 1.0 + z, "additions"),
        (lambda z: z - z, "additions"),
        (lambda z: 1.0 - z, "additions"),
        (lambda z: z * z, "multiplications"),
        (lambda z: 2.0 * z, "multiplications"),
        (lambda z: z / z, "divisions"),
        (lambda z: 1.0 / z, "divisions"),
        (lambda z: z < 1.0, "comparisons"),
        (lambda z: z > 1.0, "comparisons"),
        (lambda z: z.maximum(1.0), "comparisons"),
        (lambda z: z.minimum(1.0), "comparisons"),
        (lambda z: z.exp(), "exponentials"),
        (lambda z: z.log(), "exponentials"),
        (lambda z: z.tanh(), "exponentials"),
        (lambda z: z.erf(), "exponentials"),
        (lambda z: z.sqrt(), "exponentials"),
        (lambda z: z.pow(0.75), "exponentials"),
    ]
    for operation, name in operations:
        tally = Tally()
        operation(Counted(0.5, tally))
        assert tally == Tally(**{name: 1})


def test_operators_give_the_values_of_floats() -> None:
    """Counting changes no value."""
    tally = Tally()
    z, two = Counted(3.0, tally), Counted(2.0, tally)
    assert [(z + two).value, (z - two).value, (z * two).value, (z / two).value] == [5, 1, 6, 1.5]
    assert [(1 - z).value, (6 / z).value, (-z).value] == [-2, 2, -3]
    assert [z.maximum(two).value, z.minimum(two).value, two.maximum(z).value] == [3, 2, 3]
    assert [z.clip(0, 1).value, z.clip(4, 5).value, z.clip(0, 9).value] == [1, 4, 3]
    assert (z > two, z < two) == (True, False)
    assert Counted(16.0, tally).pow(0.75).value == pytest.approx(8)
    assert repr(two) == "Counted(2.0)"


def test_sign_changes_and_making_numbers_are_free() -> None:
    """Nothing is counted for what is not an operation."""
    tally = Tally()
    -Counted(1.0, tally)
    assert tally == Tally()


def test_clip_is_two_comparisons() -> None:
    """A clip compares with each bound, whatever the outcome."""
    for value in (-1.0, 0.5, 2.0):
        tally = Tally()
        Counted(value, tally).clip(0.0, 1.0)
        assert tally == Tally(comparisons=2)


def test_a_mac_adds_only_to_an_accumulator_that_exists() -> None:
    """The first product of a sum needs no addition."""
    tally = Tally()
    first = mac(None, Counted(2.0, tally), Counted(3.0, tally))
    assert tally == Tally(multiplications=1, macs=1)
    second = mac(first, Counted(4.0, tally), Counted(5.0, tally))
    assert tally == Tally(multiplications=2, additions=1, macs=2)
    assert second.value == 26.0


def test_sums_and_maxima_start_from_the_first() -> None:
    """Four numbers are joined by three operations."""
    for joined, expected, value in [
        (total, Tally(additions=3), 10),
        (mean, Tally(additions=3, divisions=1), 2.5),
        (largest, Tally(comparisons=3), 4),
    ]:
        tally = Tally()
        result = joined([Counted(float(n), tally) for n in (1, 4, 2, 3)])
        assert (result.value, tally) == (value, expected)


def test_numbers_of_two_tallies_do_not_mix() -> None:
    """An operation belongs to one tally only."""
    with pytest.raises(ValueError, match="tallies"):
        Counted(1.0, Tally()) + Counted(1.0, Tally())


def test_tallies_add_up() -> None:
    """Work done in two places is added kind by kind."""
    both = Tally(1, 2, 3, 4, 5, 6) + Tally(10, 20, 30, 40, 50, 60)
    assert both == Tally(11, 22, 33, 44, 55, 66)


# Windows.


@given(
    size=st.integers(1, 12),
    kernel=st.integers(1, 5),
    stride=st.integers(1, 4),
    before=st.integers(0, 3),
    after=st.integers(0, 3),
    dilation=st.integers(1, 3),
    ceil_mode=st.booleans(),
)
def test_as_many_windows_as_pytorch_says(
    size: int, kernel: int, stride: int, before: int, after: int, dilation: int, ceil_mode: bool
) -> None:
    """Sliding finds as many stops as PyTorch's formula."""
    spare = size + before + after - dilation * (kernel - 1) - 1
    count = (spare + (stride - 1 if ceil_mode else 0)) // stride + 1
    if ceil_mode and (count - 1) * stride >= size + before:
        count -= 1
    assume(spare >= 0 or ceil_mode)
    assume(max(before, after) <= kernel // 2)
    found = naive.windows(size, kernel, stride, (before, after), dilation, ceil_mode)
    assert len(found) == max(count, 0)
    assert all(taps[0] == stop * stride - before for stop, taps in enumerate(found))


def test_the_overhanging_window_of_ceil_mode() -> None:
    """The last window may reach beyond the padding, but not start beyond the input."""
    assert naive.windows(5, 2, 2) == [[0, 1], [2, 3]]
    assert naive.windows(5, 2, 2, ceil_mode=True) == [[0, 1], [2, 3], [4, 5]]
    assert naive.windows(4, 2, 2, ceil_mode=True) == [[0, 1], [2, 3]]
    assert naive.windows(3, 2, 2, (1, 1), ceil_mode=True) == [[-1, 0], [1, 2]]


def test_windows_that_do_not_move_are_refused() -> None:
    """A stride of nought would never end."""
    with pytest.raises(ValueError, match="moves"):
        naive.windows(4, 2, 0)


# Weighted sums.


def test_an_identity_kernel_gives_the_input_back() -> None:
    """A 3x3 kernel with a one in the middle changes nothing under a padding of one."""
    x = random_array((1, 4, 5))
    identity = array([[[[0, 0, 0], [0, 1, 0], [0, 0, 0]]]])
    agree(naive.conv(x, 1, 3, padding=1, bias=False, weight=identity), to_numpy(x))


@pytest.mark.parametrize("rank", [1, 2, 3])
@pytest.mark.parametrize(
    ("stride", "padding", "dilation", "groups"),
    [(1, 0, 1, 1), (2, 1, 1, 1), (1, 2, 2, 2), (2, 1, 2, 4)],
)
def test_conv_agrees_with_numpy(
    rank: int, stride: int, padding: int, dilation: int, groups: int
) -> None:
    """Values agree for 1, 2 and 3 spatial axes, strides, dilations and groups."""
    x = random_array((4, *(6, 5, 5)[:rank]), seed=1)
    weight = random_array((8, 4 // groups, *(2, 3, 2)[:rank]), seed=2)
    bias = random_array((8,), seed=3)
    performed = naive.conv(
        x,
        8,
        weight.shape[2:],
        stride=stride,
        padding=padding,
        dilation=dilation,
        groups=groups,
        weight=weight,
        bias=bias,
    )
    expected = numpy_conv(to_numpy(x), to_numpy(weight), stride, padding, dilation, groups)
    agree(performed, expected + to_numpy(bias).reshape(8, *[1] * rank))
    taps = math.prod(weight.shape[1:])
    outputs = math.prod(performed.output.shape)
    each(performed, outputs, multiplications=taps, additions=taps, macs=taps)
    assert performed.connections == outputs * (taps + 1)
    assert (performed.weights_used, performed.biases_used) == (math.prod(weight.shape), 8)


def test_conv_without_bias_has_one_addition_fewer() -> None:
    """The first product starts the accumulator."""
    performed = naive.conv(random_array((2, 3, 3)), 3, 3, bias=False)
    assert performed.tally == Tally(multiplications=54, additions=51, macs=54)
    assert (performed.weights_used, performed.biases_used, performed.connections) == (54, 0, 54)


def test_padding_of_two_sides_may_differ() -> None:
    """A pair for each axis says how much lies before and after."""
    x = random_array((1, 3, 3))
    performed = naive.conv(x, 1, 2, padding=[(0, 1), (2, 0)], bias=False, seed=5)
    whole = naive.conv(x, 1, 2, padding=2, bias=False, seed=5)
    assert performed.output.shape == (1, 3, 4)
    np.testing.assert_allclose(
        to_numpy(performed.output), to_numpy(whole.output)[:, 2:5, 0:4], rtol=1e-12
    )


def test_conv_by_a_connection_table_agrees_with_a_kernel_of_zeros() -> None:
    """Unconnected maps are as maps with nothing but zero weights."""
    x = random_array((3, 4, 4), seed=1)
    table = [[0, 2], [1]]
    weight = random_array((2, 2, 3, 3), seed=2)
    dense = np.zeros((2, 3, 3, 3))
    for output_map, maps in enumerate(table):
        for slot, input_map in enumerate(maps):
            dense[output_map, input_map] = to_numpy(weight)[output_map, slot]
    performed = naive.conv(x, 2, 3, connect=table, weight=weight, bias=False)
    agree(performed, numpy_conv(to_numpy(x), dense))
    assert performed.weights_used == 3 * 9


@pytest.mark.parametrize("table", [[[0]], [[0], [3]], [[0], []]])
def test_a_connection_table_that_does_not_fit_is_refused(table: list[list[int]]) -> None:
    """Too few rows, a map that there is not, and a unit that sees nothing."""
    with pytest.raises(ValueError, match=r"table|operand"):
        naive.conv(random_array((2, 3, 3)), 2, 3, connect=table)


def test_groups_that_do_not_divide_are_refused() -> None:
    """Maps are dealt in equal shares."""
    with pytest.raises(ValueError, match="dealt"):
        naive.conv(random_array((3, 3, 3)), 2, 3, groups=2)


@pytest.mark.parametrize("rank", [1, 2, 3])
@pytest.mark.parametrize(
    ("stride", "padding", "dilation", "groups"),
    [(1, 0, 1, 1), (2, 1, 1, 1), (3, 1, 1, 1), (1, 1, 2, 2), (2, 1, 2, 2)],
)
def test_transposed_conv_is_the_adjoint_of_conv(
    rank: int, stride: int, padding: int, dilation: int, groups: int
) -> None:
    """<conv(x), y> equals <x, conv_transposed(y)> for the same weights."""
    kernel = (3, 2, 2)[:rank]
    x = random_array((2, *(7, 6, 5)[:rank]), seed=1)
    weight = random_array((4, 2 // groups, *kernel), seed=2)
    forward = naive.conv(
        x,
        4,
        kernel,
        stride=stride,
        padding=padding,
        dilation=dilation,
        groups=groups,
        bias=False,
        weight=weight,
    ).output
    y = random_array(forward.shape, seed=3)
    output_padding = [
        size - ((n - 1) * stride - 2 * padding + dilation * (taps - 1) + 1)
        for size, n, taps in zip(x.shape[1:], y.shape[1:], kernel, strict=True)
    ]
    backward = naive.transposed_conv(
        y,
        2,
        kernel,
        stride=stride,
        padding=padding,
        output_padding=output_padding,
        dilation=dilation,
        groups=groups,
        bias=False,
        weight=weight,
    )
    assert backward.output.shape == x.shape
    left = np.vdot(to_numpy(forward), to_numpy(y))
    right = np.vdot(to_numpy(x), to_numpy(backward.output))
    assert left == pytest.approx(right, rel=1e-10)
    products = math.prod(y.shape) * (2 // groups) * math.prod(kernel)
    each(backward, products, multiplications=1, additions=1, macs=1)
    assert backward.weights_used == math.prod(weight.shape)


def test_transposed_conv_adds_a_bias_to_each_cropped_output() -> None:
    """Cropped products are performed; cropped outputs get no bias."""
    x = random_array((1, 2, 2))
    bias = array([0.5])
    weight = random_array((1, 1, 3, 3), seed=4)
    plain = naive.transposed_conv(x, 1, 3, stride=2, padding=1, bias=False, weight=weight)
    biased = naive.transposed_conv(x, 1, 3, stride=2, padding=1, bias=bias, weight=weight)
    assert biased.output.shape == (1, 3, 3)
    np.testing.assert_allclose(to_numpy(biased.output) - to_numpy(plain.output), 0.5)
    assert biased.tally == Tally(multiplications=36, additions=36 + 9, macs=36)
    assert (biased.weights_used, biased.biases_used) == (9, 1)
    # Along each axis the three cells kept gather 1, 2 and 1 operands.
    assert (plain.connections, biased.connections) == (16, 25)


def test_linear() -> None:
    """A linear layer is a matrix times a vector, plus a bias."""
    x, weight, bias = random_array((5,), 1), random_array((3, 5), 2), random_array((3,), 3)
    performed = naive.linear(x, 3, weight=weight, bias=bias)
    agree(performed, to_numpy(weight) @ to_numpy(x) + to_numpy(bias))
    assert performed.tally == Tally(multiplications=15, additions=15, macs=15)
    assert (performed.weights_used, performed.biases_used, performed.connections) == (15, 3, 18)
    x = random_array((5, 2, 3), 1)
    everywhere = naive.linear(x, 3, weight=weight, bias=False)
    agree(everywhere, np.tensordot(to_numpy(weight), to_numpy(x), 1))
    assert everywhere.tally == Tally(multiplications=15 * 6, additions=12 * 6, macs=15 * 6)
    assert (everywhere.weights_used, everywhere.connections) == (15, 15 * 6)


def test_rbf() -> None:
    """Each output is a squared distance."""
    x, weight = random_array((84,), 1), random_array((10, 84), 2)
    performed = naive.rbf(x, 10, weight=weight)
    agree(performed, ((to_numpy(x) - to_numpy(weight)) ** 2).sum(axis=1))
    each(performed, 10, multiplications=84, additions=84 + 83, macs=84)
    assert (performed.weights_used, performed.biases_used) == (840, 0)
    assert performed.connections == 840


def test_subsample() -> None:
    """A window's sum is multiplied by the gain and shifted by the bias."""
    x, gain, bias = random_array((2, 4, 6), 1), array([2.0, 3.0]), array([0.5, -0.5])
    performed = naive.subsample(x, 2, weight=gain, bias=bias)
    sums = to_numpy(x).reshape(2, 2, 2, 3, 2).sum(axis=(2, 4))
    agree(performed, sums * [[[2.0]], [[3.0]]] + [[[0.5]], [[-0.5]]])
    each(performed, 12, multiplications=1, additions=4, macs=1)


# LeNet-5, as LeCun et al. (1998) count it.


def test_lenet_c1() -> None:
    """C1 has 156 parameters and 122 304 connections."""
    c1 = naive.conv(random_array((1, 32, 32)), 6, 5)
    assert c1.output.shape == (6, 28, 28)
    assert c1.tally.multiplications == c1.tally.macs == (5 * 5 * 1) * 6 * 28 * 28
    assert c1.weights_used + c1.biases_used == 156
    assert c1.connections == 122_304


def test_lenet_s2() -> None:
    """S2 has 12 parameters and 5 880 connections."""
    s2 = naive.subsample(random_array((6, 28, 28)), 2)
    assert s2.output.shape == (6, 14, 14)
    assert s2.weights_used + s2.biases_used == 12
    assert s2.connections == 5_880


def test_lenet_c3() -> None:
    """C3, with its table, has 1 516 parameters and 151 600 connections."""
    c3 = naive.conv(random_array((6, 14, 14)), 16, 5, connect=LECUN_C3_TABLE)
    assert c3.output.shape == (16, 10, 10)
    assert c3.weights_used + c3.biases_used == 1_516
    assert c3.connections == 151_600


def test_lenet_f6() -> None:
    """F6 has 10 164 parameters and as many connections."""
    f6 = naive.linear(random_array((120,)), 84)
    assert f6.weights_used + f6.biases_used == f6.connections == 10_164


# Pools.


def test_max_pool() -> None:
    """The padding never wins, and every window makes all its comparisons."""
    x = from_numpy(to_numpy(random_array((2, 5, 5))) - 5.0)
    performed = naive.max_pool(x, 3, stride=2, padding=1)
    padded = np.pad(to_numpy(x), [(0, 0), (1, 1), (1, 1)], constant_values=-np.inf)
    expected = [
        [[padded[c, i : i + 3, j : j + 3].max() for j in (0, 2, 4)] for i in (0, 2, 4)]
        for c in (0, 1)
    ]
    agree(performed, expected)
    each(performed, 18, comparisons=8)
    assert performed.connections == 18 * 9


def test_max_pool_dilated_and_in_ceil_mode() -> None:
    """A dilated window skips cells; an overhanging one counts in full."""
    x = array([[1.0, 5.0, 2.0, 4.0, 3.0]])
    dilated = naive.max_pool(x, 2, stride=1, dilation=2)
    agree(dilated, [[2.0, 5.0, 3.0]])
    overhanging = naive.max_pool(x, 2, ceil_mode=True)
    agree(overhanging, [[5.0, 4.0, 3.0]])
    each(overhanging, 3, comparisons=1)


def test_avg_pool() -> None:
    """Every window divides once, padding included."""
    x = array([[[1.0, 2.0], [3.0, 4.0]]])
    agree(naive.avg_pool(x, 2), [[[2.5]]])
    padded = naive.avg_pool(x, 2, stride=1, padding=1)
    agree(padded, [[[0.25, 0.75, 0.5], [1.0, 2.5, 1.5], [0.75, 1.75, 1.0]]])
    each(padded, 9, additions=3, divisions=1)
    assert naive.avg_pool(random_array((1, 5)), 2, ceil_mode=True).output.shape == (1, 3)


def test_global_pools() -> None:
    """A whole map is one window."""
    x = random_array((3, 4, 5))
    averaged, maximal = naive.global_avg_pool(x), naive.global_max_pool(x)
    agree(averaged, to_numpy(x).mean(axis=(1, 2), keepdims=True))
    agree(maximal, to_numpy(x).max(axis=(1, 2), keepdims=True))
    each(averaged, 3, additions=19, divisions=1)
    each(maximal, 3, comparisons=19)
    assert averaged.connections == maximal.connections == 60


@given(size=st.integers(1, 15), out=st.integers(1, 9))
def test_adaptive_windows_are_pytorchs(size: int, out: int) -> None:
    """Window j runs from floor(j i / o) to ceil((j + 1) i / o)."""
    x = random_array((1, size))
    edges = [(j * size // out, -((j + 1) * size // -out)) for j in range(out)]
    numbers = to_numpy(x)[0]
    averaged, maximal = naive.adaptive_avg_pool(x, out), naive.adaptive_max_pool(x, out)
    agree(averaged, [[numbers[start:end].mean() for start, end in edges]])
    agree(maximal, [[numbers[start:end].max() for start, end in edges]])
    lengths = [end - start for start, end in edges]
    assert averaged.tally == Tally(additions=sum(lengths) - out, divisions=out)
    assert maximal.tally == Tally(comparisons=sum(lengths) - out)
    assert averaged.connections == sum(lengths)


# Normalisations.


def test_batch_norm() -> None:
    """One scale and one shift for each map."""
    x = random_array((3, 2, 2))
    performed = naive.batch_norm(x)
    each(performed, 12, multiplications=1, additions=1)
    assert (performed.weights_used, performed.biases_used) == (3, 3)
    ours, theirs = to_numpy(performed.output), to_numpy(x)
    slopes = (ours[:, 0, 0] - ours[:, 1, 1]) / (theirs[:, 0, 0] - theirs[:, 1, 1])
    others = (ours[:, 0, 1] - ours[:, 1, 0]) / (theirs[:, 0, 1] - theirs[:, 1, 0])
    np.testing.assert_allclose(slopes, others)


def numpy_standardised(x: Any, axes: tuple[int, ...], eps: float = 1e-5) -> Any:
    """Standardise over some axes."""
    return (x - x.mean(axis=axes, keepdims=True)) / np.sqrt(x.var(axis=axes, keepdims=True) + eps)


def standardising(n: int, affine: int = 0) -> dict[str, int]:
    """Say what standardising n elements takes, counted off the definition by hand."""
    return {
        "multiplications": n + n + affine * n,
        "additions": (n - 1) + n + (n - 1) + 1 + affine * n,
        "divisions": 3,
        "exponentials": 1,
    }


def test_layer_norm() -> None:
    """All axes, or some for each place on the others."""
    x = random_array((4, 2, 3))
    everything = naive.layer_norm(x, affine=False)
    agree(everything, numpy_standardised(to_numpy(x), (0, 1, 2)))
    each(everything, 1, **standardising(24))
    across_maps = naive.layer_norm(x, [0], affine=False)
    agree(across_maps, numpy_standardised(to_numpy(x), (0,)))
    scaled = naive.layer_norm(x, [0])
    each(scaled, 6, **standardising(4, affine=1))
    assert (scaled.weights_used, scaled.biases_used) == (4, 4)
    whole = naive.layer_norm(x)
    assert (whole.weights_used, whole.biases_used) == (24, 24)


def test_group_norm() -> None:
    """Groups of maps are standardised together; parameters go by map."""
    x = random_array((4, 2, 3))
    plain = naive.group_norm(x, 2, affine=False)
    grouped = to_numpy(x).reshape(2, 2, 2, 3)
    agree(plain, numpy_standardised(grouped, (1, 2, 3)).reshape(4, 2, 3))
    each(plain, 2, **standardising(12))
    scaled = naive.group_norm(x, 2)
    each(scaled, 2, **standardising(12, affine=1))
    assert (scaled.weights_used, scaled.biases_used) == (4, 4)


def test_instance_norm() -> None:
    """Each map is standardised by itself."""
    x = random_array((4, 2, 3))
    plain = naive.instance_norm(x)
    agree(plain, numpy_standardised(to_numpy(x), (1, 2)))
    each(plain, 4, **standardising(6))
    scaled = naive.instance_norm(x, affine=True)
    each(scaled, 4, **standardising(6, affine=1))
    assert (scaled.weights_used, scaled.biases_used) == (4, 4)


@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_lrn(size: int) -> None:
    """Neighbouring maps beyond the ends are zeros."""
    x = random_array((4, 2, 2))
    performed = naive.lrn(x, size, alpha=0.5, beta=0.75, k=2.0)
    squares = np.pad(to_numpy(x) ** 2, [(size // 2, (size - 1) // 2), (0, 0), (0, 0)])
    sums = np.stack([squares[c : c + size].sum(axis=0) for c in range(4)])
    agree(performed, to_numpy(x) / (2.0 + 0.5 / size * sums) ** 0.75)
    each(performed, 16, multiplications=2, additions=size, divisions=1, exponentials=1)


# Activations.


@pytest.mark.parametrize(
    ("layer", "function", "operations"),
    [
        (naive.relu, lambda z: max(z, 0.0), {"comparisons": 1}),
        (naive.relu6, lambda z: min(max(z, 0.0), 6.0), {"comparisons": 2}),
        (
            naive.leaky_relu,
            lambda z: z if z > 0 else 0.01 * z,
            {"comparisons": 1, "multiplications": 1},
        ),
        (
            naive.elu,
            lambda z: z if z > 0 else math.expm1(z),
            {"comparisons": 1, "exponentials": 1, "additions": 1, "multiplications": 1},
        ),
        (
            naive.sigmoid,
            lambda z: (1.0 + math.tanh(z / 2.0)) / 2.0,
            {"exponentials": 1, "additions": 1, "divisions": 1},
        ),
        (
            naive.tanh,
            math.tanh,
            {"multiplications": 1, "exponentials": 1, "additions": 2, "divisions": 1},
        ),
        (
            naive.silu,
            lambda z: z / (1.0 + math.exp(-z)),
            {"exponentials": 1, "additions": 1, "divisions": 1, "multiplications": 1},
        ),
        (
            naive.gelu,
            lambda z: z * (1.0 - 0.5 * math.erfc(z / math.sqrt(2.0))),
            {"multiplications": 3, "additions": 1, "exponentials": 1},
        ),
        (
            naive.hardsigmoid,
            lambda z: min(max(z / 6.0 + 0.5, 0.0), 1.0),
            {"additions": 1, "comparisons": 2, "multiplications": 1},
        ),
        (
            naive.hardswish,
            lambda z: z * min(max(z / 6.0 + 0.5, 0.0), 1.0),
            {"additions": 1, "comparisons": 2, "multiplications": 2},
        ),
        (naive.softplus, lambda z: math.log1p(math.exp(z)), {"exponentials": 2, "additions": 1}),
        (
            naive.mish,
            lambda z: z * math.tanh(math.log1p(math.exp(z))),
            {"exponentials": 3, "additions": 3, "divisions": 1, "multiplications": 2},
        ),
    ],
)
def test_activations(
    layer: Callable[[Array[float]], Performed],
    function: Callable[[float], float],
    operations: dict[str, int],
) -> None:
    """Each agrees with its definition, and does the same operations for every element."""
    numbers = [-8.0, -3.5, -1.0, -0.25, 0.0, 0.25, 1.0, 2.5, 5.0, 8.0]
    performed = layer(array([numbers]))
    agree(performed, [[function(z) for z in numbers]])
    each(performed, len(numbers), **operations)
    assert (performed.weights_used, performed.biases_used, performed.connections) == (0, 0, 0)


def test_prelu() -> None:
    """A slope for each map, or one for all."""
    x = array([[1.0, -1.0], [-2.0, 2.0]])
    by_map, shared = naive.prelu(x), naive.prelu(x, shared=True)
    for performed in (by_map, shared):
        each(performed, 4, comparisons=1, multiplications=1)
        assert (performed.output[(0, 0)], performed.output[(1, 1)]) == (1.0, 2.0)
    assert (by_map.weights_used, shared.weights_used) == (2, 1)
    assert shared.output[(1, 0)] == 2.0 * shared.output[(0, 1)]


def test_softmax() -> None:
    """The maps at each position sum to one."""
    x = random_array((5, 2, 3))
    performed = naive.softmax(x)
    grown = np.exp(to_numpy(x))
    agree(performed, grown / grown.sum(axis=0))
    np.testing.assert_allclose(to_numpy(performed.output).sum(axis=0), 1.0)
    each(performed, 6, comparisons=4, additions=5 + 4, exponentials=5, divisions=5)
    agree(naive.softmax(array([1000.0, 1000.0])), [0.5, 0.5])


# Attention, and trained numbers that meet the data.


@pytest.mark.parametrize(("heads", "biased"), [(1, True), (2, False), (3, True)])
def test_attention_agrees_with_numpy(heads: int, biased: bool) -> None:
    """softmax(q k / sqrt d) v for each head, with matrices for the projections."""
    channels, length = 2 * heads, 5
    x, weight = random_array((channels, length), 1), random_array((4, channels, channels), 2)
    bias = random_array((4, channels), 3) if biased else False
    performed = naive.attention(x, heads, weight=weight, bias=bias)
    shifts = to_numpy(bias)[..., None] if isinstance(bias, Array) else np.zeros((4, 1, 1))
    q, k, v = np.split(to_numpy(weight)[:3] @ to_numpy(x) + shifts[:3], 3)
    q, k, v = (each[0].reshape(heads, 2, length) for each in (q, k, v))
    grown = np.exp(np.einsum("hdi,hdj->hij", q, k) / math.sqrt(2))
    shares = grown / grown.sum(axis=2, keepdims=True)
    blended = np.einsum("hij,hdj->hdi", shares, v).reshape(channels, length)
    agree(performed, to_numpy(weight)[3] @ blended + shifts[3])
    assert performed.weights_used == 4 * channels * channels
    assert performed.biases_used == (4 * channels if biased else 0)


def test_attention_over_a_map_is_that_over_its_tokens() -> None:
    """Where a position lies does not matter."""
    x, weight = random_array((4, 2, 3), 1), random_array((4, 4, 4), 2)
    by_map = naive.attention(x, 2, weight=weight, bias=False)
    by_token = naive.attention(naive.tokens(x).output, 2, weight=weight, bias=False)
    agree(naive.tokens(by_map.output), to_numpy(by_token.output))
    assert by_map.tally == by_token.tally


def test_trained_numbers_that_meet_the_data() -> None:
    """A factor for each map, a summand for each element, a token in front."""
    x = random_array((3, 4), 1)
    scaled = naive.layer_scale(x, weight=array([2.0, 3.0, 4.0]))
    agree(scaled, to_numpy(x) * [[2.0], [3.0], [4.0]])
    each(scaled, 12, multiplications=1)
    summand = random_array((3, 4), 2)
    embedded = naive.position_embedding(x, weight=summand)
    agree(embedded, to_numpy(x) + to_numpy(summand))
    each(embedded, 12, additions=1)
    fronted = naive.class_token(x, weight=array([2.0, 3.0, 4.0]))
    agree(fronted, np.hstack([[[2.0], [3.0], [4.0]], to_numpy(x)]))
    agree(naive.first_token(fronted.output), [2.0, 3.0, 4.0])
    assert (scaled.weights_used, embedded.weights_used, fronted.weights_used) == (3, 12, 3)
    each(fronted, 0)


# Joins.


def test_add() -> None:
    """One addition fewer than there are arrays, for each element."""
    xs = [random_array((2, 3), seed) for seed in range(3)]
    performed = naive.add(xs)
    agree(performed, sum(to_numpy(x) for x in xs))
    each(performed, 6, additions=2)


def test_multiply_repeats_single_cells() -> None:
    """Squeeze-and-excitation scales whole maps."""
    x, gate = random_array((2, 3, 4), 1), random_array((2, 1, 1), 2)
    performed = naive.multiply([x, gate])
    agree(performed, to_numpy(x) * to_numpy(gate))
    each(performed, 24, multiplications=1)


def test_concat() -> None:
    """Arrays follow one another along the axis."""
    xs = [random_array((n, 2, 3), n) for n in (1, 3, 2)]
    performed = naive.concat(xs)
    agree(performed, np.concatenate([to_numpy(x) for x in xs]))
    assert performed.tally == Tally()
    ys = [random_array((2, n), n) for n in (1, 3)]
    agree(naive.concat(ys, axis=1), np.concatenate([to_numpy(y) for y in ys], axis=1))


# Upsampling and moving about.


def test_upsample_nearest() -> None:
    """Cells are repeated, for nothing."""
    x = random_array((2, 2, 3))
    performed = naive.upsample_nearest(x, [2, 3])
    agree(performed, to_numpy(x).repeat(2, axis=1).repeat(3, axis=2))
    assert performed.tally == Tally()


@pytest.mark.parametrize("rank", [1, 2, 3])
def test_upsample_takes_every_corner(rank: int) -> None:
    """Constants are preserved; every output draws on all its corners."""
    x = from_numpy(np.full((2, *[3] * rank), 7.0))
    for layer, corners in ((naive.upsample_linear, 2**rank), (naive.upsample_cubic, 4**rank)):
        performed = layer(x, 2)
        agree(performed, np.full((2, *[6] * rank), 7.0))
        each(performed, 2 * 6**rank, multiplications=corners, additions=corners - 1)


def test_upsample_values() -> None:
    """Half-pixel centres, with edges clamped; the cubic is Keys's with a = -3/4."""
    x = array([[0.0, 4.0, 8.0]])
    agree(naive.upsample_linear(x, 2), [[0.0, 1.0, 3.0, 5.0, 7.0, 8.0]])
    impulse = array([[0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0]])
    distances = (1.75, 1.25, 0.75, 0.25, 0.25, 0.75, 1.25, 1.75)
    expected = [0.0, 0.0, 0.0, *map(keys_cubic, distances), 0.0, 0.0, 0.0]
    agree(naive.upsample_cubic(impulse, 2), [expected])


def keys_cubic(distance: float, a: float = -0.75) -> float:
    """Evaluate Keys's kernel as he wrote it."""
    if distance <= 1.0:
        return (a + 2.0) * distance**3 - (a + 3.0) * distance**2 + 1.0
    return a * (distance**3 - 5.0 * distance**2 + 8.0 * distance - 4.0)


def test_pixel_shuffle() -> None:
    """Maps become places, as in PyTorch, along 1, 2 or 3 axes."""
    x = random_array((8, 2, 3))
    expected = to_numpy(x).reshape(2, 2, 2, 2, 3).transpose(0, 3, 1, 4, 2).reshape(2, 4, 6)
    performed = naive.pixel_shuffle(x, 2)
    agree(performed, expected)
    assert performed.tally == Tally()
    agree(naive.pixel_shuffle(array([[1.0, 2.0], [3.0, 4.0]]), 2), [[1.0, 3.0, 2.0, 4.0]])
    assert naive.pixel_shuffle(random_array((8, 1, 1, 1)), 2).output.shape == (1, 2, 2, 2)


def test_channel_shuffle() -> None:
    """Groups and places in a group are exchanged."""
    x = random_array((6, 2))
    expected = to_numpy(x).reshape(2, 3, 2).transpose(1, 0, 2).reshape(6, 2)
    performed = naive.channel_shuffle(x, 2)
    agree(performed, expected)
    assert performed.tally == Tally()


def test_flatten_pad_and_crop() -> None:
    """Numbers are moved about for nothing; a crop undoes a padding."""
    x = random_array((2, 2, 3))
    agree(naive.flatten(x), to_numpy(x).ravel())
    padding = [(1, 0), (2, 1)]
    padded = naive.zero_pad(x, padding)
    agree(padded, np.pad(to_numpy(x), [(0, 0), *padding]))
    agree(naive.crop(padded.output, padding), to_numpy(x))
    assert padded.tally == Tally()


# Arrays.


def test_arrays_go_to_nested_lists_and_back() -> None:
    """Nothing is lost on the way."""
    nested = [[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]]
    x = array(nested)
    assert (x.shape, x.nested(), x.values()) == ((2, 2, 2), nested, [1, 2, 3, 4, 5, 6, 7, 8])
    assert all(x[(i, j, k)] == nested[i][j][k] for i, j, k in product(range(2), repeat=3))


def test_the_seed_decides_the_weights() -> None:
    """The same seed gives the same output; another, another."""
    x = random_array((2, 3, 3))
    first, again, other = (naive.conv(x, 2, 3, seed=seed).output.values() for seed in (1, 1, 2))
    assert first == again != other


def test_sizes_that_do_not_fit_the_axes_are_refused() -> None:
    """Two sizes do not do for one spatial axis."""
    with pytest.raises(ValueError, match="spatial axes"):
        naive.conv(random_array((1, 4)), 1, [2, 2])
    with pytest.raises(ValueError, match="spatial axes"):
        naive.max_pool(random_array((1, 4)), 2, padding=[(0, 0), (0, 0)])
