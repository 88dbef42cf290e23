"""cnncount verify ARCH…: the counts against PyTorch models built from the same specs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cnncount.cli import options


def verify(
    archs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ARCH]...",
            help="Bundled networks or YAML files; or --all.",
            autocompletion=options.complete_arch,
        ),
    ] = None,
    all: Annotated[bool, typer.Option("--all", help="Every bundled network.")] = False,
    device: options.Device = "auto",
    against: Annotated[
        str | None,
        typer.Option(
            "--against",
            metavar="TOOL,…",
            help="Tools to compare with: fvcore, torch. Default: both.",
        ),
    ] = None,
    input: options.Input = None,
    batch: options.Batch = 1,
    set: options.Set = None,
    max_memory: options.MaxMemory = "8GiB",
    per_layer: options.PerLayer = False,
    record: Annotated[
        Path | None,
        typer.Option(
            "--record",
            metavar="FOLDER",
            help="Also write a dated record, DATE-DEVICE.json and .md.",
        ),
    ] = None,
    format: options.Format = "table",
) -> None:
    """Compare the counts with real PyTorch models.

    Each network is built in PyTorch with random weights, and run. For every layer these are
    compared: parameters, buffers, output shape, the count of fvcore, and the count of PyTorch's own
    counter. Needs the extra 'trace'.

    \b
    cnncount verify lenet5
    cnncount verify lenet5 --per-layer --batch 2
    cnncount verify lenet5 --against fvcore --record verified

    Exit status: 0 all layers agree, 1 a layer differs, 2 a network cannot be checked.
    """
    from cnncount.analysis.count import count
    from cnncount.cli import output
    from cnncount.errors import Problem, SpecError
    from cnncount.formats import formats, known_format, render
    from cnncount.present.verification import verification
    from cnncount.pytorch.cli_choices import known_device, known_tools
    from cnncount.pytorch.memory import size
    from cnncount.spec.files import made_folder
    from cnncount.spec.index import names

    known_format(format, formats())
    if bool(archs) == all:
        raise SpecError([Problem("verify takes networks, or --all")])
    if record is not None:
        made_folder(record)
    known_device(device)
    memory = size(max_memory)
    tools = options.words(against)
    known_tools(tools or ())
    shape = options.shape(input)
    reports = [
        count(options.network(arch, set), input=shape, batch=batch) for arch in archs or names()
    ]
    with options.needs_pytorch():
        from cnncount.pytorch.verified import result
        from cnncount.pytorch.verify import run
    watched = output.watched(reports, "verified")
    verified, environment = run(watched, device, tools, memory)
    found = result(verified, environment, per_layer=per_layer)
    document = verification(found)
    output.show(document, format)
    if record is not None:
        name = f"{environment.began[:10]}-{environment.device}"
        for suffix, written_as in ((".json", "json"), (".md", "markdown")):
            (record / f"{name}{suffix}").write_text(render(document, written_as), encoding="utf-8")
    if not found.agrees:
        raise typer.Exit(1)
