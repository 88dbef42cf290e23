"""cnncount bench ARCH…: the time of a forward pass, compared with its count."""

from __future__ import annotations

from typing import Annotated

import typer

from cnncount.cli import options


def bench(
    archs: Annotated[
        list[str],
        typer.Argument(
            metavar="ARCH...",
            help="Bundled networks or YAML files.",
            autocompletion=options.complete_arch,
        ),
    ],
    device: options.Device = "auto",
    dtype: Annotated[
        str | None,
        typer.Option(
            "--dtype",
            metavar="TYPE,…",
            help="float32, bfloat16, float16. Default: float32, and bfloat16 on a GPU.",
        ),
    ] = None,
    passes: Annotated[
        int, typer.Option("--passes", min=1, help="The number of timed passes.")
    ] = 30,
    peak: Annotated[
        str | None,
        typer.Option(
            "--peak", metavar="DEVICE", help="The device's peak figures: h100_sxm, or a file."
        ),
    ] = None,
    peak_flops: Annotated[
        str | None,
        typer.Option("--peak-flops", metavar="FIGURE", help="Peak operations per second: 19.5T."),
    ] = None,
    bandwidth: Annotated[
        str | None,
        typer.Option("--bandwidth", metavar="FIGURE", help="Peak bytes per second: 2.04T."),
    ] = None,
    input: options.Input = None,
    batch: options.Batch = 1,
    set: options.Set = None,
    max_memory: options.MaxMemory = "8GiB",
    convention: Annotated[
        str,
        typer.Option(
            "--convention",
            help="Also show the count of this convention, a name or a YAML file.",
            autocompletion=options.complete_convention,
        ),
    ] = "hardware",
    per_layer: options.PerLayer = False,
    format: options.Format = "table",
) -> None:
    """Measure the time of a forward pass.

    Each network is built in PyTorch with random weights, and run. The result compares the time
    with the computed operations and bytes. With the device's peak figures it says whether
    computing or memory limits each layer. Operations are those of the convention 'hardware', in
    which a multiply-accumulate is two. Needs the extra 'trace'.

    \b
    cnncount bench lenet5 --batch 8
    cnncount bench lenet5 --per-layer --peak-flops 1.2T --bandwidth 40G
    """
    from cnncount.analysis.count import count
    from cnncount.cli import output
    from cnncount.formats import formats, known_format
    from cnncount.present.benchmark import benchmark
    from cnncount.pytorch.cli_choices import known_device, known_floats
    from cnncount.pytorch.memory import size
    from cnncount.pytorch.peaks import asked

    known_format(format, formats())
    known_device(device)
    dtypes = options.words(dtype)
    known_floats(dtypes or ())
    memory = size(max_memory)
    limits, source = asked(peak, peak_flops, bandwidth)
    shape = options.shape(input)
    reports = [
        count(options.network(arch, set), input=shape, batch=batch, convention=convention)
        for arch in archs
    ]
    with options.needs_pytorch():
        from cnncount.pytorch.bench import run
        from cnncount.pytorch.measured import result
    session = run(
        output.watched(reports, "measured"),
        device,
        dtypes,
        passes=passes,
        peak=limits,
        peak_source=source,
        memory=memory,
    )
    output.show(benchmark(result(session), per_layer=per_layer), format)
