"""The JSON Schema of what `--format json` writes, made from the results' own classes."""

from __future__ import annotations

from typing import Any

from cnncount.analysis.result import SCHEMA_VERSION, adapter
from cnncount.present.documents import results

_REF = "#/definitions/{model}"


def output_schema() -> dict[str, Any]:
    """The schema (draft-07): a result is one of the kinds of results, which `result` names."""
    definitions: dict[str, Any] = {}
    kinds = []
    for each in sorted(results(), key=lambda each: each.question()):
        schema = adapter(each).json_schema(mode="serialization", ref_template=_REF)
        definitions |= schema.pop("$defs", {})
        name = each.question()
        kind = {"schema_version": {"const": SCHEMA_VERSION}, "result": {"const": name}}
        properties = kind | schema["properties"]
        definitions[name] = schema | {"properties": properties, "required": list(properties)}
        kinds.append({"$ref": _REF.format(model=name)})
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "cnncount output",
        "description": "What cnncount writes with --format json.",
        "oneOf": kinds,
        "definitions": _untitled(definitions),
    }


def _untitled(value: Any) -> Any:
    """A schema without titles, which only repeat the keys."""
    if isinstance(value, dict):
        return {
            key: _untitled(item)
            for key, item in value.items()
            if not (key == "title" and isinstance(item, str))
        }
    return [_untitled(item) for item in value] if isinstance(value, list) else value
