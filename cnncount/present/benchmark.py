"""What was measured, beside what is counted, as a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cnncount.conventions import Convention
from cnncount.formats.document import Amount, Cell, Column, Document, Table
from cnncount.present.titles import on_input
from cnncount.pytorch.measured import LEAST_SHARE, Benchmark, Measured, Session, in_flops
from cnncount.wording import listed

_PREFIXES = ((1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"))


def benchmark(session: Session, *, per_layer: bool = False) -> Document:
    """A row for each network and type of elements; and for each layer, if it is asked for."""
    tables = [_summary(session)]
    if per_layer:
        tables += [_layers(each, session) for each in session.benchmarks]
    last = tables[-1]
    tables[-1] = last._replace(notes=[*last.notes, *_circumstances(session)])
    return Document(tables, lambda: _data(session, per_layer))


def _summary(session: Session) -> Table:
    columns = [
        Column("name", "Network"),
        Column("dtype", "Type"),
        *_columns(session),
        Column("spread", "Range", "right", optional=True),
    ]
    rows = [
        [
            each.report.name,
            each.dtype,
            *_cells(each.total, each.dtype, session),
            _range(each.fastest, each.slowest),
        ]
        for each in session.benchmarks
    ]
    first = session.benchmarks[0]
    notes = [
        f"FLOP: {in_flops().unit} as in {in_flops().name!r}, a multiply-accumulate is "
        f"{in_flops().written.mac}",
        "Bytes as if each input, output and parameter of a layer were moved once",
        *_counted(session),
        *_in_pieces(session.benchmarks),
        f"The median of {first.passes} forward passes, after {first.warm_up} that were not timed",
    ]
    return Table("", columns, rows, notes=notes)


def _besides(session: Session) -> Convention | None:
    """The convention that was asked for, unless it is the one that time and peaks are beside."""
    asked = session.benchmarks[0].report.convention
    return None if asked == in_flops() else asked


def _counted(session: Session) -> Iterator[str]:
    """What the count of another convention is, where one was asked for."""
    if convention := _besides(session):
        yield (
            f"{convention.name}: {convention.unit} as in that convention, a multiply-accumulate is "
            f"{convention.written.mac}; not what is set beside time and peaks"
        )


def _in_pieces(benchmarks: Sequence[Benchmark]) -> Iterator[str]:
    """The layers whose time is not that of one convolution, each once for all types."""
    layers = dict.fromkeys(
        f"{path} of {each.report.name} ({convs})"
        for each in benchmarks
        for path, convs in each.pieces.items()
    )
    if layers:
        what = "Built and timed as a convolution for each output map of the connection table"
        yield f"{what}: {listed(layers)}"


def _layers(measured: Benchmark, session: Session) -> Table:
    report = measured.report
    columns = [Column("path", "Layer"), Column("kind", "Kind", optional=True), *_columns(session)]
    rows = [
        [each.path, each.kind, *_shortened(each, measured.dtype, session)]
        for each in measured.layers
    ]
    apart = sum(each.seconds for each in measured.layers)
    return Table(
        f"{report.name}, {on_input(report)}, {measured.dtype}",
        columns,
        rows,
        ["total", None, *_shortened(measured.total, measured.dtype, session)],
        [
            f"The layers, each timed by itself, take {_time(apart)}; "
            f"the pass as a whole {_time(measured.total.seconds)}"
        ],
        key=f"{report.name} {measured.dtype}",
        main=True,
    )


def _columns(session: Session) -> Iterator[Column]:
    yield Column("seconds", "Time", "right")
    yield Column("flops", "FLOP", "right")
    if convention := _besides(session):
        yield Column("counted", convention.name, "right")
    yield Column("bytes", "Bytes", "right", optional=True)
    yield Column("intensity", "FLOP/B", "right", optional=True)
    yield Column("flops_per_second", "FLOP/s", "right")
    yield Column("bytes_per_second", "B/s", "right", optional=True)
    if session.peak:
        yield Column("bound", "Bound by", "left")
        yield Column("share", "Share", "right")


def _cells(measured: Measured, dtype: str, session: Session) -> Iterator[Cell]:
    yield Amount(measured.seconds, _time(measured.seconds))
    yield measured.flops
    if _besides(session):
        yield measured.counted
    yield measured.bytes
    yield Amount(measured.intensity, f"{measured.intensity:.1f}")
    yield Amount(measured.flops_per_second, short(measured.flops_per_second))
    yield Amount(measured.bytes_per_second, short(measured.bytes_per_second))
    if session.peak:
        bound, share = measured.bound(session.peak, dtype) or (None, None)
        yield bound
        yield None if share is None else Amount(share, _percent(share))


def _shortened(measured: Measured, dtype: str, session: Session) -> Iterator[Cell]:
    """The cells with counts to three digits, as a table of layers has room for."""
    for cell in _cells(measured, dtype, session):
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


def _circumstances(session: Session) -> list[str]:
    environment = session.environment
    notes = [
        f"Measured on {environment.where}, {_threads(session.threads)}, {environment.when}",
        environment.software,
    ]
    if session.peak:
        notes += [
            f"Limits: {session.peak_source}",
            f"Bound by neither where less than {LEAST_SHARE:.0%} of both limits is reached",
        ]
    else:
        notes.append("Give --peak, or --peak-flops and --bandwidth, to see what bounds each layer")
    return notes


def _data(session: Session, per_layer: bool) -> dict[str, Any]:
    peak = session.peak
    return {
        "environment": session.environment._asdict(),
        "threads": session.threads,
        "flops_as_in": in_flops().name,
        "peak": {
            "flops_per_second": dict(peak.flops),
            "bytes_per_second": peak.bandwidth,
            "source": session.peak_source,
        }
        if peak
        else None,
        "benchmarks": [_benchmark(each, session, per_layer) for each in session.benchmarks],
    }


def _benchmark(benchmark: Benchmark, session: Session, per_layer: bool) -> dict[str, Any]:
    report, dtype = benchmark.report, benchmark.dtype
    layers = [
        {"path": each.path, "kind": each.kind, **_measured(each, dtype, session)}
        for each in benchmark.layers
    ]
    return {
        "name": report.name,
        "input": list(report.input),
        "batch": report.batch,
        "convention": report.convention.name,
        "unit": report.convention.unit,
        "units_per_mac": report.convention.written.mac,
        "dtype": dtype,
        "passes": benchmark.passes,
        "warm_up": benchmark.warm_up,
        "built_in_pieces": dict(benchmark.pieces),
        "fastest_seconds": benchmark.fastest,
        "slowest_seconds": benchmark.slowest,
        **_measured(benchmark.total, dtype, session),
        **({"layers": layers} if per_layer else {}),
    }


def _measured(measured: Measured, dtype: str, session: Session) -> dict[str, Any]:
    limit = measured.bound(session.peak, dtype) if session.peak else None
    bound, share = limit or (None, None)
    return {
        "seconds": measured.seconds,
        "flops": measured.flops,
        "counted": measured.counted,
        "bytes": measured.bytes,
        "flops_per_byte": measured.intensity,
        "flops_per_second": measured.flops_per_second,
        "bytes_per_second": measured.bytes_per_second,
        "bound": bound,
        "share_of_limit": share,
    }


def _threads(number: int) -> str:
    return "1 CPU thread" if number == 1 else f"{number} CPU threads"
