"""json: the document's data, for machines."""

from __future__ import annotations

import json

from cnncount.formats.document import Document

SCHEMA_VERSION = 1


def write(document: Document) -> str:
    """The data with the version of its shape; integers are integers, keys are never translated."""
    data = {"schema_version": SCHEMA_VERSION, **document.data()}
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
