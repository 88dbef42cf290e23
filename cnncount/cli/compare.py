"""cnncount compare A B: networks side by side."""

from __future__ import annotations

from cnncount.cli import options


def compare(
    archs: options.Archs,
    per_layer: options.PerLayer = False,
    depth: options.Depth = None,
    input: options.Input = None,
    batch: options.Batch = 1,
    set: options.Set = None,
    dtype: options.Dtype = None,
    convention: options.ConventionName = "lecture",
    format: options.Format = "table",
) -> None:
    """Compare networks side by side.

    The table has the figures of each network, and the ratio of the first network to each other one.

    \b
    cnncount compare plain5x5 bottleneck5x5
    cnncount compare resnet18 resnet34 resnet50 --convention macs
    """
    from cnncount.analysis.compare import comparison
    from cnncount.analysis.count import count
    from cnncount.cli import output
    from cnncount.present.compare import compare as side_by_side

    reports = [
        count(
            options.network(arch, set),
            input=options.shape(input),
            batch=batch,
            convention=convention,
            dtype=dtype,
        )
        for arch in archs
    ]
    output.warn(*reports)
    by_layer = per_layer or depth is not None
    result = comparison(reports, depth, listing=by_layer)
    output.show(side_by_side(result, by_layer=by_layer), format)
