"""cnncount import MODEL: a model in PyTorch, or a file of one, as a spec."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from cnncount.cli import options


def import_model(
    model: Annotated[
        str,
        typer.Argument(
            metavar="MODEL",
            help="package.module:Name or file.py:Name, which runs that code; or a file: .pt2, "
            ".onnx or .keras.",
        ),
    ],
    input: options.Input = None,
    arg: Annotated[
        list[str] | None,
        typer.Option(
            "--arg", metavar="NAME=VALUE", help="An argument of the class or function. Repeatable."
        ),
    ] = None,
) -> None:
    """Print a PyTorch model as a spec.

    A name in Python code is imported, which runs the code. The model is then exported by
    torch.export, without weights if possible. A file in the format .pt2 may hold code too, which
    PyTorch runs when it loads the file: import only files that you trust.

    The spec is compared with the model: each layer's kind, shape and parameters, and the count of
    PyTorch's own counter. One line on standard error has the result. An operation that no layer
    kind expresses is an error. Needs the extra 'trace'.

    \b
    cnncount import nets.py:Net --input 1x28x28
    cnncount import nets.py:Net --input 1x28x28 --arg width=32 > net.yaml

    Exit status: 0 the spec equals the model, 1 a difference, 2 the model cannot be imported.
    """
    from cnncount.cli import output
    from cnncount.importing.imported import imported, proof
    from cnncount.importing.reading import read
    from cnncount.present.importing import proof_line
    from cnncount.spec.settings import assigned

    shape = options.shape(input)
    program = read(model, tuple(shape) if shape else None, assigned(arg or (), "--arg"))
    found = imported(program)
    proved = proof(found)
    output.write(found.text)
    sys.stderr.write(f"{proof_line(found, proved)}\n")
    if proved.difference:
        raise typer.Exit(1)
