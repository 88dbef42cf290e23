"""What devices can do at most: a data file each, and those of users."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from cnncount.errors import Problem, SpecError, no_such
from cnncount.figures.figure import PrintedFigure, Unit
from cnncount.figures.notation import parse
from cnncount.figures.refusal import FigureError
from cnncount.pytorch.cli_choices import FLOATS, Float
from cnncount.pytorch.measured import Peak
from cnncount.spec.document import read_file
from cnncount.spec.files import is_regular
from cnncount.spec.validation import document

_HERE = Path(__file__).parent


def operations(text: str) -> float:
    """Floating-point operations in a second as they are printed, ``67T``; errors as in `moved`."""
    return _number(text, Unit.FLOP, "FLOP")


def moved(text: str) -> float:
    """Bytes in a second as they are printed, ``3.35T``.

    Raises:
        ValueError: it is no number above zero, or one of something else.
    """
    return _number(text, Unit.BYTE, "bytes")


def _number(text: str, unit: Unit, units: str) -> float:
    try:
        answer = parse(text)
    except FigureError as error:
        raise ValueError(f"the figure {text!r} cannot be read: {error.why}") from None
    if not isinstance(answer, PrintedFigure) or answer.scale.base is None:
        raise ValueError(f"expected one number such as 3.35T, not {text!r}")
    if answer.unit not in (unit, None):
        raise ValueError(f"expected {units} in a second, such as 3.35T, not {text!r}")
    if not 1 <= answer.value < _TOO_MUCH:
        raise ValueError(f"expected a number from 1 to 10^30, not {text!r}")
    return float(answer.value)


_TOO_MUCH = 10**30


def _as_operations(text: str) -> str:
    operations(text)
    return text


def _as_moved(text: str) -> str:
    moved(text)
    return text


class Written(BaseModel):
    """A file of a device's peak figures.

    Attributes:
        device: its name.
        source: who states the figures.
        flops: floating-point operations in a second by the type of elements, ``67T``; a
            multiply-accumulate is two of them.
        bandwidth: bytes in a second to and from memory, ``3.35T``.
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)

    device: str
    source: str
    flops: Annotated[
        dict[Float, Annotated[str, AfterValidator(_as_operations)]], Field(min_length=1)
    ]
    bandwidth: Annotated[str, AfterValidator(_as_moved)]


def peak_names() -> list[str]:
    """The devices whose figures come along."""
    return sorted(path.stem for path in _HERE.glob("*.yaml"))


def peak(name: str) -> tuple[Peak, str]:
    """The figures of a bundled device, or of a file; and where they are from.

    Raises:
        SpecError: there is none of this name, or the file is wrong.
    """
    bundled = _HERE / f"{name}.yaml"
    if "/" not in name and is_regular(bundled):
        path = str(bundled)
    elif name.endswith((".yaml", ".yml")):
        path = name
    else:
        raise SpecError([no_such("device", name, peak_names())])
    written = document(Written, read_file(path), "the file", "peak figures are a mapping")
    flops = {str(dtype): operations(text) for dtype, text in written.flops.items()}
    return Peak(flops, moved(written.bandwidth)), f"{written.device}: {written.source}"


def asked(name: str | None, flops: str | None, bandwidth: str | None) -> tuple[Peak | None, str]:
    """The figures that a command was given: by a name or a file, or as two figures; or none.

    Raises:
        SpecError: both are given, or one figure without the other; or one of them is wrong.
    """
    if name is not None and (flops is not None or bandwidth is not None):
        raise SpecError([Problem("give --peak, or --peak-flops and --bandwidth, not both")])
    if name is not None:
        return peak(name)
    if flops is None and bandwidth is None:
        return None, ""
    if flops is None or bandwidth is None:
        raise SpecError([Problem("--peak-flops and --bandwidth go together")])
    return given(flops, bandwidth)


def given(flops: str, bandwidth: str) -> tuple[Peak, str]:
    """The same from two figures, for elements of every type.

    Raises:
        SpecError: one of them is wrong.
    """
    problems: list[Problem] = []
    read: list[float] = []
    for option, number, text in (
        ("--peak-flops", operations, flops),
        ("--bandwidth", moved, bandwidth),
    ):
        try:
            read.append(number(text))
        except ValueError as error:
            problems.append(Problem(f"{option}: {error}"))
    if problems:
        raise SpecError(problems)
    source = f"{flops} operations and {bandwidth} bytes in a second, as given"
    return Peak(dict.fromkeys(FLOATS, read[0]), read[1]), source
