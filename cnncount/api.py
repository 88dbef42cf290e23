"""The same as the command line, from Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os import PathLike, fspath
from typing import Any

from cnncount.analysis.count import Report
from cnncount.analysis.count import count as _count
from cnncount.conventions import Convention
from cnncount.conventions.library import DEFAULT
from cnncount.errors import Problem, SpecError
from cnncount.formats import render
from cnncount.present.compare import compare as _compare
from cnncount.present.count import per_layer, summary, working


class Counted(Report):
    """A report that shows itself: as a table in a notebook, as text when printed."""

    __slots__ = ()

    def show(self, format: str = "table", *, depth: int | None = None, work: bool = False) -> str:
        """The layers in one of the output formats, or with `work` every formula of every layer."""
        return render(working(self, depth) if work else per_layer(self, depth), format)

    def __repr__(self) -> str:
        params, flops = self.figure("params"), self.figure("flops")
        return f"<{self.name}: {params:,} params, {flops:,} {self.convention.unit}>"

    def __str__(self) -> str:
        return render(summary(self), "table")

    def _repr_html_(self) -> str:
        return render(per_layer(self), "html")


def count(
    arch: str | PathLike[str],
    *,
    variables: Mapping[str, Any] | None = None,
    input: Sequence[int] | None = None,
    batch: int = 1,
    convention: str | Convention = DEFAULT,
    dtype: str | None = None,
) -> Counted:
    """Count a network.

    >>> lenet5 = count("lenet5")
    >>> lenet5.figure("params")
    60000

    Args:
        arch: a bundled name (``"resnet50"``), a file, or ``"mine.yaml:variant"``.
        variables: values for the family's vars, as ``--set`` gives them.
        input: channels and spatial sizes, in place of the spec's.
        batch: examples; operations and activations are multiplied by it, parameters are not.
        convention: what `flops` counts: a bundled name, a file, or a `Convention`.
        dtype: float32, float16, …, for figures in bytes.

    Raises:
        SpecError: with everything that is wrong with what was asked for.
    """
    report = _count(
        fspath(arch),
        variables=variables,
        input=input,
        batch=batch,
        convention=convention,
        dtype=dtype,
    )
    return Counted(*(getattr(report, name) for name in Report.__dataclass_fields__))


def compare(*reports: Report, format: str = "table") -> str:
    """Networks side by side, with the ratio of the first to each other, in an output format.

    Raises:
        SpecError: there are fewer than two, or there is no such format.
    """
    if len(reports) < 2:
        raise SpecError([Problem("compare takes two networks or more")])
    return render(_compare(reports), format)
