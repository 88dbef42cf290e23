"""Every layer kind, counted by its formulas and by doing it: the two must agree."""

from __future__ import annotations

from math import ceil, floor
from typing import Any

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from cnncount.layers.base import FIGURES, OPERATIONS, Layer
from cnncount.registry import Step, kinds

from ..witness import naive
from ..witness.naive import random_array
from .strategies import CASES, Case

WITNESSED = {
    "weights": "the different weights asked for",
    "biases": "the different biases asked for",
    "affine": "the different scales and shifts asked for by a normalisation",
    "buffers": "the different numbers asked for that are not trained",
    "macs": "products on their way into a weighted sum",
    "multiplications": "performed",
    "additions": "performed; subtractions are among them",
    "comparisons": "performed",
    "divisions": "performed",
    "exponentials": "performed: exp, log, sqrt, erf, powers",
    "connections": "operands gathered by the units of sums and pools, and their biases",
    "activations": "numbers put out",
}
"""The figures that the witness has by doing the work, and what it counts for each.

Three choices in them are definitions. Which sums are weighted, and so made of MACs: those of
convolutions, linear layers, RBF units, attention, and the product with a gain in a subsampling.
Which units have connections, in LeCun's sense: those same ones, of attention the projections, and
the pools'; element by element there are none. And of a batch normalisation whose scale and shift
are trained, the buffers: the mean and the variance behind them are folded in before any work is
done (`strategies` says 2 for each map).
"""

DEFINED = {
    "params": "what is trained, in any role: weights + biases + affine",
    "memory": "what a layer with parameters holds, them and its output; the lecture has it so",
}
"""The figures that no operation shows, and why they are what they are."""

KINDS = [kind for kind, step in kinds().items() if issubclass(step, Layer)]
ARGUMENTS = [
    (kind, argument)
    for kind in KINDS
    for argument in kinds()[kind].model_fields
    if argument not in Step.model_fields
]

each_kind = pytest.mark.parametrize("kind", CASES)
sized = st.sampled_from(
    ["conv", "transposed_conv", "max_pool", "avg_pool", "subsample", "padded_identity"]
).flatmap(CASES.__getitem__)


# Is everything witnessed?


def test_every_kind_has_a_witness() -> None:
    """A new layer kind needs a strategy."""
    assert CASES.keys() == set(KINDS)


@pytest.mark.parametrize(("kind", "argument"), ARGUMENTS)
def test_every_argument_is_tried(kind: str, argument: str) -> None:
    """A new argument needs a place in the strategy; `find` raises where it never occurs."""
    quick = settings(max_examples=100, phases=[Phase.generate], database=None)
    find(CASES[kind], lambda case: argument in case.arguments, settings=quick)


def test_every_figure_is_witnessed_or_defined() -> None:
    """A new figure needs one or the other."""
    assert sorted([*WITNESSED, *DEFINED]) == sorted(FIGURES)


# The comparison.


@each_kind
def test_formulas_say_what_the_witness_does(kind: str) -> None:
    """The output's shape, and every figure."""
    arguments = sum(owner == kind for owner, _ in ARGUMENTS)

    @settings(max_examples=15 + 8 * arguments, deadline=None)
    @given(case=CASES[kind])
    def they_agree(case: Case) -> None:
        costs, performed = case.costs(), case.performed()
        assert costs.out == performed.output.shape
        witnessed = case.witnessed(performed)
        counted = {figure: costs.value(figure) for figure in FIGURES}
        assert counted == witnessed | defined(witnessed)

    they_agree()


def defined(witnessed: dict[str, int]) -> dict[str, int]:
    """The figures that are `DEFINED`."""
    params = witnessed["weights"] + witnessed["biases"] + witnessed["affine"]
    return {"params": params, "memory": params + witnessed["activations"] if params else 0}


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_crops_of_any_length(data: st.DataObject) -> None:
    """What a crop leaves of a transposed convolution's connections, with steps that interleave."""
    number = st.integers(1, 7)
    window = {name: data.draw(number, name) for name in ("kernel", "stride", "dilation")}
    size, extra = data.draw(number, "size"), data.draw(st.integers(0, 3), "output_padding")
    uncropped = (size - 1) * window["stride"] + window["dilation"] * (window["kernel"] - 1) + extra
    crop = data.draw(st.integers(0, uncropped // 2), "padding")
    arguments = {**window, "padding": crop, "output_padding": extra}
    performed = naive.transposed_conv(random_array((1, size)), 1, **arguments)
    costs = kinds()["transposed_conv"](out=1, **arguments).costs((1, size))
    assert costs.out == performed.output.shape
    assert costs.value("connections") == performed.connections


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_ceil_mode_of_any_length(data: st.DataObject) -> None:
    """Which last window still counts, with padding up to half of the window at either end."""
    kernel, stride, dilation = (data.draw(st.integers(1, 7)) for _ in range(3))
    span = dilation * (kernel - 1) + 1
    pads = data.draw(st.tuples(*[st.integers(0, span // 2)] * 2), "padding")
    size = data.draw(st.integers(max(span - sum(pads), 1), span + 7), "size")
    stops = naive.windows(size, kernel, stride, pads, dilation, ceil_mode=True)
    arguments = {"kernel": kernel, "stride": stride, "dilation": dilation, "padding": [list(pads)]}
    assert kinds()["max_pool"](**arguments, ceil_mode=True).costs((1, size)).out == (1, len(stops))


# A batch.


@each_kind
@settings(max_examples=10, deadline=None)
@given(data=st.data(), batch=st.integers(1, 5))
def test_batch_multiplies_operations_and_activations(
    kind: str, data: st.DataObject, batch: int
) -> None:
    """And nothing else, but that memory holds so many outputs."""
    one = data.draw(CASES[kind]).costs()
    many = one.for_batch(batch)
    expected = {figure: one.value(figure) for figure in FIGURES}
    expected |= {figure: batch * one.value(figure) for figure in (*OPERATIONS, "activations")}
    assert {figure: many.value(figure) for figure in FIGURES} == expected | defined(expected)
    assert (many.out, many.receptive_field) == (one.out, one.receptive_field)
    assert max(many.value(figure) for figure in FIGURES) <= many.bound


# The arithmetic that is shown.

EXACT = {"·": "*"}
ROUNDING = {"·": "*", "⌊": "floor(", "⌋": ")", "⌈": "ceil(", "⌉": ")"}


def worked_out(work: str, glyphs: dict[str, str]) -> Any:
    """The result of shown arithmetic, worked out anew; it must be the result that is shown."""
    arithmetic, _, result = work.rpartition(" = ")
    for glyph, python in glyphs.items():
        arithmetic = arithmetic.replace(glyph, python)
    anew = eval(arithmetic or result, {"floor": floor, "ceil": ceil})
    assert anew == int(result)
    return anew


@each_kind
@settings(max_examples=10, deadline=None)
@given(data=st.data(), batch=st.integers(1, 3))
def test_shown_arithmetic_comes_to_the_value(kind: str, data: st.DataObject, batch: int) -> None:
    """With no rounding in it: a floor would not be Python."""
    costs = data.draw(CASES[kind]).costs().for_batch(batch)
    shown = {figure: worked_out(str(costs.arithmetic(figure)), EXACT) for figure in FIGURES}
    assert shown == {figure: costs.value(figure) for figure in FIGURES}


@settings(max_examples=60, deadline=None)
@given(case=sized)
def test_shown_sizes_come_to_the_output(case: Case) -> None:
    """Each size of the output is worked out, equal ones once."""
    costs = case.costs()
    shown = [worked_out(work, ROUNDING) for work in map(str, costs.size_arithmetic())]
    assert set(shown) == set(costs.out[1:])
    assert len({*map(str, costs.size_arithmetic())}) == len(shown)
