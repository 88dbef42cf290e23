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
            help="A network to count under all conventions; or a convention, by name or as a file.",
            autocompletion=options.complete_arch,
        ),
    ] = None,
    convention: Annotated[
        list[str] | None,
        typer.Option(
            "--convention", help="Count the network under this convention of yours too. Repeatable."
        ),
    ] = None,
    input: options.Input = None,
    batch: options.Batch = 1,
    set: options.Set = None,
    format: options.Format = "table",
) -> None:
    """List conventions, or count a network under all of them.

    A convention says what a paper, a lecture or a tool counts. For a network there is one row for
    each convention, the smallest count first, with its ratio to the multiply-accumulates.

    \b
    cnncount conventions
    cnncount conventions fvcore
    cnncount conventions resnet50 --set downsample_at=3x3
    """
    from cnncount.analysis.convention_rules import convention_info, convention_list
    from cnncount.analysis.conventions import convention_counts
    from cnncount.analysis.count import count
    from cnncount.cli import output
    from cnncount.conventions import convention as found
    from cnncount.conventions import convention_names, names_convention
    from cnncount.present.conventions import listing, rules, under_all

    known = [found(name) for name in convention_names()]
    if arch is not None and not names_convention(arch):
        own = [found(name) for name in convention or ()]
        choice, shape = options.network(arch, set), options.shape(input)
        report = count(choice, input=shape, batch=batch, convention="macs")
        output.show(under_all(convention_counts(report, [*known, *own])), format)
        return
    of_network = {
        "--convention": bool(convention),
        "--input": input is not None,
        "--batch": batch != 1,
        "--set": bool(set),
    }
    options.refuse_unused(of_network, "a network")
    document = (
        listing(convention_list(known)) if arch is None else rules(convention_info(found(arch)))
    )
    output.show(document, format)
