"""The JSON Schema (draft-07) of answer keys, from the models that judge them.

A network that is written in a key is described as architecture files are.
"""

from __future__ import annotations

from typing import Any

from cnncount.exams.fields import Asked, KeyFile, Term
from cnncount.spec.schema import DRAFT, architecture_schema, mapping

_QUESTION = {"$ref": "#/definitions/question"}
_QUESTIONS = {"type": "array", "items": _QUESTION}
_NETWORK = {"$ref": "#/definitions/network"}
_QUESTION_KEYS = {
    "parts": {**_QUESTIONS, "minItems": 1},
    "network": _NETWORK,
    "over": {"anyOf": [{"type": "string"}, _NETWORK]},
    "plus": {"type": "array", "items": {"$ref": "#/definitions/term"}},
}
_FILE_KEYS = {
    "questions": {**_QUESTIONS, "minItems": 1},
    "networks": {"type": "object", "additionalProperties": _NETWORK},
}


def key_schema() -> dict[str, Any]:
    """The schema as plain data."""
    family = architecture_schema()
    network = {
        "type": "object",
        "properties": family["properties"],
        "required": [key for key in family["required"] if key != "name"],
        "additionalProperties": False,
    }
    definitions = {
        "network": network,
        "term": mapping(Term, {}, dict),
        "question": mapping(Asked, _QUESTION_KEYS, dict),
        **family["definitions"],
    }
    return {
        "$schema": DRAFT,
        "title": "cnncount answer key",
        **mapping(KeyFile, _FILE_KEYS, dict),
        "definitions": definitions,
    }
