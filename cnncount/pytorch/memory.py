"""The memory that a model takes, known from the count before the model is built."""

from __future__ import annotations

from math import prod

from cnncount.analysis.count import DTYPES, MAX_ROWS, Report
from cnncount.errors import Problem, SpecError
from cnncount.figures.figure import PrintedFigure, Unit
from cnncount.figures.notation import parse
from cnncount.figures.refusal import FigureError
from cnncount.network.dataflow import dataflow
from cnncount.network.tree import row_count

_GIB = 2**30
DEFAULT_LIMIT = 8 * _GIB


def size(text: str) -> int:
    """The bytes of ``8GiB`` or ``500MB``; an MB is 1,000,000 bytes.

    Raises:
        SpecError: it is no size of at least one byte.
    """
    try:
        answer = parse(text, kilo=1000)
    except FigureError as error:
        raise SpecError([Problem(f"the size {text!r} cannot be read: {error.why}")]) from None
    if not isinstance(answer, PrintedFigure) or answer.unit is not Unit.BYTE or answer.value < 1:
        raise SpecError([Problem(f"expected a size such as 8GiB, not {text!r}")])
    return int(answer.value)


def needed(report: Report, dtype: str = "float32") -> int:
    """The bytes of a model: its parameters, its buffers, and the most data at one time.

    A layer may need more while it runs; for that see `machine.limited`.

    Raises:
        SpecError: it has more than `MAX_ROWS` layers.
    """
    layers = row_count(report.network)
    if layers > MAX_ROWS:
        message = f"{report.name} has {layers:,} layers; a model has at most {MAX_ROWS:,}"
        raise SpecError([Problem(message)])
    flow = dataflow(report.network)
    elements = {0: report.batch * prod(report.input)}
    held = most = elements[0]
    for number, (operation, spent) in enumerate(zip(flow.operations, flow.spent, strict=True), 1):
        costs = operation.leaf.costs
        elements[number] = costs.batch * prod(costs.out)
        held += elements[number]
        most = max(most, held)
        held -= sum(elements[done] for done in spent)
    kept = report.figure("params") + report.figure("buffers")
    return (kept + most) * DTYPES[dtype]


def refuse_large(report: Report, limit: int, dtype: str = "float32") -> None:
    """Refuse a network whose model takes more than so many bytes.

    Raises:
        SpecError: it takes more.
    """
    bytes = needed(report, dtype)
    if bytes > limit:
        message = (
            f"{report.name} takes {bytes / _GIB:,.1f} GiB as a PyTorch model, more than the limit "
            f"of {limit / _GIB:,.1f} GiB; --max-memory sets another limit"
        )
        raise SpecError([Problem(message)])
