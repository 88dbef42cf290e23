"""Layers as nested loops over counted numbers: an independent witness for analytic formulas.

Each layer takes an array of plain floats (a batch of one, channels first, any number of
spatial axes), performs its work one number at a time on `Counted` values with a tally of its
own, and returns a `Performed`. Nothing is derived from a closed formula: operations, output
sizes, weights and connections are all known only because they were done, slid over, asked
for or gathered.

Conventions:

* MACs are counted where a layer forms sums of products with weights: `conv`,
  `transposed_conv`, `linear`, `rbf` (the square of a difference) and `subsample` (the gain), and
  for the sums of products in `attention`, of which two are of data with data.
  Elsewhere a multiplication is only a multiplication.
* Connections, in LeCun's sense, are counted for `conv`, `transposed_conv`, `linear`, `rbf`,
  `subsample`, the projections of `attention` and the pools: one for each operand that an output
  unit gathers (padding is an operand like another) and one for its bias. They are nought for the
  other layers.
* Weights are drawn when first asked for, so the weights that exist are the weights used.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import product
from typing import Any, Generic, TypeVar

from .counted import Counted, Tally, largest, mac, mean, total

T = TypeVar("T")
Index = tuple[int, ...]
Sizes = int | Sequence[int]
"""One size for every spatial axis, or one for each."""
Padding = int | Sequence[tuple[int, int]]
"""One padding for every side, or a pair (before, after) for each spatial axis."""
Taps = list[int]
"""The cells of one axis that one window covers, in order; some may lie outside the input."""


# Arrays.


@dataclass
class Array(Generic[T]):
    """A dense array: a shape and the cell at each index."""

    shape: Index
    cells: dict[Index, T]

    def __getitem__(self, index: Index) -> T:
        """Return one cell."""
        return self.cells[index]

    def indices(self) -> Iterator[Index]:
        """Go through the indices, the last axis fastest."""
        return product(*map(range, self.shape))

    def values(self) -> list[T]:
        """List the cells, the last axis fastest."""
        return [self.cells[index] for index in self.indices()]

    def nested(self, *index: int) -> list[Any]:
        """Return the cells as nested lists (of the part under the index, if one is given)."""
        size = self.shape[len(index)]
        if len(index) + 1 == len(self.shape):
            return [self.cells[(*index, last)] for last in range(size)]
        return [self.nested(*index, position) for position in range(size)]


def build(shape: Sequence[int], cell: Callable[[Index], T]) -> Array[T]:
    """Make an array by asking for the cell at each index."""
    return Array(tuple(shape), {index: cell(index) for index in product(*map(range, shape))})


def from_cells(cells: dict[Index, T]) -> Array[T]:
    """Make an array of cells that were put down one by one; they say what shape it is."""
    shape = tuple(max(positions) + 1 for positions in zip(*cells, strict=True))
    return build(shape, lambda index: cells[index])


def array(nested: Sequence[Any]) -> Array[float]:
    """Make an array of nested sequences of numbers."""
    cells: dict[Index, float] = {}

    def put(part: Any, index: Index) -> None:
        if not isinstance(part, Sequence):
            cells[index] = float(part)
            return
        for position, inner in enumerate(part):
            put(inner, (*index, position))

    put(nested, ())
    return from_cells(cells)


def random_array(shape: Sequence[int], seed: int = 0) -> Array[float]:
    """Make an array of numbers drawn between -1 and 1."""
    source = random.Random(seed)
    return build(shape, lambda _: source.uniform(-1.0, 1.0))


# What a layer does and what it leaves behind.


@dataclass(frozen=True)
class Performed:
    """What came of performing a layer once."""

    output: Array[float]
    tally: Tally
    weights_used: int = 0
    biases_used: int = 0
    connections: int = 0


@dataclass
class Work:
    """One layer at work: its tally, and the weights, biases and connections met so far."""

    seed: int = 0
    given_weight: Array[float] | None = None
    bias_or_not: Array[float] | bool = False
    tally: Tally = field(default_factory=Tally)
    weights: dict[Index, float] = field(default_factory=dict)
    biases: dict[Index, float] = field(default_factory=dict)
    connections: int = 0

    def __post_init__(self) -> None:
        """Prepare the source of the weights."""
        self._source = random.Random(self.seed)

    def _draw(self, given: Array[float] | None, index: Index) -> float:
        return self._source.uniform(-0.5, 0.5) if given is None else given[index]

    def number(self, value: float) -> Counted:
        """Let a plain number take part in the work."""
        return Counted(value, self.tally)

    def operand(self, x: Array[float], index: Index, outside: float = 0.0) -> Counted:
        """Gather an operand of an output unit, in the padding if the index lies outside x."""
        self.connections += 1
        return self.number(x.cells.get(index, outside))

    def weight(self, *index: int) -> Counted:
        """Use a weight."""
        if index not in self.weights:
            self.weights[index] = self._draw(self.given_weight, index)
        return self.number(self.weights[index])

    def bias(self, *index: int) -> Counted:
        """Use a bias."""
        if index not in self.biases:
            given = self.bias_or_not if isinstance(self.bias_or_not, Array) else None
            self.biases[index] = self._draw(given, index)
        return self.number(self.biases[index])

    def finish_unit(self, accumulator: Counted | None, *index: int) -> Counted:
        """Add the bias, if the layer has one, to what an output unit has accumulated."""
        if accumulator is None:
            raise ValueError("an output unit has no operand")
        if self.bias_or_not is False:
            return accumulator
        self.connections += 1
        return accumulator + self.bias(*index)

    def done(self, output: Array[Counted]) -> Performed:
        """Hand back the output with everything that was counted on the way."""
        return Performed(
            output=build(output.shape, lambda index: output[index].value),
            tally=self.tally,
            weights_used=len(self.weights),
            biases_used=len(self.biases),
            connections=self.connections,
        )


# Windows.


def windows(
    size: int,
    kernel: int,
    stride: int = 1,
    padding: tuple[int, int] = (0, 0),
    dilation: int = 1,
    ceil_mode: bool = False,
) -> list[Taps]:
    """Slide a window along one axis and list the cells that it covers at each stop.

    It starts on the first padding cell and stops before it would reach past the last one. In
    ceil mode one more stop is made if the one before it left cells uncovered, provided that
    it starts inside the input or the padding before it (PyTorch's rule).
    """
    if kernel < 1 or stride < 1:
        raise ValueError("a window covers at least one cell and moves by at least one")
    before, after = padding
    last_cell = size + after - 1
    stops: list[Taps] = []
    start = -before
    while True:
        taps = [start + dilation * tap for tap in range(kernel)]
        fits = taps[-1] <= last_cell
        uncovered_before_it = taps[-1] - stride < last_cell
        overhangs = ceil_mode and uncovered_before_it and start < size
        if not fits and not overhangs:
            return stops
        stops.append(taps)
        start += stride


def _rank(x: Array[float]) -> int:
    return len(x.shape) - 1


def _sizes(sizes: Sizes, rank: int) -> list[int]:
    """Give each of the spatial axes its size."""
    listed = [sizes] * rank if isinstance(sizes, int) else list(sizes)
    if len(listed) != rank:
        raise ValueError(f"{listed} for {rank} spatial axes")
    return listed


def _pairs(padding: Padding, rank: int) -> list[tuple[int, int]]:
    """Give each of the spatial axes its padding."""
    listed = [(padding, padding)] * rank if isinstance(padding, int) else list(padding)
    if len(listed) != rank:
        raise ValueError(f"{listed} for {rank} spatial axes")
    return listed


def _slide(
    x: Array[float],
    kernel: Sizes,
    stride: Sizes,
    padding: Padding,
    dilation: Sizes = 1,
    ceil_mode: bool = False,
) -> list[list[Taps]]:
    """Slide a window along every spatial axis: for each axis, its stops."""
    rank = _rank(x)
    settings = zip(
        x.shape[1:],
        _sizes(kernel, rank),
        _sizes(stride, rank),
        _pairs(padding, rank),
        _sizes(dilation, rank),
        strict=True,
    )
    return [windows(*setting, ceil_mode) for setting in settings]


def _window_at(axes: Sequence[Sequence[T]], position: Sequence[int]) -> list[T]:
    """Return, for each axis, what the window covers when it stands at the position."""
    return [stops[stop] for stops, stop in zip(axes, position, strict=True)]


def _taps_and_cells(window: Sequence[Taps]) -> list[tuple[Index, Index]]:
    """List a window's places, each as its index in the kernel and the cell it lies on."""
    places = []
    for place in product(*map(enumerate, window)):
        tap = tuple(tap for tap, _ in place)
        cell = tuple(cell for _, cell in place)
        places.append((tap, cell))
    return places


def _deal(things: int, groups: int) -> list[list[int]]:
    """Deal things out to groups, in order and in equal shares."""
    if things % groups:
        raise ValueError(f"{things} cannot be dealt to {groups} groups")
    share = things // groups
    numbers = list(range(things))
    return [numbers[group * share :][:share] for group in range(groups)]


def _partners(ours: int, theirs: int, groups: int) -> list[list[int]]:
    """List, for each of our maps, those of theirs that stand in the same group."""
    partners = []
    for mine, group in zip(_deal(ours, groups), _deal(theirs, groups), strict=True):
        partners += [group for _ in mine]
    return partners


# Layers of weighted sums.


def conv(
    x: Array[float],
    out: int,
    kernel: Sizes,
    *,
    stride: Sizes = 1,
    padding: Padding = 0,
    dilation: Sizes = 1,
    groups: int = 1,
    bias: Array[float] | bool = True,
    connect: Sequence[Sequence[int]] | None = None,
    weight: Array[float] | None = None,
    seed: int = 0,
) -> Performed:
    """Convolve; `connect` lists, for each output map, the input maps that it sees.

    Weights are indexed (output map, place among the input maps that it sees, *kernel).
    """
    if connect is not None and (groups != 1 or len(connect) != out):
        raise ValueError("a connection table must list every output map, and excludes groups")
    work = Work(seed, weight, bias)
    seen = _partners(out, x.shape[0], groups) if connect is None else connect
    if any(input_map not in range(x.shape[0]) for maps in seen for input_map in maps):
        raise ValueError("the connection table names a map that there is not")
    axes = _slide(x, kernel, stride, padding, dilation)

    def unit(index: Index) -> Counted:
        output_map, *position = index
        places = _taps_and_cells(_window_at(axes, position))
        accumulator: Counted | None = None
        for slot, input_map in enumerate(seen[output_map]):
            for tap, cell in places:
                operand = work.operand(x, (input_map, *cell))
                accumulator = mac(accumulator, operand, work.weight(output_map, slot, *tap))
        return work.finish_unit(accumulator, output_map)

    return work.done(build((out, *map(len, axes)), unit))


def transposed_conv(
    x: Array[float],
    out: int,
    kernel: Sizes,
    *,
    stride: Sizes = 1,
    padding: Padding = 0,
    output_padding: Sizes = 0,
    dilation: Sizes = 1,
    groups: int = 1,
    bias: Array[float] | bool = True,
    weight: Array[float] | None = None,
    seed: int = 0,
) -> Performed:
    """Scatter every input cell, times the kernel, over a canvas of zeros; crop; add the bias.

    Weights are indexed (input map, place among the output maps it reaches, *kernel). The
    connections are those of the output units that survive the crop.
    """
    work = Work(seed, weight, bias)
    rank = _rank(x)
    axes = _spread(x, kernel, stride, dilation)
    lengths = [
        max(max(taps) for taps in stops) + 1 + extra
        for stops, extra in zip(axes, _sizes(output_padding, rank), strict=True)
    ]
    canvas = build((out, *lengths), lambda _: work.number(0.0))
    kept = _kept_cells(lengths, _pairs(padding, rank))
    kept_cells = set(product(*kept))
    reached = _partners(x.shape[0], out, groups)
    for input_map, *position in x.indices():
        operand = work.number(x[(input_map, *position)])
        places = _taps_and_cells(_window_at(axes, position))
        for slot, output_map in enumerate(reached[input_map]):
            for tap, cell in places:
                target = (output_map, *cell)
                used = work.weight(input_map, slot, *tap)
                canvas.cells[target] = mac(canvas[target], operand, used)
                if cell in kept_cells:
                    work.connections += 1

    def unit(index: Index) -> Counted:
        output_map, *position = index
        cell = _window_at(kept, position)
        return work.finish_unit(canvas[(output_map, *cell)], output_map)

    return work.done(build((out, *map(len, kept)), unit))


def _spread(x: Array[float], kernel: Sizes, stride: Sizes, dilation: Sizes) -> list[list[Taps]]:
    """List, for each spatial axis and each input cell on it, the canvas cells that it touches."""
    rank = _rank(x)
    settings = zip(
        x.shape[1:], _sizes(kernel, rank), _sizes(stride, rank), _sizes(dilation, rank), strict=True
    )
    return [
        [[cell * step + tap * gap for tap in range(taps)] for cell in range(size)]
        for size, taps, step, gap in settings
    ]


def _kept_cells(sizes: Sequence[int], cropped: Sequence[tuple[int, int]]) -> list[list[int]]:
    """List, for each axis, the cells that remain when its ends are cropped."""
    return [
        [cell for cell in range(size) if before <= cell and cell + after < size]
        for size, (before, after) in zip(sizes, cropped, strict=True)
    ]


def linear(
    x: Array[float],
    out: int,
    *,
    bias: Array[float] | bool = True,
    weight: Array[float] | None = None,
    seed: int = 0,
) -> Performed:
    """Connect every unit of a vector to every output unit; weights are indexed (output, input).

    A feature map is such a vector at each position, and all of them have the same weights.
    """
    work = Work(seed, weight, bias)

    def unit(index: Index) -> Counted:
        output, *position = index
        accumulator: Counted | None = None
        for i in range(x.shape[0]):
            operand = work.operand(x, (i, *position))
            accumulator = mac(accumulator, operand, work.weight(output, i))
        return work.finish_unit(accumulator, output)

    return work.done(build((out, *x.shape[1:]), unit))


def rbf(
    x: Array[float], out: int, *, weight: Array[float] | None = None, seed: int = 0
) -> Performed:
    """Measure the squared distance of a vector to each centre: y_j = sum_i (x_i - w_ji)^2."""
    work = Work(seed, weight)
    inputs = _vector(x)

    def unit(index: Index) -> Counted:
        (output,) = index
        accumulator: Counted | None = None
        for i in inputs:
            difference = work.operand(x, (i,)) - work.weight(output, i)
            accumulator = mac(accumulator, difference, difference)
        return work.finish_unit(accumulator, output)

    return work.done(build((out,), unit))


def _vector(x: Array[float]) -> range:
    if len(x.shape) != 1:
        raise ValueError("a vector is wanted: flatten first")
    return range(x.shape[0])


def subsample(
    x: Array[float],
    kernel: Sizes,
    *,
    stride: Sizes | None = None,
    padding: Padding = 0,
    weight: Array[float] | None = None,
    bias: Array[float] | bool = True,
    seed: int = 0,
) -> Performed:
    """Subsample as LeNet does: a window's sum, times the map's gain, plus the map's bias."""
    work = Work(seed, weight, bias)
    axes = _slide(x, kernel, kernel if stride is None else stride, padding)

    def unit(index: Index) -> Counted:
        channel, *position = index
        window_sum = total(_operands(work, x, channel, _window_at(axes, position)))
        return work.finish_unit(mac(None, window_sum, work.weight(channel)), channel)

    return work.done(build((x.shape[0], *map(len, axes)), unit))


# Attention.


def attention(
    x: Array[float],
    heads: int,
    *,
    bias: Array[float] | bool = True,
    weight: Array[float] | None = None,
    seed: int = 0,
) -> Performed:
    """Let every position of a feature map look at every other, each head with its own channels.

    Weights are indexed (projection, output, input); the projections are those for queries, keys
    and values, and that of the output. What a position sees of another is no connection.
    """
    work = Work(seed, weight, bias)
    positions = list(product(*map(range, x.shape[1:])))

    def project(projection: int, channel: int, operands: Iterable[Counted]) -> Counted:
        accumulator: Counted | None = None
        for i, operand in enumerate(operands):
            accumulator = mac(accumulator, operand, work.weight(projection, channel, i))
        return work.finish_unit(accumulator, projection, channel)

    def seen(projection: int) -> dict[Index, Counted]:
        return {
            (channel, *position): project(
                projection, channel, (work.operand(x, (i, *position)) for i in range(x.shape[0]))
            )
            for channel, *position in x.indices()
        }

    queries, keys, values = seen(0), seen(1), seen(2)
    blended: dict[Index, Counted] = {}
    for channels in _deal(x.shape[0], heads):
        root = math.sqrt(len(channels))
        for here in positions:
            scores = []
            for there in positions:
                score: Counted | None = None
                for channel in channels:
                    score = mac(score, queries[(channel, *here)], keys[(channel, *there)])
                assert score is not None
                scores.append(score * (1.0 / root))
            shares = _shared_out(scores)
            for channel in channels:
                blend: Counted | None = None
                for share, there in zip(shares, positions, strict=True):
                    blend = mac(blend, share, values[(channel, *there)])
                assert blend is not None
                blended[(channel, *here)] = blend

    def unit(index: Index) -> Counted:
        channel, *position = index
        work.connections += x.shape[0]
        return project(3, channel, [blended[(i, *position)] for i in range(x.shape[0])])

    return work.done(build(x.shape, unit))


# Pools.


def _operands(
    work: Work, x: Array[float], channel: int, window: Sequence[Taps], outside: float = 0.0
) -> list[Counted]:
    """Gather what the window covers on one map."""
    return [work.operand(x, (channel, *cell), outside) for cell in product(*window)]


def _pool(
    x: Array[float],
    axes: list[list[Taps]],
    pooled: Callable[[Sequence[Counted]], Counted],
    outside: float = 0.0,
) -> Performed:
    """Pool each map over its windows, given for each axis."""
    work = Work()

    def unit(index: Index) -> Counted:
        channel, *position = index
        return pooled(_operands(work, x, channel, _window_at(axes, position), outside))

    return work.done(build((x.shape[0], *map(len, axes)), unit))


def max_pool(
    x: Array[float],
    kernel: Sizes,
    *,
    stride: Sizes | None = None,
    padding: Padding = 0,
    dilation: Sizes = 1,
    ceil_mode: bool = False,
) -> Performed:
    """Take the largest of each full window; cells outside the input are minus infinity."""
    step = kernel if stride is None else stride
    axes = _slide(x, kernel, step, padding, dilation, ceil_mode)
    return _pool(x, axes, largest, -math.inf)


def avg_pool(
    x: Array[float],
    kernel: Sizes,
    *,
    stride: Sizes | None = None,
    padding: Padding = 0,
    ceil_mode: bool = False,
) -> Performed:
    """Take the mean of each full window; cells outside the input are zeros, and are averaged."""
    step = kernel if stride is None else stride
    return _pool(x, _slide(x, kernel, step, padding, ceil_mode=ceil_mode), mean)


def _whole_map(x: Array[float]) -> list[list[Taps]]:
    return [[list(range(size))] for size in x.shape[1:]]


def global_avg_pool(x: Array[float]) -> Performed:
    """Take the mean of each map; every spatial axis becomes one long."""
    return _pool(x, _whole_map(x), mean)


def global_max_pool(x: Array[float]) -> Performed:
    """Take the largest of each map; every spatial axis becomes one long."""
    return _pool(x, _whole_map(x), largest)


def _shares(size: int, out: int) -> list[Taps]:
    """Cut an axis into equal real-valued shares and list the cells that each one overlaps.

    Share j runs from j * size / out to (j + 1) * size / out; cell i from i to i + 1.
    """
    return [
        [i for i in range(size) if j * size < (i + 1) * out and i * out < (j + 1) * size]
        for j in range(out)
    ]


def _adaptive(x: Array[float], out: Sizes) -> list[list[Taps]]:
    sizes = _sizes(out, _rank(x))
    return [_shares(size, wanted) for size, wanted in zip(x.shape[1:], sizes, strict=True)]


def adaptive_avg_pool(x: Array[float], out: Sizes) -> Performed:
    """Take means so that the output has the sizes wanted."""
    return _pool(x, _adaptive(x, out), mean)


def adaptive_max_pool(x: Array[float], out: Sizes) -> Performed:
    """Take maxima so that the output has the sizes wanted."""
    return _pool(x, _adaptive(x, out), largest)


# Normalisations.


def batch_norm(x: Array[float], *, seed: int = 0) -> Performed:
    """Normalise by statistics folded into one scale and one shift for each map."""
    work = Work(seed)

    def element(index: Index) -> Counted:
        channel = index[0]
        return work.weight(channel) * work.number(x[index]) + work.bias(channel)

    return work.done(build(x.shape, element))


def _sorted_out(x: Array[float], key: Callable[[Index], Hashable]) -> list[list[Index]]:
    """Put indices with the same key together."""
    together: dict[Hashable, list[Index]] = {}
    for index in x.indices():
        together.setdefault(key(index), []).append(index)
    return list(together.values())


def _standardised(numbers: list[Counted], eps: float) -> list[Counted]:
    """Bring numbers to mean nought and variance one."""
    average = mean(numbers)
    centred = [number - average for number in numbers]
    variance = mean([number * number for number in centred])
    reciprocal = 1.0 / (variance + eps).sqrt()
    return [number * reciprocal for number in centred]


def _normalise(
    x: Array[float],
    together: Callable[[Index], Hashable],
    parameter: Callable[[Index], Index] | None,
    eps: float,
    seed: int,
) -> Performed:
    """Standardise the elements that belong together, then scale and shift if there are parameters.

    `parameter` says which scale and shift an element uses; None is for neither.
    """
    work = Work(seed)
    cells: dict[Index, Counted] = {}
    for indices in _sorted_out(x, together):
        numbers = _standardised([work.number(x[index]) for index in indices], eps)
        for index, number in zip(indices, numbers, strict=True):
            cells[index] = number
            if parameter is not None:
                name = parameter(index)
                cells[index] = number * work.weight(*name) + work.bias(*name)
    return work.done(from_cells(cells))


def layer_norm(
    x: Array[float],
    axes: Sequence[int] | None = None,
    *,
    affine: bool = True,
    eps: float = 1e-5,
    seed: int = 0,
) -> Performed:
    """Normalise over some axes together (all of them if none are named), for each of the others.

    There is a scale and a shift for each place on the normalised axes.
    """
    inside = range(len(x.shape)) if axes is None else axes

    def others(index: Index) -> Index:
        return tuple(place for axis, place in enumerate(index) if axis not in inside)

    def parameter(index: Index) -> Index:
        return tuple(index[axis] for axis in inside)

    return _normalise(x, others, parameter if affine else None, eps, seed)


def group_norm(
    x: Array[float], groups: int, *, affine: bool = True, eps: float = 1e-5, seed: int = 0
) -> Performed:
    """Normalise over each group of maps; there is a scale and a shift for each map."""
    group_of = {
        channel: group
        for group, channels in enumerate(_deal(x.shape[0], groups))
        for channel in channels
    }
    parameter = _channel if affine else None
    return _normalise(x, lambda index: group_of[index[0]], parameter, eps, seed)


def instance_norm(
    x: Array[float], *, affine: bool = False, eps: float = 1e-5, seed: int = 0
) -> Performed:
    """Normalise each map by itself; there may be a scale and a shift for each map."""
    return _normalise(x, _channel, _channel if affine else None, eps, seed)


def _channel(index: Index) -> Index:
    return index[:1]


def lrn(
    x: Array[float], size: int, *, alpha: float = 1e-4, beta: float = 0.75, k: float = 1.0
) -> Performed:
    """Divide each element by a power of the mean square of its neighbours across the maps."""
    work = Work()
    squares = build(x.shape, lambda index: work.number(x[index]) * work.number(x[index]))

    def element(index: Index) -> Counted:
        channel, *position = index
        first = channel - size // 2
        window = [(first + step, *position) for step in range(size)]
        window_sum = total([squares.cells.get(cell, work.number(0.0)) for cell in window])
        return work.number(x[index]) / (window_sum * (alpha / size) + k).pow(beta)

    return work.done(build(x.shape, element))


# Activations.


def _each(x: Array[float], activation: Callable[[Counted], Counted]) -> Performed:
    """Apply a function to each element."""
    work = Work()
    return work.done(build(x.shape, lambda index: activation(work.number(x[index]))))


def _leaky_relu(z: Counted, slope: Counted | float) -> Counted:
    scaled = z * slope
    return z if z > 0.0 else scaled


def _elu(z: Counted, alpha: float) -> Counted:
    curved = (z.exp() - 1.0) * alpha
    return z if z > 0.0 else curved


def _sigmoid(z: Counted) -> Counted:
    return 1.0 / ((-z).exp() + 1.0)


def _tanh(z: Counted) -> Counted:
    grown = (z * 2.0).exp()
    return (grown - 1.0) / (grown + 1.0)


def _gelu(z: Counted) -> Counted:
    return (z * 0.5) * ((z * math.sqrt(0.5)).erf() + 1.0)


def _hardsigmoid(z: Counted) -> Counted:
    return (z + 3.0).clip(0.0, 6.0) * (1.0 / 6.0)


def _softplus(z: Counted) -> Counted:
    return (z.exp() + 1.0).log()


def relu(x: Array[float]) -> Performed:
    """Apply max(x, 0)."""
    return _each(x, lambda z: z.maximum(0.0))


def relu6(x: Array[float]) -> Performed:
    """Apply min(max(x, 0), 6)."""
    return _each(x, lambda z: z.clip(0.0, 6.0))


def leaky_relu(x: Array[float], *, slope: float = 0.01) -> Performed:
    """Apply x or slope * x; the product is formed for every element."""
    return _each(x, lambda z: _leaky_relu(z, slope))


def prelu(x: Array[float], *, shared: bool = False, seed: int = 0) -> Performed:
    """Apply x or slope * x with a learnt slope for each map, or one that all maps share."""
    work = Work(seed)

    def element(index: Index) -> Counted:
        slope = work.weight(0 if shared else index[0])
        return _leaky_relu(work.number(x[index]), slope)

    return work.done(build(x.shape, element))


def elu(x: Array[float], *, alpha: float = 1.0) -> Performed:
    """Apply x or alpha * (e^x - 1); the latter is formed for every element."""
    return _each(x, lambda z: _elu(z, alpha))


def sigmoid(x: Array[float]) -> Performed:
    """Apply 1 / (1 + e^-x)."""
    return _each(x, _sigmoid)


def tanh(x: Array[float]) -> Performed:
    """Apply (e^2x - 1) / (e^2x + 1)."""
    return _each(x, _tanh)


def silu(x: Array[float]) -> Performed:
    """Apply x * sigmoid(x)."""
    return _each(x, lambda z: z * _sigmoid(z))


def gelu(x: Array[float]) -> Performed:
    """Apply x / 2 * (1 + erf(x / sqrt 2))."""
    return _each(x, _gelu)


def hardsigmoid(x: Array[float]) -> Performed:
    """Apply min(max(x + 3, 0), 6) / 6, the last by a multiplication."""
    return _each(x, _hardsigmoid)


def hardswish(x: Array[float]) -> Performed:
    """Apply x * hardsigmoid(x)."""
    return _each(x, lambda z: z * _hardsigmoid(z))


def softplus(x: Array[float]) -> Performed:
    """Apply log(1 + e^x)."""
    return _each(x, _softplus)


def mish(x: Array[float]) -> Performed:
    """Apply x * tanh(softplus(x))."""
    return _each(x, lambda z: z * _tanh(_softplus(z)))


def softmax(x: Array[float]) -> Performed:
    """Apply the softmax across the maps at each position, with the largest subtracted."""
    work = Work()
    cells: dict[Index, Counted] = {}
    for indices in _sorted_out(x, lambda index: index[1:]):
        shares = _shared_out([work.number(x[index]) for index in indices])
        cells.update(zip(indices, shares, strict=True))
    return work.done(from_cells(cells))


def _shared_out(numbers: Sequence[Counted]) -> list[Counted]:
    """Give each number its share of one, the greater the more: the softmax."""
    top = largest(numbers)
    grown = [(number - top).exp() for number in numbers]
    grown_sum = total(grown)
    return [number / grown_sum for number in grown]


# Trained numbers that meet the data.


def layer_scale(x: Array[float], *, weight: Array[float] | None = None, seed: int = 0) -> Performed:
    """Multiply each map by a factor of its own."""
    work = Work(seed, weight)
    return work.done(build(x.shape, lambda index: work.number(x[index]) * work.weight(index[0])))


def position_embedding(
    x: Array[float], *, weight: Array[float] | None = None, seed: int = 0
) -> Performed:
    """Add a number of its own to each element."""
    work = Work(seed, weight)
    return work.done(build(x.shape, lambda index: work.number(x[index]) + work.weight(*index)))


def class_token(x: Array[float], *, weight: Array[float] | None = None, seed: int = 0) -> Performed:
    """Put a token in front of a sequence."""
    work = Work(seed, weight)
    channels, length = x.shape

    def cell(index: Index) -> Counted:
        channel, place = index
        return work.number(x[(channel, place - 1)]) if place else work.weight(channel)

    return work.done(build((channels, length + 1), cell))


# Joins.


def _join(xs: Sequence[Array[float]], joined: Callable[[Counted, Counted], Counted]) -> Performed:
    """Join arrays element by element; an axis that is one long is repeated as needed."""
    work = Work()
    shape = [max(sizes) for sizes in zip(*(x.shape for x in xs), strict=True)]

    def element(index: Index) -> Counted:
        return reduce(joined, [work.number(_repeated(x, index)) for x in xs])

    return work.done(build(shape, element))


def _repeated(x: Array[float], index: Index) -> float:
    places = zip(index, x.shape, strict=True)
    return x[tuple(0 if size == 1 else place for place, size in places)]


def add(xs: Sequence[Array[float]]) -> Performed:
    """Add arrays element by element."""
    return _join(xs, lambda left, right: left + right)


def multiply(xs: Sequence[Array[float]]) -> Performed:
    """Multiply arrays element by element."""
    return _join(xs, lambda left, right: left * right)


def concat(xs: Sequence[Array[float]], *, axis: int = 0) -> Performed:
    """Put arrays one after another along an axis."""
    cells: dict[Index, float] = {}
    slabs = [(x, place) for x in xs for place in range(x.shape[axis])]
    for new_place, (x, place) in enumerate(slabs):
        for index in x.indices():
            if index[axis] == place:
                cells[(*index[:axis], new_place, *index[axis + 1 :])] = x[index]
    return _moved(cells)


# Upsampling: the interpolation weights are taken as given.


def _clamped(place: int, size: int) -> int:
    return min(max(place, 0), size - 1)


def _repeats(size: int, scale: int) -> list[int]:
    """List the cells of an axis, each as often as the scale says."""
    return [cell for cell in range(size) for _ in range(scale)]


def _linear_weights(part: float) -> list[tuple[int, float]]:
    """Weigh the cells before and after a point that lies part of the way between them."""
    return [(0, 1.0 - part), (1, part)]


def _cubic_weights(part: float, a: float = -0.75) -> list[tuple[int, float]]:
    """Weigh the two cells before and the two after such a point (Keys's cubic)."""

    def near(d: float) -> float:
        return ((a + 2.0) * d - (a + 3.0)) * d * d + 1.0

    def far(d: float) -> float:
        return ((a * d - 5.0 * a) * d + 8.0 * a) * d - 4.0 * a

    return [
        (-1, far(1.0 + part)),
        (0, near(part)),
        (1, near(1.0 - part)),
        (2, far(2.0 - part)),
    ]


def _interpolated_axis(
    size: int, scale: int, weights: Callable[[float], list[tuple[int, float]]]
) -> list[list[tuple[int, float]]]:
    """List, for each output place on an axis, the cells it draws on and their weights."""
    axis = []
    for place, _ in enumerate(_repeats(size, scale)):
        point = (place + 0.5) / scale - 0.5
        before = math.floor(point)
        drawn_on = weights(point - before)
        axis.append([(_clamped(before + step, size), weight) for step, weight in drawn_on])
    return axis


def _interpolate(
    x: Array[float], scale: Sizes, weights: Callable[[float], list[tuple[int, float]]]
) -> Performed:
    work = Work()
    scales = _sizes(scale, _rank(x))
    axes = [
        _interpolated_axis(size, by, weights) for size, by in zip(x.shape[1:], scales, strict=True)
    ]

    def element(index: Index) -> Counted:
        channel, *position = index
        products = []
        for corner in product(*_window_at(axes, position)):
            cell = tuple(cell for cell, _ in corner)
            given = math.prod(weight for _, weight in corner)
            products.append(work.number(x[(channel, *cell)]) * given)
        return total(products)

    return work.done(build((x.shape[0], *map(len, axes)), element))


def upsample_nearest(x: Array[float], scale: Sizes) -> Performed:
    """Repeat each cell."""
    scales = _sizes(scale, _rank(x))
    axes = [_repeats(size, by) for size, by in zip(x.shape[1:], scales, strict=True)]
    shape = (x.shape[0], *map(len, axes))
    return Performed(
        build(shape, lambda index: x[(index[0], *_window_at(axes, index[1:]))]), Tally()
    )


def upsample_linear(x: Array[float], scale: Sizes) -> Performed:
    """Interpolate linearly along each axis at once; corners are not aligned."""
    return _interpolate(x, scale, _linear_weights)


def upsample_cubic(x: Array[float], scale: Sizes) -> Performed:
    """Interpolate cubically along each axis at once; corners are not aligned."""
    return _interpolate(x, scale, _cubic_weights)


# Layers that only move numbers about.


def _moved(cells: dict[Index, float]) -> Performed:
    return Performed(from_cells(cells), Tally())


def pixel_shuffle(x: Array[float], r: int) -> Performed:
    """Turn each run of r^rank maps into one map, r times as fine along each axis."""
    rank = _rank(x)
    fine_places = list(product(range(r), repeat=rank))
    runs = _deal(x.shape[0], x.shape[0] // len(fine_places))
    cells: dict[Index, float] = {}
    for new_channel, run in enumerate(runs):
        for channel, fine in zip(run, fine_places, strict=True):
            for position in product(*map(range, x.shape[1:])):
                place = [at * r + offset for at, offset in zip(position, fine, strict=True)]
                cells[(new_channel, *place)] = x[(channel, *position)]
    return _moved(cells)


def channel_shuffle(x: Array[float], groups: int) -> Performed:
    """Take the first map of each group, then the second of each, and so on."""
    by_rank_in_group = zip(*_deal(x.shape[0], groups), strict=True)
    order = [channel for channels in by_rank_in_group for channel in channels]
    shuffled = build(x.shape, lambda index: x[(order[index[0]], *index[1:])])
    return Performed(shuffled, Tally())


def channel_slice(x: Array[float], kept: Sequence[int]) -> Performed:
    """Take some of the maps, in the order in which they are named."""
    shape = (len(kept), *x.shape[1:])
    return Performed(build(shape, lambda index: x[(kept[index[0]], *index[1:])]), Tally())


def flatten(x: Array[float]) -> Performed:
    """Lay all cells out in one vector."""
    return _moved({(place,): value for place, value in enumerate(x.values())})


def tokens(x: Array[float]) -> Performed:
    """Lay the cells of each map out in one line."""
    places = list(product(*map(range, x.shape[1:])))
    shape = (x.shape[0], len(places))
    return Performed(build(shape, lambda index: x[(index[0], *places[index[1]])]), Tally())


def first_token(x: Array[float]) -> Performed:
    """Keep the first cell of each map."""
    return Performed(build(x.shape[:1], lambda index: x[(*index, 0)]), Tally())


def zero_pad(x: Array[float], padding: Padding) -> Performed:
    """Put zeros around each map."""
    axes: list[list[int]] = []
    for size, (before, after) in zip(x.shape[1:], _pairs(padding, _rank(x)), strict=True):
        axes.append(list(range(-before, size + after)))
    shape = (x.shape[0], *map(len, axes))
    padded = build(shape, lambda index: x.cells.get((index[0], *_window_at(axes, index[1:])), 0.0))
    return Performed(padded, Tally())


def crop(x: Array[float], cropped: Padding) -> Performed:
    """Take cells away from the ends of each axis of each map."""
    axes = _kept_cells(x.shape[1:], _pairs(cropped, _rank(x)))
    shape = (x.shape[0], *map(len, axes))
    return Performed(
        build(shape, lambda index: x[(index[0], *_window_at(axes, index[1:]))]), Tally()
    )
