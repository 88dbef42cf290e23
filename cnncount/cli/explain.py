"""cnncount explain ARCH [FIGURE]: what a printed figure is, and why two conventions differ."""

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
            "its unit says; without a unit, operations, params, activations.",
        ),
    ] = None,
    all: Annotated[
        bool, typer.Option("--all", help="Show every match, also the least plausible.")
    ] = False,
    convention: Annotated[
        list[str] | None,
        typer.Option(
            "--convention",
            help="A convention of yours to try too, a YAML file. Repeatable.",
        ),
    ] = None,
    per_layer: options.PerLayer = False,
    depth: options.Depth = None,
    input: options.Input = None,
    batch: options.Batch = 1,
    set: options.Set = None,
    format: options.Format = "table",
) -> None:
    """Explain a printed figure, or compare two conventions.

    For a figure, networks close to ARCH, the code of known libraries, conventions and units are
    tried together, the simple ones first, until something prints it. The first line is the
    conclusion. --between prints the difference of two conventions, item by item.

    \b
    cnncount explain resnet50 4.1G
    cnncount explain seresnet50 107MB
    cnncount explain resnet50 '11.1M activations'
    cnncount explain resnet50 --between fvcore ptflops_pytorch

    Exit status: 0 printed, also if nothing matches; 2 wrong usage or an unreadable file.
    """
    from cnncount.analysis.count import count
    from cnncount.analysis.difference import difference
    from cnncount.analysis.explain.explain import explain as explained
    from cnncount.analysis.explain.explain import search
    from cnncount.analysis.explain.networks import Subject
    from cnncount.analysis.explain.printed_figure import read
    from cnncount.analysis.explain.result import explanation_result
    from cnncount.cli import output
    from cnncount.conventions import convention as named_convention
    from cnncount.errors import Problem, SpecError
    from cnncount.present.difference import difference as difference_document
    from cnncount.present.explanation import explanation

    if (figure is None) == (between is None):
        raise SpecError([Problem("explain takes either a figure or --between A B")])
    if between is None:
        idle, kind = {"--per-layer": per_layer, "--depth": depth is not None}, "--between A B"
    else:
        of_figure = {
            "--quantity": quantity is not None,
            "--all": all,
            "--convention": bool(convention),
        }
        idle, kind = of_figure, "a figure"
    options.refuse_unused(idle, kind)
    answer = read(figure) if figure is not None else None
    choice, shape = options.network(arch, set), options.shape(input)
    if answer is not None:
        own = [named_convention(name) for name in convention or ()]
        subject = Subject(choice, dict(choice.settings), tuple(shape) if shape else None, batch)
        with output.counting("networks") as progress:
            found = explained(search(subject, own, progress), answer, quantity, every=all)
        document = explanation(explanation_result(found), every=all)
    elif between is not None:
        report = count(choice, input=shape, batch=batch, convention="macs")
        a, b = map(named_convention, between)
        by_layer = per_layer or depth is not None
        found_difference = difference(report, a, b, depth=depth, listing=by_layer)
        document = difference_document(found_difference, by_layer=by_layer)
    output.show(document, format)
