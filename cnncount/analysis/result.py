"""Results: the answer to a question as data. JSON, its schema and every table are made from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from cnncount.errors import refusal
from cnncount.shapes import Shape

if TYPE_CHECKING:
    from pandas import DataFrame
    from pydantic import TypeAdapter

    from cnncount.analysis.count import Report

SCHEMA_VERSION = 2
"""The version of the JSON's shape. It grows when a key changes its name or type, or goes."""

# pydantic writes the results, and is loaded for the first that is written.
_CLOSED = {"extra": "forbid", "json_schema_serialization_defaults_required": True}


class Writer(Protocol):
    """What writes results; `cnncount.present` has one."""

    def text(self, result: Result, format: str, view: Mapping[str, Any]) -> str:
        """The result in an output format; see `Result.show`."""

    def notebook(self, result: Result, view: Mapping[str, Any]) -> str:
        """The result as a piece of HTML."""


@dataclass(frozen=True)
class Result:
    """The base of all results. Each is a frozen dataclass whose fields are its JSON keys.

    A field of the type `Unwritten[…]` is not written to JSON. A key that is a word of
    Python has its name in `Field(serialization_alias=…)`.

    Attributes:
        writer: how results are shown. A result knows no format, so `cnncount.api` sets this.
        notebook_view: the options of `show` that a notebook uses.
    """

    __pydantic_config__: ClassVar[Mapping[str, Any]] = _CLOSED
    writer: ClassVar[Writer | None] = None
    notebook_view: ClassVar[Mapping[str, Any]] = {}

    def to_dict(self) -> dict[str, Any]:
        """The result as JSON types: integers stay integers, tuples become lists, None is null."""
        data: dict[str, Any] = adapter(type(self)).dump_python(self, mode="json", by_alias=True)
        return {"schema_version": SCHEMA_VERSION, "result": self.question(), **data}

    @classmethod
    def question(cls) -> str:
        """What the result answers, in its JSON: ``count`` for the class Count."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    def records(self) -> Iterable[Mapping[str, Any]]:
        """The rows of a data frame, a mapping each; by default one row with all data."""
        return [adapter(type(self)).dump_python(self, mode="json", by_alias=True)]

    def to_pandas(self) -> DataFrame:
        """The rows as a pandas data frame.

        Raises:
            SpecError: pandas is not installed.
        """
        try:
            from pandas import DataFrame
        except ModuleNotFoundError:
            raise refusal("needs-pandas") from None
        return DataFrame.from_records(list(self.records()))

    def show(self, format: str = "table", **view: Any) -> str:
        """The result in one of the output formats.

        Args:
            format: table, json, csv, markdown, latex, html, …
            view: options of the result's own table, such as `work=True` of a count.

        Raises:
            SpecError: there is no such format, or it has no meaning for this result.
        """
        return self.writer.text(self, format, view) if self.writer else repr(self)

    def __str__(self) -> str:
        return self.show()

    def _repr_html_(self) -> str | None:
        return self.writer.notebook(self, self.notebook_view) if self.writer else None


@dataclass(frozen=True, kw_only=True, repr=False)
class NetworkResult(Result):
    """The base of results about one network: which network, and how it was asked for.

    Attributes:
        name: what was asked for: the variant's or the file's name.
        title: the family's name, as its paper writes it.
        input: the input's shape, channels first, without the batch.
        batch: examples counted.
        dtype: the type of one element, if one was named.
        settings: the variables whose values differ from the variant's own.
    """

    name: str
    title: str
    input: Shape
    batch: int
    dtype: str | None
    settings: Mapping[str, Any]


def asked(report: Report) -> dict[str, Any]:
    """The fields of `NetworkResult` for a counted network."""
    return {
        "name": report.name,
        "title": report.title,
        "input": report.input,
        "batch": report.batch,
        "dtype": report.dtype,
        "settings": report.changed,
    }


def settings_text(settings: Mapping[str, Any]) -> str:
    """Settings as the command line takes them: ``downsample_at=3x3,width=64``."""
    return ",".join(f"{name}={_value(value)}" for name, value in settings.items())


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"[{', '.join(map(_value, value))}]" if isinstance(value, list) else str(value)


_adapters: dict[type[Result], TypeAdapter[Any]] = {}


def adapter(result: type[Result]) -> TypeAdapter[Any]:
    """What writes a class of results as data, and its JSON Schema."""
    from pydantic import TypeAdapter

    if result not in _adapters:
        _adapters[result] = TypeAdapter(result)
    return _adapters[result]
