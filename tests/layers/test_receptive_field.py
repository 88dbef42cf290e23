"""Receptive fields: what `Reach` composes, against what a change of an input is seen to change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from math import ceil, prod
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnncount.analysis.count import count
from cnncount.registry import kinds
from cnncount.shapes import ReceptiveField, Shape

from ..witness import naive
from ..witness.naive import Array, Performed, build
from .strategies import Draw

OneAxis = Callable[[Array[float]], Performed]


def ones(*shape: int) -> Array[float]:
    """Weights of 1, so that no change is lost in a sum."""
    return build(shape, lambda _: 1.0)


def conv(x: Array[float], kernel: int, **window: Any) -> Performed:
    """Convolve one map."""
    return naive.conv(x, 1, kernel, **window, bias=False, weight=ones(1, 1, kernel))


def transposed_conv(x: Array[float], kernel: int, **window: Any) -> Performed:
    """Convolve one map the other way round."""
    return naive.transposed_conv(x, 1, kernel, **window, bias=False, weight=ones(1, 1, kernel))


def subsample(x: Array[float], kernel: int, **window: Any) -> Performed:
    """Subsample one map."""
    return naive.subsample(x, kernel, **window, bias=False, weight=ones(1))


ON_ONE_AXIS: dict[str, Callable[..., Performed]] = {
    "conv": conv,
    "max_pool": naive.max_pool,
    "avg_pool": naive.avg_pool,
    "subsample": subsample,
    "upsample": naive.upsample_nearest,
}
WINDOWS = ["conv", "max_pool", "avg_pool", "subsample"]
DILATED = ["conv", "max_pool"]


@dataclass(frozen=True)
class Link:
    """A layer of a chain; each argument has a number for every axis."""

    kind: str
    arguments: dict[str, list[int]]

    def on_axis(self, axis: int) -> OneAxis:
        """The naive layer along one axis."""
        numbers = {name: each[axis] for name, each in self.arguments.items()}
        return lambda x: ON_ONE_AXIS[self.kind](x, **numbers)

    def then(self, receptive_field: ReceptiveField, shape: Shape) -> tuple[ReceptiveField, Shape]:
        """What is seen through this layer too, and the shape behind it."""
        out = {"out": 1} if self.kind == "conv" else {}
        costs = kinds()[self.kind](**out, **self.arguments).costs(shape)
        return receptive_field.then(costs.receptive_field), costs.out


@st.composite
def windows(
    draw: Draw, rank: int, *, strides: int = 2, dilations: int = 2, paddings: int = 1
) -> Link:
    """A convolution or a pool with numbers up to these."""
    kind = draw(st.sampled_from(WINDOWS))

    def each(least: int, most: int) -> list[int]:
        return draw(st.lists(st.integers(least, most), min_size=rank, max_size=rank))

    arguments = {"kernel": each(1, 3), "stride": each(1, strides), "padding": each(0, paddings)}
    if kind in DILATED:
        arguments["dilation"] = each(1, dilations)
    if kind != "conv":  # A pool is not padded with more than half its window.
        arguments["padding"] = list(
            map(min, arguments["padding"], (k // 2 for k in arguments["kernel"]))
        )
    return Link(kind, arguments)


def enlargements(rank: int) -> st.SearchStrategy[Link]:
    """An upsampling that copies."""
    scale = st.lists(st.integers(1, 3), min_size=rank, max_size=rank)
    return scale.map(lambda scale: Link("upsample", {"scale": scale}))


RANKS = st.integers(1, 2)


def composed(chain: Sequence[Link], rank: int) -> ReceptiveField:
    """The reach of a chain on an input that is large enough for it."""
    receptive_field, shape = ReceptiveField.point(rank), (1, *[100] * rank)
    for link in chain:
        receptive_field, shape = link.then(receptive_field, shape)
    return receptive_field


def seen(layers: Sequence[OneAxis], size: int) -> list[list[int]]:
    """For each output cell the input cells that it sees: where a change changes it."""

    def through(cells: dict[int, float]) -> list[float]:
        x = build((1, size), lambda index: cells.get(index[1], 0.0))
        for layer in layers:
            x = layer(x).output
        return x.values()

    calm = through({})
    stirred = [through({cell: 1.0}) for cell in range(size)]
    return [
        [cell for cell in range(size) if stirred[cell][output] != calm[output]]
        for output in range(len(calm))
    ]


def width(cells: list[int]) -> int:
    """From the first to the last."""
    return cells[-1] - cells[0] + 1 if cells else 0


# Chains of convolutions and pools: exact wherever the input has room.


@settings(max_examples=40, deadline=None)
@given(data=st.data(), rank=RANKS)
def test_windows_of_windows(data: st.DataObject, rank: int) -> None:
    """Away from the edges every output sees from one cell to another `size` cells, `jump` apart.

    No output sees more. An input of `size` + 2 `jump` cells has room for two outputs at least.
    """
    chain = data.draw(st.lists(windows(rank), min_size=1, max_size=3))
    receptive_field = composed(chain, rank)
    for axis, (size, jump) in enumerate(
        zip(receptive_field.size, receptive_field.jump, strict=True)
    ):
        cells = seen([link.on_axis(axis) for link in chain], size + 2 * jump)
        assert max(map(width, cells)) == size
        starts = [each[0] for each in cells if width(each) == size]
        assert {after - before for before, after in pairwise(starts)} == {jump}


@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_windows_without_gaps(data: st.DataObject) -> None:
    """Where no window skips a cell, `size` is the number of cells that are seen."""
    gapless = windows(1, dilations=1, paddings=0).filter(
        lambda link: link.arguments["kernel"] >= link.arguments["stride"]
    )
    chain = data.draw(st.lists(gapless, min_size=1, max_size=3))
    (size,) = composed(chain, 1).size
    cells = seen([link.on_axis(0) for link in chain], size + 5)
    assert {len(each) for each in cells} == {size}


# Enlargements: outputs see one cell more or less by turns.


@settings(max_examples=40, deadline=None)
@given(data=st.data(), rank=RANKS)
def test_after_upsampling_the_size_is_the_mean(data: st.DataObject, rank: int) -> None:
    """Over a period of outputs, which `jump` takes to a whole number of cells.

    Windows behind the first upsampling take single steps: longer ones would see only some of the
    turns.
    """
    before = data.draw(st.lists(windows(rank, paddings=0), max_size=1))
    single_steps = windows(rank, strides=1, dilations=1, paddings=0)
    behind = data.draw(
        st.lists(st.one_of(enlargements(rank), single_steps), min_size=1, max_size=3)
    )
    chain = [*before, *behind]
    receptive_field = composed(chain, rank)
    for axis, (size, jump) in enumerate(
        zip(receptive_field.size, receptive_field.jump, strict=True)
    ):
        period = prod(link.arguments.get("scale", [1, 1])[axis] for link in behind)
        step = period * jump
        cells = seen([link.on_axis(axis) for link in chain], ceil(size + 3 * step))
        turn, next_turn = cells[:period], cells[period:][:period]
        assert Fraction(sum(map(width, turn)), period) == size
        assert [each[0] + step for each in turn] == [each[0] for each in next_turn]


ENLARGEMENTS = [
    *[("upsample", {"scale": s, "mode": "nearest"}, naive.upsample_nearest) for s in (2, 3)],
    *[("upsample", {"scale": s, "mode": "linear"}, naive.upsample_linear) for s in (2, 3)],
    *[("upsample", {"scale": s, "mode": "cubic"}, naive.upsample_cubic) for s in (2, 3)],
    *[
        ("transposed_conv", {"kernel": k, "stride": s, "padding": p}, transposed_conv)
        for k, s, p in [(1, 1, 0), (3, 1, 1), (2, 2, 0), (3, 2, 1), (4, 2, 1), (1, 2, 0), (5, 3, 2)]
    ],
]


@pytest.mark.parametrize(("kind", "arguments", "perform"), ENLARGEMENTS)
def test_enlargements(
    kind: str, arguments: dict[str, Any], perform: Callable[..., Performed]
) -> None:
    """The size is that of the outputs that see most; after 1 / `jump` of them come the next."""
    out = {"out": 1} if kind == "transposed_conv" else {}
    receptive_field = kinds()[kind](**out, **arguments).costs((1, 8)).receptive_field
    numbers = {name: number for name, number in arguments.items() if name != "mode"}
    cells = seen([lambda x: perform(x, **numbers)], 8)
    assert (max(map(width, cells)),) == receptive_field.size
    middle, period = len(cells) // 2, int(1 / receptive_field.jump[0])
    turn, next_turn = cells[middle - period : middle], cells[middle:][:period]
    assert [[cell + 1 for cell in each] for each in turn] == next_turn


@pytest.mark.parametrize("rank", [1, 2, 3])
def test_shuffled_pixels_see_as_copies_do(rank: int) -> None:
    """Channels aside, each comes from one position, and so many of them from the same."""
    sizes = [5] * rank
    shuffled = kinds()["pixel_shuffle"](scale=3).costs((3**rank, *sizes))
    copied = kinds()["upsample"](scale=3).costs((1, *sizes))
    assert (shuffled.out, shuffled.receptive_field) == (copied.out, copied.receptive_field)


# Pools that choose their windows.


@settings(max_examples=60, deadline=None)
@given(
    kind=st.sampled_from(["adaptive_avg_pool", "adaptive_max_pool"]),
    size=st.integers(1, 12),
    out=st.integers(1, 12),
)
def test_adaptive_pools(kind: str, size: int, out: int) -> None:
    """The size is that of the longest window, the jump the mean one: together they see it all."""
    receptive_field = kinds()[kind](out=out).costs((1, size)).receptive_field
    cells = seen([lambda x: getattr(naive, kind)(x, out)], size)
    assert (max(map(width, cells)),) == receptive_field.size
    if size % out == 0:
        assert receptive_field.jump == (size // out,)
    whole = receptive_field.then(ReceptiveField((out,), (1,)))
    assert whole.size == (size,)


@pytest.mark.parametrize("kind", ["global_avg_pool", "global_max_pool", "flatten"])
def test_whole_maps(kind: str) -> None:
    """A global pool sees a whole map, and so does a vector, which is one position."""
    cells = seen([getattr(naive, kind)], 5)
    together = sorted(set().union(*cells))
    assert kinds()[kind]().costs((1, 5)).receptive_field == ReceptiveField((width(together),), (1,))


@pytest.mark.parametrize("kind", ["relu", "dropout", "batch_norm", "flatten"])
def test_the_same_position(kind: str) -> None:
    """Of a vector, or element by element, nothing more is seen."""
    assert kinds()[kind]().costs((6,)).receptive_field is None


@pytest.mark.parametrize(
    ("kind", "arguments"),
    [
        ("batch_norm", {}),
        ("group_norm", {"groups": 2}),
        ("instance_norm", {}),
        ("layer_norm", {}),
        ("layer_norm", {"over": "all"}),
        ("lrn", {"size": 3}),
    ],
)
def test_statistics_are_not_followed(kind: str, arguments: dict[str, Any]) -> None:
    """A normalisation keeps the field of its input, as the page on receptive fields says."""
    assert kinds()[kind](**arguments).costs((6, 8, 8)).receptive_field is None


def test_a_scale_is_followed(tmp_path: Path) -> None:
    """Squeeze-and-excitation has a global pool, whose window is the whole map."""
    squeeze = "[global_avg_pool, linear: {out: 4}, sigmoid]"
    spec = tmp_path / "spec.yaml"
    spec.write_text(f"name: x\ninput: [4, 8, 9]\nlayers: [scale: {{by: {squeeze}}}]\n")
    assert count(str(spec)).network.receptive_field.size == (8, 9)


# Composition.

NUMBERS = st.one_of(st.integers(1, 9), st.fractions(Fraction(1, 3), 3, max_denominator=3))
PAIRS = st.tuples(NUMBERS, NUMBERS)
REACHES = st.builds(ReceptiveField, PAIRS, PAIRS)


@settings(max_examples=40)
@given(receptive_field=REACHES, n=st.integers(0, 20))
def test_times_is_then_again_and_again(receptive_field: ReceptiveField, n: int) -> None:
    """Doubling comes to the same; none at all leaves a point."""
    assert receptive_field.times(n) == reduce(
        ReceptiveField.then, [receptive_field] * n, ReceptiveField.point(2)
    )


@settings(max_examples=40)
@given(first=REACHES, second=REACHES, third=REACHES)
def test_composition_is_associative(
    first: ReceptiveField, second: ReceptiveField, third: ReceptiveField
) -> None:
    """So that a repetition may be reckoned from its own input."""
    assert first.then(second).then(third) == first.then(second.then(third))
    assert ReceptiveField.point(2).then(first) == first == first.then(None)
