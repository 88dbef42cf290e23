"""cnncount conventions [ARCH]: what each convention counts, or what it counts for a network."""

from __future__ import annotations

from typing import Annotated

import typer

from cnncount.cli import options


def conventions(
    arch: Annotated[
        str | None,
        typer.Argument(
            metavar="[ARCH]",
            help="A network to count under all conventions, or the name of a convention.",
            autocompletion=options.complete_arch,
        ),
    ] = None,
    input: options.Input = None,
    batch: options.Batch = 1,
    set: options.Set = None,
    format: options.Format = "table",
) -> None:
    """List the conventions, show the rules of one, or count a network under all.

    A convention says what a paper, a lecture or a tool counts. For a network there is one row for
    each convention, the smallest count first, with its ratio to the multiply-accumulates.

    \b
    cnncount conventions
    cnncount conventions fvcore
    cnncount conventions resnet50 --set downsample_at=3x3
    """
    from cnncount.cli import output
    from cnncount.conventions import convention, convention_names
    from cnncount.present.conventions import listing, rules, under_all

    known = [convention(name) for name in convention_names()]
    if arch is None:
        document = listing(known)
    elif arch in convention_names():
        document = rules(convention(arch))
    else:
        from cnncount.analysis.count import count

        shape = options.shape(input)
        report = count(options.network(arch, set), input=shape, batch=batch, convention="macs")
        document = under_all(report, known)
    output.show(document, format)
