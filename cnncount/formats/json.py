"""json: the document's data, for machines."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from cnncount.formats.document import Document
from cnncount.printable import is_visible


def write(document: Document) -> str:
    """The result's data; integers are integers, keys are never translated."""
    return to_json(document.result.to_dict())


def to_json(data: Mapping[str, Any]) -> str:
    """Data as JSON text.

    Raises:
        ValueError: a number is infinite or not a number, which JSON does not have.
    """
    text = json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False)
    return _escaped(text) + "\n"


def _escaped(text: str) -> str:
    """JSON without invisible characters, and without ``##[``, a command in GitHub's log."""
    if not text.replace("\n", "").isprintable():
        text = "".join(c if is_visible(c) or c == "\n" else json.dumps(c)[1:-1] for c in text)
    return text.replace("##[", "#\\u0023[")
