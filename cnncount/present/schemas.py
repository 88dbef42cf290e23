"""The JSON Schemas of the files that users write and of JSON output, as text."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from cnncount.analysis.printed import printed_schema
from cnncount.exams.schema import key_schema
from cnncount.present.output_schema import output_schema
from cnncount.spec.schema import architecture_schema

SCHEMAS: Mapping[str, Callable[[], dict[str, Any]]] = {
    "architecture": architecture_schema,
    "key": key_schema,
    "output": output_schema,
    "printed": printed_schema,
}
"""What makes the schema of each kind of file."""


def schema_text(kind: str) -> str:
    """The schema of one of `SCHEMAS`, as an editor reads it."""
    return json.dumps(SCHEMAS[kind](), indent=2, ensure_ascii=False) + "\n"
