"""cnncount explain ARCH [FIGURE]: which readings print a figure, and why two conventions differ."""

from __future__ import annotations

from typing import Annotated

import typer

from cnncount.cli import options


def explain(
    arch: options.Arch,
    figure: Annotated[
        str | None,
        typer.Argument(metavar="[FIGURE]", help="A printed figure: 4.1G, 3858026368, 107MB."),
    ] = None,
    between: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--between",
            metavar="A B",
            help="Two conventions, names or files: print their difference, item by item.",
        ),
    ] = None,
    quantity: Annotated[
        str | None,
        typer.Option(
            "--quantity",
            help="What the figure counts: operations, params, activations, memory. Default: what "
            "its unit says; without a unit, operations and params.",
        ),
    ] = None,
    all: Annotated[
        bool, typer.Option("--all", help="Show every match, also the least plausible.")
    ] = False,
    per_layer: options.PerLayer = False,
    depth: options.Depth = None,
    input: options.Input = None,
    batch: options.Batch = 1,
    set: options.Set = None,
    format: options.Format = "table",
) -> None:
    """Find out what a printed figure counts, or why two conventions differ.

    For a figure, variants of the network, conventions and units are tried together. The result
    lists those that print as the figure, and how many matches to expect by chance. --between
    prints the difference of two conventions, item by item.

    \b
    cnncount explain resnet50 4.1G
    cnncount explain seresnet50 107MB
    cnncount explain resnet50 25.6M
    cnncount explain resnet50 --between fvcore ptflops_pytorch

    Exit status: 0 printed, also if nothing matches; 2 wrong usage or an unreadable file.
    """
    from functools import partial

    from cnncount.analysis.count import count
    from cnncount.analysis.explain.search import read, search
    from cnncount.cli import output
    from cnncount.conventions import convention
    from cnncount.errors import Problem, SpecError
    from cnncount.present.difference import between as difference
    from cnncount.present.readings import readings
    from cnncount.spec.library import find

    if (figure is None) == (between is None):
        raise SpecError([Problem("explain takes either a figure or --between A B")])
    if between is None:
        idle, kind = {"--per-layer": per_layer, "--depth": depth is not None}, "--between A B"
    else:
        idle, kind = {"--quantity": quantity is not None, "--all": all}, "a figure"
    for option, typed in idle.items():
        if typed:
            raise SpecError([Problem(f"{option} goes with {kind}")])
    answer = read(figure) if figure is not None else None
    given = options.variables(set)
    counted = partial(count, find(arch), input=options.shape(input), batch=batch, convention="macs")
    report = counted(variables=given)
    if answer is not None:
        found = search(lambda other: counted(variables={**given, **other}), answer, quantity)
        document = readings(report, found, every=all)
    elif between is not None:
        a, b = map(convention, between)
        by_layer = per_layer or depth is not None
        document = difference(report, a, b, by_layer=by_layer, depth=depth)
    output.show(document, format)
