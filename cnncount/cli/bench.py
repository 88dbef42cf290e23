"""cnncount bench ARCH…: the time of a forward pass beside what is counted."""

from __future__ import annotations

from typing import Annotated

import typer

from cnncount.cli import options


def bench(
    archs: Annotated[
        list[str],
        typer.Argument(
            metavar="ARCH...",
            help="Networks, as everywhere.",
            autocompletion=options.complete_arch,
        ),
    ],
    device: options.Device = "auto",
    dtype: Annotated[
        str | None,
        typer.Option(
            "--dtype",
            metavar="TYPE,…",
            help="float32, bfloat16, float16; by default float32, and on a GPU bfloat16 too.",
        ),
    ] = None,
    passes: Annotated[int, typer.Option("--passes", min=1, help="How many are timed.")] = 30,
    peak: Annotated[
        str | None,
        typer.Option("--peak", metavar="DEVICE", help="A device's peak figures: a name or a file."),
    ] = None,
    peak_flops: Annotated[
        str | None,
        typer.Option("--peak-flops", metavar="FIGURE", help="Operations in a second: 19.5T."),
    ] = None,
    bandwidth: Annotated[
        str | None,
        typer.Option("--bandwidth", metavar="FIGURE", help="Bytes in a second: 2.04T."),
    ] = None,
    input: options.Input = None,
    batch: options.Batch = 1,
    set: options.Set = None,
    max_memory: options.MaxMemory = "8GiB",
    convention: Annotated[
        str,
        typer.Option(
            "--convention",
            help="Count besides as this convention does: its name, or a YAML file.",
            autocompletion=options.complete_convention,
        ),
    ] = "hardware",
    per_layer: options.PerLayer = False,
    format: options.Format = "table",
) -> None:
    """Measure a forward pass, and set it beside what is counted.

    Each network is built as a PyTorch model with random weights and run on the device. Beside its
    time stand the operations and bytes that are counted for it, what was achieved of them in a
    second, and, with the device's peak figures, whether computing or memory bounds each layer. The
    operations are those of 'hardware', a multiply-accumulate is two, whatever else is counted.

    \b
    cnncount bench resnet50 --batch 8
    cnncount bench resnet50 --device cuda --peak h100_sxm --per-layer
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
    values, shape = options.variables(set), options.shape(input)
    reports = [
        count(arch, variables=values, input=shape, batch=batch, convention=convention)
        for arch in archs
    ]
    with options.needs_pytorch():
        from cnncount.pytorch.bench import run
    session = run(
        output.watched(reports, "measured"),
        device,
        dtypes,
        passes=passes,
        peak=limits,
        peak_source=source,
        memory=memory,
    )
    output.show(benchmark(session, per_layer=per_layer), format)
