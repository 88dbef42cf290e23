"""cnncount schema: the JSON Schema of the files that users write, and of JSON output."""

from __future__ import annotations

from typing import Annotated

import typer


def schema(
    of: Annotated[
        str,
        typer.Option(
            "--of",
            help="architecture, key, printed or output.",
            autocompletion=lambda: ["architecture", "key", "output", "printed"],
        ),
    ] = "architecture",
) -> None:
    """Print the JSON Schema of specs, answer keys, printed figures, or JSON output.

    Draft-07, so that editors complete and check the files.

    \b
    cnncount schema > architecture.schema.json
    cnncount schema --of key > key.schema.json
    """
    import json

    from cnncount.analysis.printed import printed_schema
    from cnncount.cli import output
    from cnncount.errors import SpecError, no_such
    from cnncount.exams.schema import key_schema
    from cnncount.present.output_schema import output_schema
    from cnncount.spec.schema import architecture_schema

    schemas = {
        "architecture": architecture_schema,
        "key": key_schema,
        "output": output_schema,
        "printed": printed_schema,
    }
    if of not in schemas:
        raise SpecError([no_such("schema of", of, schemas)])
    output.write(json.dumps(schemas[of](), indent=2, ensure_ascii=False) + "\n", "json")
