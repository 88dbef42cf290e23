"""cnncount new FILE: a first spec or answer key to edit, with its schema for the editor."""

from __future__ import annotations

from typing import Annotated

import typer


def new(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="The file to write: mine.yaml, exam.key.yaml.")
    ],
) -> None:
    """Write a first spec, or a first answer key, to edit.

    The file is a small example with comments. Its JSON Schema is written beside it, so that an
    editor completes and checks what you type. An existing file is never overwritten.

    \b
    cnncount new mine.yaml
    cnncount new exam.key.yaml
    """
    from pathlib import Path

    from cnncount.cli import output
    from cnncount.errors import Problem, SpecError
    from cnncount.present.schemas import schema_text
    from cnncount.spec.bundled import examples_dir

    path = Path(file)
    if path.suffix not in (".yaml", ".yml"):
        raise SpecError([Problem(f"expected a file name that ends in .yaml, not {file!r}")])
    is_key = path.stem.endswith(".key")
    kind, example = ("key", "my_exam.key.yaml") if is_key else ("architecture", "my_network.yaml")
    command = f"cnncount check {path}" if is_key else f"cnncount {path} --per-layer"
    schema = path.with_name(f"{kind}.schema.json")
    text = (examples_dir() / example).read_text(encoding="utf-8")
    try:
        with path.open("x", encoding="utf-8") as written:
            written.write(f"# yaml-language-server: $schema={schema.name}\n{text}")
        if not schema.exists():
            schema.write_text(schema_text(kind), encoding="utf-8")
    except FileExistsError:
        raise SpecError([Problem(f"{file}: the file exists already")]) from None
    except OSError as error:
        raise SpecError([Problem(f"{error.filename}: {error.strerror}")]) from None
    output.write(f"Wrote {path} and {schema}. Next: {command}\n")
