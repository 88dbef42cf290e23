"""The JSON Schema of what `--format json` writes, made from the results' own classes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import is_dataclass
from typing import Any, get_args, get_type_hints

from cnncount.analysis.result import SCHEMA_VERSION, adapter
from cnncount.present.documents import results
from cnncount.spec.schema import DRAFT, attributes, summary

_REF = "#/definitions/{model}"


def output_schema() -> dict[str, Any]:
    """The schema (draft-07): a result is one of the kinds of results, which `result` names."""
    definitions: dict[str, Any] = {}
    kinds = []
    for each in sorted(results(), key=lambda each: each.question()):
        schema = adapter(each).json_schema(mode="serialization", ref_template=_REF)
        definitions |= schema.pop("$defs", {})
        name = each.question()
        own = {"schema_version": {"const": SCHEMA_VERSION}, "result": {"const": name}}
        properties = own | schema["properties"]
        definitions[name] = schema | {"properties": properties, "required": list(properties)}
        _describe(definitions[name], each)
        for inner in _classes(each):
            if inner.__name__ in definitions:
                _describe(definitions[inner.__name__], inner)
        kinds.append({"$ref": _REF.format(model=name)})
    return {
        "$schema": DRAFT,
        "title": "cnncount output",
        "description": "What cnncount writes with --format json.",
        "oneOf": kinds,
        "definitions": _untitled(definitions),
    }


def _describe(schema: dict[str, Any], result: type[Any]) -> None:
    """Give a schema and its keys the descriptions of the class's docstring."""
    meanings = attributes(result)
    schema["description"] = summary(result)
    for key, value in schema["properties"].items():
        if key in meanings and "$ref" not in value:  # draft-07 ignores what is beside a $ref
            schema["properties"][key] = {"description": meanings[key], **value}


def _classes(kind: Any, seen: set[Any] | None = None) -> Iterator[type[Any]]:
    """The dataclasses that a type has in it, itself and those of its fields."""
    seen = set() if seen is None else seen
    for part in get_args(kind):
        yield from _classes(part, seen)
    if isinstance(kind, type) and is_dataclass(kind) and kind not in seen:
        seen.add(kind)
        yield kind
        for field in get_type_hints(kind).values():
            yield from _classes(field, seen)


def _untitled(value: Any) -> Any:
    """A schema without titles, which only repeat the keys."""
    if isinstance(value, dict):
        return {
            key: _untitled(item)
            for key, item in value.items()
            if not (key == "title" and isinstance(item, str))
        }
    return [_untitled(item) for item in value] if isinstance(value, list) else value
