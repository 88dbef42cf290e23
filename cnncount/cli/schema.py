"""cnncount schema: the JSON Schema of the files that users write, and of JSON output."""

from __future__ import annotations

from typing import Annotated

import typer


def schema(
    of: Annotated[
        str,
        typer.Option(
            "--of",
            help="The kind of file: architecture, key, printed or output.",
            autocompletion=lambda: ["architecture", "key", "output", "printed"],
        ),
    ] = "architecture",
) -> None:
    """Print the JSON Schema of a kind of file, or of JSON output.

    An editor that reads the schema completes and checks the files. The version is draft-07.

    \b
    cnncount schema > architecture.schema.json
    cnncount schema --of key > key.schema.json
    """
    from cnncount.cli import output
    from cnncount.errors import SpecError, no_such
    from cnncount.present.schemas import SCHEMAS, schema_text

    if of not in SCHEMAS:
        raise SpecError([no_such("schema of", of, SCHEMAS)])
    output.write(schema_text(of), "json")
