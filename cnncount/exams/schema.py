"""The JSON Schema (draft-07) of answer keys, from the models that judge them.

A network that is written in a key is described as architecture files are.
"""

from __future__ import annotations

from typing import Any

from cnncount.exams.key import Asked, Written
from cnncount.spec.schema import DRAFT, architecture_schema, mapping

_QUESTION = {"$ref": "#/definitions/question"}
_QUESTIONS = {"type": "array", "items": _QUESTION}


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
        "question": mapping(Asked, {"parts": _QUESTIONS, "network": network}, dict),
        **family["definitions"],
    }
    return {
        "$schema": DRAFT,
        "title": "cnncount answer key",
        **mapping(Written, {"questions": _QUESTIONS}, dict),
        "definitions": definitions,
    }
