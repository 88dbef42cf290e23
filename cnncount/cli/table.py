"""cnncount table FAMILY: the paper's table."""

from __future__ import annotations

from typing import Annotated

import typer

from cnncount.cli import options


def table(
    family: Annotated[
        str,
        typer.Argument(
            metavar="FAMILY", help="A bundled family, or the name of a table: resnet, timm."
        ),
    ],
    set: options.Set = None,
    input: options.Input = None,
    format: options.Format = "table",
) -> None:
    """Print a family of networks as its paper tabulates it.

    The first table has a row for each stage and a column for each variant. The second compares
    each computed figure with the printed one: equal by rounding, equal by truncation, or different.
    Variants that cannot have the values of --set are left out, with the reason on standard error.

    \b
    cnncount table resnet
    cnncount table resnet --set downsample_at=3x3
    cnncount table senet

    Exit status: 0 printed, also if a figure is not reproduced; 2 wrong usage or an unreadable file.
    """
    from cnncount.analysis.count import count
    from cnncount.analysis.paired_table import paired_table
    from cnncount.analysis.paper_table import paper_table
    from cnncount.analysis.printed import printed, tables
    from cnncount.analysis.published import published as compared
    from cnncount.analysis.published_result import published_result
    from cnncount.cli import output
    from cnncount.errors import Problem, SpecError
    from cnncount.formats import formats, known_format
    from cnncount.present.documents import document
    from cnncount.present.published import published
    from cnncount.spec.bundled import families
    from cnncount.spec.library import find_family
    from cnncount.spec.settings import assigned

    known_format(format, formats())
    figures = printed(family)
    of_family = family in [path.stem for path in families()] or family not in tables()
    if (figures.written.pairs or not of_family) and (set or input):
        message = f"{family} is a table of printed figures, of networks as they are named"
        raise SpecError([Problem(f"{message}: --set and --input are for families")])
    if figures.written.pairs:
        networks = {name: count(name, convention="macs") for name in figures.networks}
        output.show(document(paired_table(networks, figures)), format)
        return
    if not of_family:
        output.show(published(published_result(compared([family]))), format)
        return
    every = find_family(family)
    choices = [choice for choice in every if choice.name in figures.networks] or every
    values, shape = assigned(set or (), "--set"), options.shape(input)
    reports, refused = [], []
    for choice in choices:
        try:
            reports.append(count(choice, variables=values, input=shape))
        except SpecError as error:
            if any(problem.code != "require" for problem in error.problems):
                raise
            refused += error.problems  # a variant that cannot have these values
    if not reports:
        raise SpecError(refused)
    if refused:
        output.complain(SpecError(refused))
    output.show(document(paper_table(choices[0].spec.name, reports, figures)), format)
