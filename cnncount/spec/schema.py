"""The JSON Schema (draft-07) of architecture files, so that editors complete and check them.

It is made from the same models that judge the files. It lets an expression stand for any value, and
leaves the final judgement, and every message, to the program.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel

from cnncount.registry import Step, kinds
from cnncount.spec.family import Block, Family, Note, Reference, Requirement

DRAFT = "http://json-schema.org/draft-07/schema#"
_REF = "#/definitions/{model}"
_EXPRESSION = {"$ref": "#/definitions/expression"}
_STEPS = {"$ref": "#/definitions/steps"}


def architecture_schema() -> dict[str, Any]:
    """The schema as plain data."""
    definitions: dict[str, Any] = {
        "expression": {
            "description": "A variable, $name, or a formula, ${2 * width}.",
            "type": "string",
            "pattern": r"^\$",
        },
        "steps": {"type": "array", "items": {"$ref": "#/definitions/step"}},
        **_shared(),
        "block": _mapping(Block, {"layers": _STEPS}),
        "reference": mapping(Reference, {}, dict),
        "requirement": _mapping(Requirement, {}),
        "note": mapping(Note, {}, dict),
        "step": {"anyOf": [{"enum": _bare_kinds()}]},
    }
    for kind, step in sorted(kinds().items()):
        definitions[kind] = _step(step)
        definitions["step"]["anyOf"].append(
            {
                "type": "object",
                "properties": {kind: {"$ref": f"#/definitions/{kind}"}},
                "required": [kind],
                "additionalProperties": False,
            }
        )
    blocks = {"type": "object", "additionalProperties": {"$ref": "#/definitions/block"}}
    lists = {
        key: {"type": "array", "items": {"$ref": f"#/definitions/{item}"}}
        for key, item in (("references", "reference"), ("require", "requirement"))
    }
    note = {"anyOf": [{"type": "string"}, {"$ref": "#/definitions/note"}]}
    notes = {"type": "array", "items": note}
    family = _mapping(Family, {"layers": _STEPS, "blocks": blocks, "notes": notes, **lists})
    return {
        "$schema": DRAFT,
        "title": "cnncount architecture",
        **family,
        "definitions": definitions,
    }


def _shared() -> dict[str, Any]:
    """The keys that every step has, written once and referred to."""
    return {f"any_{key}": value for key, value in _mapping(Step, {})["properties"].items()}


def _bare_kinds() -> list[str]:
    """The kinds that need no arguments and may be written as a word."""
    return sorted(
        kind
        for kind, step in kinds().items()
        if not any(field.is_required() for field in step.model_fields.values())
    )


def _step(step: type[Step]) -> dict[str, Any]:
    common = (field.alias or name for name, field in Step.model_fields.items())
    replaced: dict[str, Any] = {key: {"$ref": f"#/definitions/any_{key}"} for key in common}
    for key, shape in step.nested.items():
        if shape == "branches":
            named = {"type": "object", "additionalProperties": _STEPS}
            replaced[key] = {"anyOf": [{"type": "array", "items": _STEPS}, named]}
        else:
            words = _words(step, key)
            replaced[key] = {"anyOf": [words, _STEPS, _EXPRESSION]} if words else _STEPS
    return _mapping(step, replaced)


def _words(step: type[Step], key: str) -> dict[str, Any] | None:
    """The words that may be written instead of a list of layers."""
    options = step.model_json_schema()["properties"][key].get("anyOf", [])
    return next((option for option in options if "enum" in option), None)


def _mapping(model: type[BaseModel], replaced: dict[str, Any]) -> dict[str, Any]:
    """The schema of one mapping in a spec, where any value may be an expression."""
    return mapping(model, replaced, _opened)


def mapping(
    model: type[BaseModel],
    replaced: dict[str, Any],
    opened: Callable[[dict[str, Any]], dict[str, Any]],
) -> dict[str, Any]:
    """The schema of one mapping, with the description of each of its keys.

    Args:
        model: its model.
        replaced: for some keys the schemas that they have instead of the model's.
        opened: makes of a model's schema of a value the one that the file's value has.
    """
    schema = model.model_json_schema(ref_template=_REF)
    schema.pop("$defs", None)
    schema.pop("title", None)
    described = attributes(model)
    properties = {}
    for key, value in schema["properties"].items():
        own = replaced.get(key) or opened(_untitled(value))
        told = key in described and "$ref" not in own  # draft-07 ignores the keys beside a $ref
        properties[key] = {"description": described[key], **own} if told else own
    return schema | {"properties": properties, "description": summary(model)}


def _untitled(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _untitled(item) for key, item in value.items() if key != "title"}
    return [_untitled(item) for item in value] if isinstance(value, list) else value


def _opened(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema, or an expression; and so for the items of a list."""
    rest = {key: schema[key] for key in ("default",) if key in schema}
    own = {key: value for key, value in schema.items() if key not in rest}
    options = own.get("anyOf", [own])
    opened = []
    for option in options:
        if option.get("type") == "array" and isinstance(option.get("items"), dict):
            option = option | {"items": _opened(option["items"])}
        opened.append(option)
    return rest | {"anyOf": [*opened, _EXPRESSION]}


def summary(model: type[Any]) -> str:
    """The first paragraph of a class's docstring, on one line."""
    return " ".join((inspect.getdoc(model) or "").split("\n\n")[0].split())


def attributes(model: type[Any]) -> dict[str, str]:
    """What the docstrings of a class and its bases say of each key, on one line."""
    found: dict[str, str] = {}
    for base in reversed(model.__mro__):
        if base is BaseModel:
            continue
        section = re.search(
            r"^Attributes:\n((?:    .*\n?|\n)+)", inspect.getdoc(base) or "", re.MULTILINE
        )
        if section:
            entries = re.split(r"^    (?=\w+:)", section[1], flags=re.MULTILINE)
            for entry in entries:
                key, _, text = entry.partition(":")
                if text:
                    found[key.strip()] = " ".join(text.split())
    return found
