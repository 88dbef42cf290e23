"""Types of a result's fields that JSON has no form of its own for."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, TypeVar

from pydantic import Field, InstanceOf, PlainSerializer, WithJsonSchema
from pydantic_core import CoreSchema
from pydantic_core.core_schema import any_schema

from cnncount.formula import Expression


def _exact(value: Fraction) -> int | str:
    return int(value) if value.denominator == 1 else str(value)


Arithmetic = Annotated[InstanceOf[Expression], PlainSerializer(str, return_type=str)]
"""A formula with its numbers; text in JSON: ``(5·5·1 + 1)·6 = 156``."""

Ratio = Annotated[
    Fraction,
    PlainSerializer(_exact),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string", "pattern": r"^-?\d+/\d+$"}]}),
]
"""An exact fraction; in JSON an integer where it is one, otherwise text: ``150/7``."""

T = TypeVar("T")


class _AnyObject:
    """Lets pydantic accept a field without looking into its class."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        return any_schema()


Unwritten = Annotated[T, _AnyObject(), Field(exclude=True)]
"""A field that is not part of the JSON."""
