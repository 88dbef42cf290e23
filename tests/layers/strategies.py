"""Small random cases for every layer kind, each with the naive layer that performs it.

`CASES` has a strategy for each kind. A case holds the arguments as a spec would give them, so that
the defaults of the layer meet the defaults of the witness whenever an argument is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from hypothesis import strategies as st

from cnncount.layers.base import LayerCosts
from cnncount.registry import kinds
from cnncount.shapes import Shape

from ..witness import naive
from ..witness.counted import Tally
from ..witness.naive import Array, Performed, random_array

Numbers = Array[float]
Perform = Callable[..., Performed]
Draw = Callable[[st.SearchStrategy[Any]], Any]

TRAINED = ("weights", "biases")
AFFINE = ("affine", "affine")
CONSTANT = ("buffers", "buffers")


@dataclass(frozen=True)
class Case:
    """A layer on inputs, and the naive layer that does the same.

    Attributes:
        inputs: the shapes of the inputs.
        perform: the naive layer, from the inputs' numbers.
        arguments: the layer's arguments.
        used: the figures that the witness's weights and biases are entered under.
        defined: figures of the case that are so by definition, and that no operation shows.
        kind: the layer's kind.
    """

    inputs: tuple[Shape, ...]
    perform: Perform = field(repr=False)
    arguments: Mapping[str, Any] = field(default_factory=dict)
    used: tuple[str, str] = TRAINED
    defined: Mapping[str, int] = field(default_factory=dict)
    kind: str = ""

    def costs(self) -> LayerCosts:
        """What the formulas say."""
        return kinds()[self.kind](**self.arguments).costs(*self.inputs)

    def performed(self) -> Performed:
        """What came of doing it."""
        return self.perform(*(random_array(shape, seed) for seed, shape in enumerate(self.inputs)))

    def witnessed(self, performed: Performed) -> dict[str, int]:
        """The layer's figures, as the witness counted them."""
        held = dict.fromkeys((*TRAINED, *AFFINE, *CONSTANT), 0)
        for figure, used in zip(
            self.used, (performed.weights_used, performed.biases_used), strict=True
        ):
            held[figure] += used
        return {
            **held,
            **vars(performed.tally),
            "connections": performed.connections,
            "activations": len(performed.output.cells),
            **self.defined,
        }


CASES: dict[str, st.SearchStrategy[Case]] = {}


def cases(**performs: Perform) -> Callable[[Callable[[Draw, Perform], Case]], None]:
    """Enter a function that draws the cases of these kinds, each with its naive layer."""

    def enter(drawn: Callable[[Draw, Perform], Case]) -> None:
        @st.composite
        def case(draw: Draw, kind: str, perform: Perform) -> Case:
            return replace(drawn(draw, perform), kind=kind)

        CASES.update({kind: case(kind, perform) for kind, perform in performs.items()})

    return enter


# Shapes and arguments.

RANKS = st.integers(1, 3)
CHANNELS = st.integers(1, 4)
LONGEST = {1: 7, 2: 4, 3: 3}
"""The longest axis of a feature map that has so many of them."""


@st.composite
def feature_maps(
    draw: Draw, ranks: st.SearchStrategy[int] = RANKS, channels: st.SearchStrategy[int] = CHANNELS
) -> Shape:
    """The shape of a feature map; of a vector where the rank is 0."""
    rank = draw(ranks)
    return (draw(channels), *(draw(st.integers(1, LONGEST[rank])) for _ in range(rank)))


ANY_RANK = st.integers(0, 3)
ANY_SHAPE = feature_maps(ANY_RANK)
VECTORS = st.builds(lambda length, rank: (length, *[1] * rank), st.integers(1, 6), ANY_RANK)
"""A vector, or a feature map of a single position."""


def per_axis(numbers: st.SearchStrategy[Any], rank: int) -> st.SearchStrategy[Any]:
    """One number for every spatial axis, or a list with one for each."""
    return st.one_of(numbers, st.lists(numbers, min_size=rank, max_size=rank))


def up_to(least: int, most: list[int]) -> st.SearchStrategy[int | list[int]]:
    """As `per_axis`, with a bound of its own for each axis."""
    each = st.tuples(*(st.integers(least, bound) for bound in most))
    return st.one_of(st.integers(least, min(most)), each.map(list))


def spread(value: Any, rank: int) -> list[Any]:
    """One for each axis, of one for all or a list."""
    return list(value) if isinstance(value, list) else [value] * rank


@st.composite
def options(draw: Draw, **arguments: st.SearchStrategy[Any]) -> dict[str, Any]:
    """Arguments of which one in three is left out."""
    return {name: draw(each) for name, each in arguments.items() if draw(st.integers(0, 2))}


@dataclass(frozen=True)
class Window:
    """A window, and an input that it fits into.

    Attributes:
        arguments: what the layer is given; `kernel` is among it.
        ours: what the naive layer is given: its padding is always a pair for each axis.
        sizes: the spatial sizes of the input.
    """

    arguments: dict[str, Any]
    ours: dict[str, Any]
    sizes: Shape


@st.composite
def windows(draw: Draw, *, pool: bool = False, dilated: bool = True) -> Window:
    """A window with any stride, padding and dilation.

    A pool's padding is at most half the window: whole windows might lie in more.
    """
    rank = draw(RANKS)
    arguments = {"kernel": draw(per_axis(st.integers(1, {1: 4, 2: 3, 3: 2}[rank]), rank))}
    arguments |= draw(options(stride=per_axis(st.integers(1, 3), rank)))
    if dilated:
        arguments |= draw(options(dilation=per_axis(st.integers(1, 2), rank)))
    if pool:
        arguments |= draw(options(ceil_mode=st.booleans()))
    kernel = spread(arguments["kernel"], rank)
    stride = spread(arguments.get("stride", kernel if pool else 1), rank)
    dilation = spread(arguments.get("dilation", 1), rank)
    spans = [gap * (taps - 1) + 1 for taps, gap in zip(kernel, dilation, strict=True)]

    arguments |= draw(
        options(padding=paddings(rank, min(2, *(s // 2 for s in spans)) if pool else 2))
    )
    padding = arguments.get("padding", 0)
    if padding == "same":
        sizes = [draw(st.integers(1, 7 - rank)) for _ in range(rank)]
        pairs = [same(*axis) for axis in zip(sizes, kernel, stride, dilation, strict=True)]
    else:
        each = spread(0 if padding == "valid" else padding, rank)
        pairs = [(zeros, zeros) if isinstance(zeros, int) else tuple(zeros) for zeros in each]
        least = [max(span - sum(pair), 1) for span, pair in zip(spans, pairs, strict=True)]
        sizes = [draw(st.integers(size, size + 5 - rank)) for size in least]
    return Window(arguments, {**arguments, "padding": pairs}, tuple(sizes))


def paddings(rank: int, most: int) -> st.SearchStrategy[Any]:
    """A padding in any of the ways in which it may be written."""
    zeros = st.integers(0, most)
    either_side = st.one_of(zeros, st.lists(zeros, min_size=2, max_size=2))
    each = st.lists(either_side, min_size=rank, max_size=rank)
    return st.one_of(st.sampled_from(["same", "valid"]), zeros, each)


def same(size: int, kernel: int, stride: int, dilation: int) -> tuple[int, int]:
    """The least padding with which the window stops at every stride-th cell, more of it behind."""
    stops = len(range(0, size, stride))
    total = next(
        zeros
        for zeros in count()
        if len(naive.windows(size + zeros, kernel, stride, dilation=dilation)) == stops
    )
    return total // 2, total - total // 2


# Layers of weighted sums.

BIAS = options(bias=st.booleans())


@st.composite
def grouped(draw: Draw) -> tuple[int, int, dict[str, int]]:
    """Input maps, output maps, and groups that divide both; one map in each is depthwise."""
    groups, ours, theirs = draw(st.integers(1, 3)), draw(st.integers(1, 2)), draw(st.integers(1, 2))
    leave_out = groups == 1 and draw(st.booleans())
    return groups * ours, groups * theirs, {} if leave_out else {"groups": groups}


@st.composite
def tables(draw: Draw) -> tuple[int, list[list[int]]]:
    """Input maps and a connection table over them."""
    maps = draw(st.integers(1, 4))
    seen = st.lists(st.integers(0, maps - 1), min_size=1, unique=True)
    return maps, draw(st.lists(seen, min_size=1, max_size=4))


STAIRS = 8, [list(range(number)) for number in range(1, 8)]
"""Input maps and a table that has more sizes than are written out term by term."""


@cases(conv=naive.conv)
def _(draw: Draw, perform: Perform) -> Case:
    window, bias = draw(windows()), draw(BIAS)
    if draw(st.booleans()):
        maps, out, wiring = draw(grouped())
        told = {"out": out}
    else:
        maps, table = draw(st.one_of(tables(), st.just(STAIRS)))
        out, wiring = len(table), {"connect": table}
        told = draw(options(out=st.just(out)))
    return Case(
        ((maps, *window.sizes),),
        lambda x: perform(x, out, **window.ours, **wiring, **bias),
        {**window.arguments, **wiring, **told, **bias},
    )


@cases(transposed_conv=naive.transposed_conv)
def _(draw: Draw, perform: Perform) -> Case:
    maps, out, groups = draw(grouped())
    shape = draw(feature_maps(channels=st.just(maps)))
    rank = len(shape) - 1
    window = {"kernel": draw(per_axis(st.integers(1, 3), rank))}
    window |= draw(
        options(
            stride=per_axis(st.integers(1, 3), rank),
            dilation=per_axis(st.integers(1, 2), rank),
            output_padding=per_axis(st.integers(0, 2), rank),
        )
    )
    uncropped = perform(random_array((1, *shape[1:])), 1, **window).output.shape[1:]
    crop = draw(options(padding=up_to(0, [(size - 1) // 2 for size in uncropped])))
    pairs = [(cells, cells) for cells in spread(crop.get("padding", 0), rank)]
    others = {**window, **groups, **draw(BIAS)}
    return Case(
        (shape,),
        lambda x: perform(x, out, padding=pairs, **others),
        {"out": out, **crop, **others},
    )


@cases(linear=naive.linear)
def _(draw: Draw, perform: Perform) -> Case:
    out, bias = draw(st.integers(1, 5)), draw(BIAS)
    if draw(st.booleans()):
        over = {"over": "channels"}
        shape = draw(ANY_SHAPE)
        return Case((shape,), lambda x: perform(x, out, **bias), {"out": out, **bias, **over})
    return Case(
        (draw(VECTORS),),
        lambda x: perform(naive.flatten(x).output, out, **bias),
        {"out": out, **bias, **draw(options(over=st.just("vector")))},
    )


@cases(rbf=naive.rbf)
def _(draw: Draw, perform: Perform) -> Case:
    out = draw(st.integers(1, 5))
    return Case(
        (draw(VECTORS),),
        lambda x: perform(naive.flatten(x).output, out),
        {"out": out},
        used=CONSTANT,
    )


# Attention.


@cases(attention=naive.attention)
def _(draw: Draw, perform: Perform) -> Case:
    heads, bias = draw(st.integers(1, 3)), draw(BIAS)
    shape = draw(feature_maps(channels=st.integers(1, 2).map(lambda share: heads * share)))
    return Case((shape,), lambda x: perform(x, heads, **bias), {"heads": heads, **bias})


# Pools.


def subsample(x: Numbers, *, ceil_mode: bool = False, **window: Any) -> Performed:
    """Subsample; in ceil mode with as many more zeros as the last window hangs over the end."""
    if ceil_mode:
        rank = len(x.shape) - 1
        kernel = spread(window["kernel"], rank)
        stride = spread(window.get("stride", kernel), rank)
        padding = []
        for axis in zip(x.shape[1:], kernel, stride, window["padding"], strict=True):
            last_cell = naive.windows(*axis, ceil_mode=True)[-1][-1]
            size, _, _, (before, after) = axis
            padding.append((before, max(after, last_cell - size + 1)))
        window["padding"] = padding
    return naive.subsample(x, **window)


def pooled(draw: Draw, perform: Perform, window: Window) -> Case:
    """A pool on some maps."""
    shape = (draw(CHANNELS), *window.sizes)
    return Case((shape,), lambda x: perform(x, **window.ours), window.arguments)


@cases(max_pool=naive.max_pool)
def _(draw: Draw, perform: Perform) -> Case:
    return pooled(draw, perform, draw(windows(pool=True)))


@cases(avg_pool=naive.avg_pool, subsample=subsample)
def _(draw: Draw, perform: Perform) -> Case:
    return pooled(draw, perform, draw(windows(pool=True, dilated=False)))


@cases(global_avg_pool=naive.global_avg_pool, global_max_pool=naive.global_max_pool)
def _(draw: Draw, perform: Perform) -> Case:
    return Case((draw(feature_maps()),), perform)


@cases(adaptive_avg_pool=naive.adaptive_avg_pool, adaptive_max_pool=naive.adaptive_max_pool)
def _(draw: Draw, perform: Perform) -> Case:
    shape = draw(feature_maps())
    out = draw(per_axis(st.integers(1, 5), len(shape) - 1))
    return Case((shape,), lambda x: perform(x, out), {"out": out})


# Normalisations.

IS_AFFINE = options(affine=st.booleans())


@cases(batch_norm=naive.batch_norm)
def _(draw: Draw, perform: Perform) -> Case:
    shape, affine = draw(ANY_SHAPE), draw(IS_AFFINE)
    if not affine.get("affine", True):
        return Case((shape,), perform, affine, used=CONSTANT)
    statistics = {"buffers": 2 * shape[0]}  # Folded into what is trained, and so never seen.
    return Case((shape,), perform, affine, used=AFFINE, defined=statistics)


@cases(layer_norm=naive.layer_norm)
def _(draw: Draw, perform: Perform) -> Case:
    affine, over = draw(IS_AFFINE), draw(options(over=st.sampled_from(["channels", "all"])))
    axes = None if over.get("over") == "all" else [0]
    return Case(
        (draw(ANY_SHAPE),), lambda x: perform(x, axes, **affine), over | affine, used=AFFINE
    )


@cases(group_norm=naive.group_norm)
def _(draw: Draw, perform: Perform) -> Case:
    shape, groups = draw(divisible_maps())
    arguments = {**groups, **draw(IS_AFFINE)}
    return Case((shape,), lambda x: perform(x, **arguments), arguments, used=AFFINE)


@st.composite
def divisible_maps(draw: Draw) -> tuple[Shape, dict[str, int]]:
    """A shape, and groups that its channels divide into."""
    groups = draw(st.integers(1, 3))
    channels = st.integers(1, 3).map(lambda share: groups * share)
    return draw(feature_maps(ANY_RANK, channels)), {"groups": groups}


@cases(instance_norm=naive.instance_norm)
def _(draw: Draw, perform: Perform) -> Case:
    affine = draw(IS_AFFINE)
    return Case((draw(feature_maps()),), lambda x: perform(x, **affine), affine, used=AFFINE)


@cases(lrn=naive.lrn)
def _(draw: Draw, perform: Perform) -> Case:
    size = draw(st.integers(1, 6))
    return Case((draw(feature_maps()),), lambda x: perform(x, size), {"size": size})


# Activations.


@cases(
    relu=naive.relu,
    relu6=naive.relu6,
    leaky_relu=naive.leaky_relu,
    elu=naive.elu,
    sigmoid=naive.sigmoid,
    tanh=naive.tanh,
    silu=naive.silu,
    gelu=naive.gelu,
    hardsigmoid=naive.hardsigmoid,
    hardswish=naive.hardswish,
    softplus=naive.softplus,
    mish=naive.mish,
    softmax=naive.softmax,
)
def _(draw: Draw, perform: Perform) -> Case:
    return Case((draw(ANY_SHAPE),), perform)


@cases(prelu=naive.prelu)
def _(draw: Draw, perform: Perform) -> Case:
    shared = draw(options(shared=st.booleans()))
    return Case((draw(ANY_SHAPE),), lambda x: perform(x, **shared), shared)


# Trained numbers that meet the data.


@cases(layer_scale=naive.layer_scale)
def _(draw: Draw, perform: Perform) -> Case:
    return Case((draw(ANY_SHAPE),), perform)


@cases(position_embedding=naive.position_embedding)
def _(draw: Draw, perform: Perform) -> Case:
    return Case((draw(feature_maps()),), perform)


@cases(class_token=naive.class_token, first_token=naive.first_token)
def _(draw: Draw, perform: Perform) -> Case:
    return Case((draw(feature_maps(st.just(1))),), perform)


# Joins.

SOME = st.integers(1, 4)


@cases(add=naive.add)
def _(draw: Draw, perform: Perform) -> Case:
    return Case((draw(ANY_SHAPE),) * draw(SOME), lambda *xs: perform(xs))


@cases(multiply=naive.multiply)
def _(draw: Draw, perform: Perform) -> Case:
    widest = draw(ANY_SHAPE)
    one_position = (widest[0], *(1 for _ in widest[1:]))
    others = st.lists(st.sampled_from([widest, one_position, widest[:1]]), max_size=3)
    inputs = draw(st.permutations([widest, *draw(others)]))

    def placed(x: Numbers) -> Numbers:
        return x if len(x.shape) > 1 else naive.build(one_position, lambda index: x[index[:1]])

    return Case(tuple(inputs), lambda *xs: perform([placed(x) for x in xs]))


@cases(concat=naive.concat)
def _(draw: Draw, perform: Perform) -> Case:
    _, *sizes = draw(ANY_SHAPE)
    inputs = tuple((draw(CHANNELS), *sizes) for _ in range(draw(SOME)))
    return Case(inputs, lambda *xs: perform(xs))


# Layers that move numbers about.


def still(x: Numbers) -> Performed:
    """Do nothing."""
    return Performed(x, Tally())


def padded_identity(x: Numbers, more: int, strides: list[int]) -> Performed:
    """Keep every stride-th cell along each axis, and put more maps of zeros behind."""
    kept = [range(0, size, stride) for size, stride in zip(x.shape[1:], strides, strict=True)]

    def cell(index: tuple[int, ...]) -> float:
        channel, *position = index
        place = (cells[at] for cells, at in zip(kept, position, strict=True))
        return x.cells.get((channel, *place), 0.0)

    return still(naive.build((x.shape[0] + more, *map(len, kept)), cell))


def crop(x: Numbers, sizes: list[int]) -> Performed:
    """Keep the middle."""
    spare = [cells - kept for cells, kept in zip(x.shape[1:], sizes, strict=True)]
    return naive.crop(x, [(cells // 2, cells - cells // 2) for cells in spare])


def upsample(x: Numbers, scale: int | list[int], mode: str = "nearest") -> Performed:
    """Enlarge in one of three ways."""
    modes = {
        "nearest": naive.upsample_nearest,
        "linear": naive.upsample_linear,
        "cubic": naive.upsample_cubic,
    }
    return modes[mode](x, scale)


@cases(dropout=still, flatten=naive.flatten)
def _(draw: Draw, perform: Perform) -> Case:
    return Case((draw(ANY_SHAPE),), perform)


@cases(tokens=naive.tokens)
def _(draw: Draw, perform: Perform) -> Case:
    return Case((draw(feature_maps()),), perform)


@cases(zero_pad=naive.zero_pad)
def _(draw: Draw, perform: Perform) -> Case:
    shape = draw(feature_maps())
    rank = len(shape) - 1
    padding = draw(per_axis(st.integers(0, 3), rank))
    pairs = [(zeros, zeros) for zeros in spread(padding, rank)]
    return Case((shape,), lambda x: perform(x, pairs), {"padding": padding})


@cases(padded_identity=padded_identity)
def _(draw: Draw, perform: Perform) -> Case:
    shape, more = draw(feature_maps()), draw(st.integers(0, 3))
    rank = len(shape) - 1
    stride = draw(options(stride=per_axis(st.integers(1, 3), rank)))
    strides = spread(stride.get("stride", 1), rank)
    return Case((shape,), lambda x: perform(x, more, strides), {"out": shape[0] + more, **stride})


@cases(crop=crop)
def _(draw: Draw, perform: Perform) -> Case:
    shape = draw(feature_maps())
    size = draw(up_to(1, list(shape[1:])))
    sizes = spread(size, len(shape) - 1)
    if draw(st.booleans()):
        return Case((shape,), lambda x: perform(x, sizes), {"size": size})
    like = (draw(CHANNELS), *sizes)
    return Case((shape, like), lambda x, _: perform(x, sizes))


@cases(upsample=upsample)
def _(draw: Draw, perform: Perform) -> Case:
    shape = draw(feature_maps(channels=st.integers(1, 2)))
    rank = len(shape) - 1
    scale = draw(per_axis(st.integers(1, {1: 4, 2: 3, 3: 2}[rank]), rank))
    modes = ["nearest", "linear", "cubic"]
    arguments = {"scale": scale, **draw(options(mode=st.sampled_from(modes)))}
    return Case((shape,), lambda x: perform(x, **arguments), arguments)


@cases(pixel_shuffle=naive.pixel_shuffle)
def _(draw: Draw, perform: Perform) -> Case:
    rank, scale = draw(RANKS), draw(st.integers(1, 3))
    channels = st.integers(1, 2).map(lambda maps: maps * scale**rank)
    shape = draw(feature_maps(st.just(rank), channels))
    return Case((shape,), lambda x: perform(x, scale), {"scale": scale})


@cases(channel_shuffle=naive.channel_shuffle)
def _(draw: Draw, perform: Perform) -> Case:
    shape, groups = draw(divisible_maps())
    return Case((shape,), lambda x: perform(x, **groups), groups)


@cases(channel_slice=naive.channel_slice)
def _(draw: Draw, perform: Perform) -> Case:
    shape = draw(ANY_SHAPE)
    start = draw(options(start=st.integers(0, shape[0] - 1)))
    out = draw(st.integers(1, shape[0] - start.get("start", 0)))
    kept = list(range(shape[0]))[start.get("start", 0) :][:out]
    return Case((shape,), lambda x: perform(x, kept), {"out": out, **start})
