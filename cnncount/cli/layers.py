"""cnncount layers [KIND]: the layer kinds of the spec language, or the arguments of one."""

from __future__ import annotations

from typing import Annotated

import typer

from cnncount.cli import options


def _complete(incomplete: str) -> list[str]:
    from cnncount.registry import kinds

    return [name for name in sorted(kinds()) if name.startswith(incomplete)]


def layers(
    kind: Annotated[
        str | None,
        typer.Argument(
            metavar="[KIND]",
            help="A layer kind or a combinator: conv, residual.",
            autocompletion=_complete,
        ),
    ] = None,
    format: options.Format = "table",
) -> None:
    """List the layer kinds, or show the arguments of one.

    A spec is a list of such layers. Combinators, such as residual, contain layers.

    \b
    cnncount layers
    cnncount layers conv
    """
    from cnncount.analysis.layer_kinds import layer_kind, layer_kinds
    from cnncount.cli import output
    from cnncount.errors import SpecError, no_such
    from cnncount.present.layers import listing, one
    from cnncount.registry import kinds

    known = kinds()
    if kind is None:
        document = listing(layer_kinds(known))
    elif kind in known:
        document = one(layer_kind(kind, known[kind]))
    else:
        raise SpecError([no_such("layer kind", kind, sorted(known))])
    output.show(document, format)
