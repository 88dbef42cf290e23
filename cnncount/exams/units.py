"""Whether the unit of an answer is one of what is asked."""

from __future__ import annotations

from cnncount.exams.asking import Subject
from cnncount.figures.figure import Unit
from cnncount.layers.base import OPERATIONS, PARAMETERS

_NAMES = {
    Unit.BYTE: "bytes",
    Unit.BIT: "bits",
    Unit.MAC: "multiply-accumulates",
    Unit.FLOP: "FLOPs",
    Unit.MULTIPLICATION: "multiplications",
    Unit.OP: "operations",
    Unit.PARAM: "parameters",
    Unit.RATIO: "a ratio",
    Unit.PERCENT: "a percentage",
}
_SIZES = {Unit.BYTE, Unit.BIT}
_RATIOS = {Unit.RATIO, Unit.PERCENT}
_COUNTED = {Unit.MAC, Unit.FLOP, Unit.MULTIPLICATION, Unit.OP}
_STORED = {"params", *PARAMETERS, "buffers", "memory"}
_OPERATIONS = {*OPERATIONS, "flops"}


def contradiction(about: Subject, unit: Unit | None) -> str | None:
    """Why a unit does not go with what is asked: ``expected bytes, not MACs``; None if it does."""
    if unit in (None, Unit.COUNT):
        return None
    expected, allowed = _expected(about)
    return None if unit in allowed else f"expected {expected}, not {_NAMES[unit]}"


def _expected(about: Subject) -> tuple[str, set[Unit]]:
    asked = about.question.asked
    terms = {*asked.terms, *(term.quantity for term in asked.plus)}
    if asked.over is not None or asked.share:
        return "a ratio", _RATIOS
    if asked.dtype is not None:
        return "bytes", _SIZES
    if terms == {"additions"}:
        return "additions", {Unit.OP, Unit.FLOP}
    if terms == {"flops"} and about.report.convention.written.mac == 2:
        return "operations, two for a multiply-accumulate", {Unit.OP, Unit.FLOP}
    if terms <= _OPERATIONS:
        return "a number of operations", _COUNTED
    if terms & _STORED and asked.solve is None:
        return "a number of values", {Unit.PARAM}
    return "a number", set()
