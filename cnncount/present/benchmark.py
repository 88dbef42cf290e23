"""A benchmark as a document: measured times and counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cnncount.analysis.benchmark import BenchmarkSession, NetworkTiming, Timing
from cnncount.formats.document import Amount, Cell, Column, Document, Table
from cnncount.present.titles import on_input
from cnncount.pytorch.measured import LEAST_SHARE
from cnncount.wording import listed

_PREFIXES = ((1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"))


def benchmark(session: BenchmarkSession, *, per_layer: bool = False) -> Document:
    """A row for each network and type of elements; and for each layer, if it is asked for."""
    tables = [_summary(session)]
    if per_layer:
        tables += [_layers(each, session) for each in session.benchmarks]
    last = tables[-1]
    tables[-1] = last._replace(notes=[*last.notes, *_circumstances(session)])
    return Document(tables, session)


def _summary(session: BenchmarkSession) -> Table:
    columns = [
        Column("name", "Network"),
        Column("dtype", "Type"),
        *_columns(session),
        Column("spread", "Range", "right", optional=True),
    ]
    rows = [
        [
            each.name,
            each.dtype,
            *_cells(each, session),
            _range(each.fastest_seconds, each.slowest_seconds),
        ]
        for each in session.benchmarks
    ]
    first = session.benchmarks[0]
    notes = [
        f"FLOP: {session.flops_unit} as in {session.flops_as_in!r}, a multiply-accumulate is "
        f"{session.flops_per_mac}",
        "Bytes as if each input, output and parameter of a layer were moved once",
        *_counted(session),
        *_in_pieces(session.benchmarks),
        f"The median of {first.passes} forward passes, after {first.warm_up} that were not timed",
    ]
    return Table("", columns, rows, notes=notes)


def _other_convention(session: BenchmarkSession) -> NetworkTiming | None:
    """A network with its convention, unless that is the one of time and peaks."""
    first = session.benchmarks[0]
    return None if first.convention == session.flops_as_in else first


def _counted(session: BenchmarkSession) -> Iterator[str]:
    """What the count of another convention is, where one was asked for."""
    if other := _other_convention(session):
        yield (
            f"{other.convention}: {other.unit} as in that convention, a multiply-accumulate is "
            f"{other.units_per_mac}; not what time and peaks are compared with"
        )


def _in_pieces(benchmarks: Sequence[NetworkTiming]) -> Iterator[str]:
    """The layers whose time is not that of one convolution, each once for all types."""
    layers = dict.fromkeys(
        f"{path} of {each.name} ({convs})"
        for each in benchmarks
        for path, convs in each.built_in_pieces.items()
    )
    if layers:
        what = "Built and timed as a convolution for each output map of the connection table"
        yield f"{what}: {listed(layers)}"


def _layers(timing: NetworkTiming, session: BenchmarkSession) -> Table:
    columns = [Column("path", "Layer"), Column("kind", "Kind", optional=True), *_columns(session)]
    rows = [[each.path, each.kind, *_shortened(each, session)] for each in timing.layers]
    apart = sum(each.seconds for each in timing.layers)
    return Table(
        f"{timing.name}, {on_input(timing)}, {timing.dtype}",
        columns,
        rows,
        ["total", None, *_shortened(timing, session)],
        [
            f"The layers, each timed by itself, take {_time(apart)}; "
            f"the pass as a whole {_time(timing.seconds)}"
        ],
        key=f"{timing.name} {timing.dtype}",
        main=True,
    )


def _columns(session: BenchmarkSession) -> Iterator[Column]:
    yield Column("seconds", "Time", "right")
    yield Column("flops", "FLOP", "right")
    if other := _other_convention(session):
        yield Column("counted", other.convention, "right")
    yield Column("bytes", "Bytes", "right", optional=True)
    yield Column("intensity", "FLOP/B", "right", optional=True)
    yield Column("flops_per_second", "FLOP/s", "right")
    yield Column("bytes_per_second", "B/s", "right", optional=True)
    if session.peak:
        yield Column("bound", "Bound by", "left")
        yield Column("share", "Share", "right")


def _cells(timing: Timing, session: BenchmarkSession) -> Iterator[Cell]:
    share = timing.share_of_limit
    yield Amount(timing.seconds, _time(timing.seconds))
    yield timing.flops
    if _other_convention(session):
        yield timing.counted
    yield timing.bytes
    yield Amount(timing.flops_per_byte, f"{timing.flops_per_byte:.1f}")
    yield Amount(timing.flops_per_second, short(timing.flops_per_second))
    yield Amount(timing.bytes_per_second, short(timing.bytes_per_second))
    if session.peak:
        yield timing.bound
        yield None if share is None else Amount(share, _percent(share))


def _shortened(timing: Timing, session: BenchmarkSession) -> Iterator[Cell]:
    """The cells with counts to three digits, as a table of layers has room for."""
    for cell in _cells(timing, session):
        yield Amount(cell, short(cell)) if isinstance(cell, int) else cell


def _time(seconds: float) -> str:
    return f"{seconds * 1e3:.2f} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.0f} µs"


def _range(fastest: float, slowest: float) -> str:
    """``116.12 to 131.30 ms``, with the unit once where both have it."""
    low, high = _time(fastest), _time(slowest)
    number, unit = low.split(" ")
    return f"{number if high.endswith(f' {unit}') else low} to {high}"


def _percent(share: float) -> str:
    return f"{share:.0%}" if share >= 0.01 else "<1%"


def short(value: float) -> str:
    """Three digits and a prefix, ``1.23 G``; whole numbers below a thousand as they are."""
    for scale, prefix in _PREFIXES:
        if value >= 0.9995 * scale:  # 999,500 is 1 M, not 1000 k
            return f"{value / scale:.3g} {prefix}"
    return f"{value:.3g}"


def _circumstances(session: BenchmarkSession) -> list[str]:
    environment = session.environment
    notes = [
        f"Measured on {environment.where}, {_threads(session.threads)}, {environment.when}",
        environment.software,
    ]
    if session.peak:
        notes += [
            f"Limits: {session.peak.source}",
            f"Bound by neither where less than {LEAST_SHARE:.0%} of both limits is reached",
        ]
    else:
        notes.append("Give --peak, or --peak-flops and --bandwidth, to see what bounds each layer")
    return notes


def _threads(number: int) -> str:
    return "1 CPU thread" if number == 1 else f"{number} CPU threads"
