"""cnncount explain ARCH [FIGURE]: why figures differ, and which reading prints one."""

from __future__ import annotations

from typing import Annotated

import typer

from cnncount.cli import options


def explain(
    arch: options.Arch,
    between: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--between",
            metavar="A B",
            help="Two conventions, by name or as files: their difference, item by item.",
        ),
    ] = None,
    per_layer: options.PerLayer = False,
    depth: options.Depth = None,
    input: options.Input = None,
    batch: options.Batch = 1,
    set: options.Set = None,
    format: options.Format = "table",
) -> None:
    """Say why two conventions differ on a network.

    The items add up to the difference, to the last unit; the rules that make it are shown with
    their sources.

    \b
    cnncount explain resnet50 --between fvcore ptflops_pytorch
    cnncount explain resnet50 --between macs hardware --per-layer
    """
    from cnncount.cli import output
    from cnncount.conventions import convention
    from cnncount.problems import Problem, SpecError
    from cnncount.report import count
    from cnncount.views.difference import between as difference

    report = count(arch, variables=options.variables(set), input=options.shape(input), batch=batch)
    if between is None:
        raise SpecError([Problem("explain takes --between A B")])
    a, b = map(convention, between)
    document = difference(report, a, b, by_layer=per_layer or depth is not None, depth=depth)
    output.show(document, format)
