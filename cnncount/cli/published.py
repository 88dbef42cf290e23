"""cnncount published [TABLE...]: printed figures, and which interpretations reproduce them."""

from __future__ import annotations

from typing import Annotated

import typer

from cnncount.cli import options


def published(
    tables: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TABLE...]", help="Tables: resnet, senet, torchvision. Default: all."
        ),
    ] = None,
    format: options.Format = "table",
) -> None:
    """Compare published figures with computed counts.

    Authors count one way in a table. So each table names the one interpretation that gives most
    of its figures, and a figure is reproduced where that prints it. The others come first.

    \b
    cnncount published resnet
    cnncount published senet torchvision

    Exit status: 0 printed, also if a figure is not reproduced; 2 wrong usage.
    """
    from cnncount.analysis.printed import tables as known
    from cnncount.analysis.published import published as compared
    from cnncount.analysis.published_result import published_result
    from cnncount.cli import output
    from cnncount.errors import SpecError, no_such
    from cnncount.formats import formats, known_format
    from cnncount.present.published import published as document

    known_format(format, formats())
    names = known()
    for name in tables or ():
        if name not in names:
            raise SpecError([no_such("table", name, names)])
    watched = output.watched(tables or names, "comparing")
    output.show(document(published_result(compared(watched))), format)
