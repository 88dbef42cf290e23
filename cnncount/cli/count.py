"""cnncount ARCH: count a network."""

from __future__ import annotations

from typing import Annotated

import typer

from cnncount.cli import options


def count(
    arch: options.Arch,
    per_layer: options.PerLayer = False,
    depth: options.Depth = None,
    show_work: Annotated[
        bool,
        typer.Option(
            "--show-work", help="Every figure of every layer, with its formula and arithmetic."
        ),
    ] = False,
    input: options.Input = None,
    batch: options.Batch = 1,
    set: options.Set = None,
    dtype: options.Dtype = None,
    convention: options.ConventionName = "lecture",
    format: options.Format = "table",
) -> None:
    """Count a network.

    The result has its parameters, operations, activations, memory and receptive field. --per-layer
    shows every layer, and --show-work the arithmetic of every figure.

    \b
    cnncount lenet5 --per-layer
    cnncount lenet5 --show-work
    cnncount resnet50 --set downsample_at=3x3 --input 3x320x320
    cnncount mine.yaml --format json
    """
    from cnncount.analysis.count import count as counted
    from cnncount.analysis.count_result import count_result
    from cnncount.cli import output
    from cnncount.present.count import per_layer as by_layer
    from cnncount.present.count import summary, working

    options.refuse_both("--per-layer", "--show-work", per_layer and show_work)
    with output.counting("layers") as progress:
        report = counted(
            options.network(arch, set),
            input=options.shape(input),
            batch=batch,
            convention=convention,
            dtype=dtype,
            progress=progress,
        )
    output.warn(report)
    listing = show_work or per_layer or depth is not None
    result = count_result(report, depth, listing=listing)
    view = working if show_work else by_layer if listing else summary
    output.show(view(result), format)
