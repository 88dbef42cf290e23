"""Layouts against numpy: what a view or a permutation does to the elements."""

from __future__ import annotations

from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnncount.importing.axes import Layout, plain, shuffled, viewed

numpy = pytest.importorskip("numpy")


def elements(layout: Layout, shape: tuple[int, ...]):
    """For each place of a tensor the number of the data's element there."""
    steps = [prod(shape[axis + 1 :]) for axis in range(len(shape))]
    numbers = numpy.zeros((1,), dtype=int)
    for axis in layout:
        along = numpy.zeros((1,), dtype=int)
        for part in axis:
            more = numpy.arange(part.size) * part.step * steps[part.axis]
            along = (along[:, None] + more).reshape(-1)
        numbers = numbers[..., None] + along
    return numbers.reshape([prod(part.size for part in axis) for axis in layout])


@settings(max_examples=60)
@given(st.lists(st.sampled_from([1, 2, 3, 4, 6]), min_size=1, max_size=3), st.data())
def test_a_layout_says_where_the_elements_are(shape: list[int], data: st.DataObject) -> None:
    sizes = tuple(shape)
    layout: Layout | None = plain(sizes)
    tensor = numpy.arange(prod(sizes)).reshape(1, *sizes)
    for _ in range(3):
        assert layout is not None
        if data.draw(st.booleans()):
            order = data.draw(st.permutations(range(tensor.ndim)))
            tensor = tensor.transpose(order)
            layout = tuple(layout[axis] for axis in order)
        else:
            total, wanted = tensor.size, []
            while total > 1:
                size = data.draw(
                    st.sampled_from([n for n in range(2, total + 1) if total % n == 0])
                )
                wanted.append(size)
                total //= size
            layout = viewed(layout, wanted)
            if layout is None:  # an axis would be cut unevenly: the import refuses it
                return
            tensor = tensor.reshape(wanted)
        assert numpy.array_equal(elements(layout, sizes), tensor)


@given(st.integers(2, 5), st.integers(2, 5))
def test_a_channel_shuffle_is_recognised(groups: int, size: int) -> None:
    """The code of ShuffleNet: (C, H, W) as (g, C/g, H, W), transposed, and flattened again."""
    layout = viewed(plain((groups * size, 7, 7)), (1, groups, size, 7, 7))
    assert layout is not None
    batch, first, second, *rest = layout
    mixed = viewed((batch, second, first, *rest), (1, groups * size, 7, 7))
    assert mixed is not None
    assert shuffled(mixed[1]) == groups
    assert shuffled(layout[1]) is None
