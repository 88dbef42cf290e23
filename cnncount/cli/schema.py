"""cnncount schema: the JSON Schema of architecture files."""

from __future__ import annotations


def schema() -> None:
    """Print the JSON Schema of specs.

    Draft-07, so that editors complete and check architecture files.

    \b
    cnncount schema > architecture.schema.json
    """
    import json

    from cnncount.cli import output
    from cnncount.spec.schema import architecture_schema

    output.write(json.dumps(architecture_schema(), indent=2, ensure_ascii=False) + "\n")
