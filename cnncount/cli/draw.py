"""cnncount draw ARCH: a picture of a network."""

from __future__ import annotations

from typing import Annotated

import typer

from cnncount.cli import options


def complete_picture_format(incomplete: str) -> list[str]:
    """The picture formats whose names begin with what is typed."""
    from cnncount.diagram.writers import picture_formats

    return [name for name in picture_formats() if name.startswith(incomplete)]


def draw(
    arch: options.Arch,
    input: options.Input = None,
    set: options.Set = None,
    convention: options.ConventionName = "lecture",
    format: Annotated[
        str,
        typer.Option(
            "--format", help="svg, tikz, mermaid or dot.", autocompletion=complete_picture_format
        ),
    ] = "svg",
) -> None:
    """Draw a network.

    Repeated blocks are drawn once, with their number. The bar in a box is its share of the
    operations.

    \b
    cnncount draw resnet50 > resnet50.svg
    cnncount draw lenet5 --format mermaid
    """
    from cnncount.analysis.count import count
    from cnncount.cli import output
    from cnncount.diagram.drawing import drawing
    from cnncount.diagram.writers import draw as picture

    shape = options.shape(input)
    report = count(options.network(arch, set), input=shape, convention=convention)
    output.write(picture(drawing(report), format))
