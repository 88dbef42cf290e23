"""What devices can do at most: a data file each, and those of users."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from cnncount.answers.figure import PrintedFigure
from cnncount.problems import Problem, SpecError, or_what_there_is
from cnncount.readings.search import read
from cnncount.spec.document import read_file
from cnncount.spec.validation import document
from cnncount.trace.measured import Peak

_HERE = Path(__file__).parent


class Written(BaseModel):
    """A file of a device's peak figures.

    Attributes:
        device: its name.
        source: who states the figures.
        flops: floating-point operations in a second by the type of elements, ``67T``.
        bandwidth: bytes in a second to and from memory, ``3.35T``.
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)

    device: str
    source: str
    flops: Annotated[dict[str, str], Field(min_length=1)]
    bandwidth: str


def peak_names() -> list[str]:
    """The devices whose figures come along."""
    return sorted(path.stem for path in _HERE.glob("*.yaml"))


def peak(name: str) -> tuple[Peak, str]:
    """The figures of a bundled device, or of a file; and where they are from.

    Raises:
        SpecError: there is none of this name, or the file is wrong.
    """
    bundled = _HERE / f"{name}.yaml"
    if "/" not in name and bundled.is_file():
        path = str(bundled)
    elif name.endswith((".yaml", ".yml")):
        path = name
    else:
        raise SpecError([Problem(f"no device {name!r}{or_what_there_is(name, peak_names())}")])
    written = document(Written, read_file(path), "the file", "peak figures are a mapping")
    flops = {dtype: number(text) for dtype, text in written.flops.items()}
    return Peak(flops, number(written.bandwidth)), f"{written.device}: {written.source}"


def given(flops: str, bandwidth: str, dtypes: Iterable[str]) -> tuple[Peak, str]:
    """The same from two figures, for elements of every type; errors as in `number`."""
    peak = Peak(dict.fromkeys(dtypes, number(flops)), number(bandwidth))
    return peak, f"{flops} operations and {bandwidth} bytes in a second, as given"


def number(text: str) -> float:
    """A figure as it is printed, ``3.35T``.

    Raises:
        SpecError: it is none.
    """
    answer = read(text)
    if not isinstance(answer, PrintedFigure) or answer.value <= 0:
        raise SpecError([Problem(f"expected one number such as 3.35T, not {text!r}")])
    return float(answer.value)
