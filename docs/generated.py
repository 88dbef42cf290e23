"""The generated parts of the documents. cog runs it, from blocks in README.md and docs/."""

from __future__ import annotations

import inspect
import json
import os
import shlex
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout, suppress
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import yaml

import cnncount
from cnncount.analysis.layer_kinds import layer_kinds
from cnncount.analysis.printed import tables
from cnncount.analysis.published import published as compared
from cnncount.analysis.published_result import published_result
from cnncount.cli.app import COMMANDS, main
from cnncount.conventions import convention, convention_names
from cnncount.formats import render
from cnncount.messages import catalogue
from cnncount.present.published import published
from cnncount.registry import kinds

ROOT = Path(__file__).parent.parent
_TEMPORARY = TemporaryDirectory()
SCRATCH = Path(_TEMPORARY.name)
"""An empty folder, for commands that write files."""


def console(*commands: str, lines: int | None = None, folder: str | Path = ".") -> None:
    """Print commands with their output, as a reader in `folder` of the checkout sees it."""
    print("```console")
    for command in commands:
        shown = output(command, folder).rstrip().splitlines()
        print(f"$ {command}")
        print("\n".join(shown[:lines]))
        if lines is not None and len(shown) > lines:
            print("…")
    print("```")


def output(command: str, folder: str | Path = ".", columns: int = 100) -> str:
    """The output of a command in a pipe, where the terminal has so many columns."""
    out, err = StringIO(), StringIO()
    with (
        chdir(ROOT / folder),
        patch.dict(os.environ, COLUMNS=str(columns)),
        patch.object(sys, "argv", shlex.split(command)),
        redirect_stdout(out),
        redirect_stderr(err),
        suppress(SystemExit),
    ):
        main()
    return out.getvalue() + err.getvalue()


def new_file(name: str) -> None:
    """Print what `cnncount new` writes. The file stays in `SCRATCH` for later commands."""
    (SCRATCH / name).unlink(missing_ok=True)
    console(f"cnncount new {name}", folder=SCRATCH)
    print("```yaml", (SCRATCH / name).read_text(encoding="utf-8").rstrip(), "```", sep="\n")


def commands_help() -> None:
    """Print the help of every command, as a terminal of 80 columns shows it."""
    for command in COMMANDS:
        print(f"## {command}\n\n```text")
        print(output(f"cnncount {command} --help", columns=80).strip())
        print("```\n")


def source(path: str) -> None:
    """Print a file of the checkout without its line for editors."""
    text = (ROOT / path).read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if not line.startswith("# yaml-language-server")]
    language = "python" if path.endswith(".py") else "yaml"
    print(f"```{language}", *kept, "```", sep="\n")


def spec(path: str) -> None:
    """Print an example spec and its count."""
    source(path)
    console(f"cnncount {path} --per-layer")


def functions() -> None:
    """Print the signature and docstring of everything that the package exports."""
    for name in sorted(cnncount.__all__):
        exported = getattr(cnncount, name)
        print(f"### {name}\n\n```text")
        if inspect.isfunction(exported):
            parameters = inspect.signature(exported).parameters.values()
            print(f"{name}({', '.join(_parameter(each) for each in parameters)})\n")
        print(inspect.getdoc(exported), "```\n", sep="\n")


def _parameter(parameter: inspect.Parameter) -> str:
    """A parameter with its default, without its type."""
    return str(parameter.replace(annotation=parameter.empty))


def messages() -> None:
    """Print every message of the catalogue, with its meaning and its examples."""
    for code, message in sorted(catalogue().items()):
        if message.meaning in ("", "This is a part of other messages."):
            continue
        print(f"### {code}\n\n`{message.text}`\n")
        print(f"{message.meaning}\n")
        for title, example in (("Wrong", message.bad), ("Right", message.good)):
            if example:
                print(f"{title}:\n\n```yaml\n{example.strip()}\n```\n")


def kinds_table(*, layers: bool) -> None:
    """Print every layer kind by family, or every combinator, with its arguments."""
    family = None
    for kind in layer_kinds(kinds()).kinds:
        if (kind.family != "combinator") != layers:
            continue
        if layers and kind.family != family:
            family = kind.family
            print(f"## {family.replace('_', ' ').capitalize()}\n")
        print(f"### {kind.kind}\n\n{kind.summary}\n")
        if kind.arguments:
            print("| argument | default | meaning |\n| --- | --- | --- |")
        for argument in kind.arguments:
            default = f"`{argument.default}`" if argument.default else ""
            shown = "required" if argument.required else default
            print(f"| `{argument.name}` | {shown} | {argument.meaning} |")
        if kind.arguments:
            print()


def conventions_in_full() -> None:
    """Print every convention: whose it is, its notes, and each of its rules with its source."""
    for name in convention_names():
        written = convention(name).written
        print(f"### {name}\n")
        per_mac = "" if written.mac == 1 else f", {written.mac} per MAC"
        print(f"{written.title[0].upper()}{written.title[1:]}. Unit: {written.unit}{per_mac}.\n")
        if written.tool:
            mode = f", {written.tool.mode}" if written.tool.mode else ""
            print(f"- Tool: {written.tool.name} {written.tool.version}{mode}.")
        print(f"- Source: {written.source}.")
        for note in convention(name).notes():
            print(f"- {note}")
        print("\n| layers | count | from |\n| --- | --- | --- |")
        for layers, count, where in written.formulas:
            print(f"| {layers} | `{count}` | {where or ''} |")
        print(f"| {', '.join(written.nothing)} | 0 | |\n")


def newest_records(up: str) -> None:
    """Print the result of the newest cross-check on each kind of device; `up` leads to docs/."""
    for device in ("cpu", "cuda"):
        records = sorted((ROOT / "docs" / "verified").glob(f"*-{device}.json"))
        if not records:
            print(f"- {device}: no record yet")
            continue
        record = json.loads(records[-1].read_text(encoding="utf-8"))
        environment, networks = record["environment"], record["networks"]
        agreeing = sum(network["agrees"] for network in networks)
        layers = sum(network["findings"][0]["compared"] for network in networks)
        versions = environment["versions"]
        path = f"{up}/verified/{records[-1].stem}.md"
        print(
            f"- [{environment['began'][:10]}, {device}]({path}) ({environment['device_name']}, "
            f"torch {versions['torch']}, fvcore {versions['fvcore']}): "
            f"{agreeing} of {len(networks)} networks agree in each of their {layers:,} layers"
        )


def published_figures() -> None:
    """Print every figure that is printed of a bundled network, and what reproduces it."""
    print(render(published(published_result(compared(tables()))), "markdown"))


def witnesses() -> None:
    """Print what other people's models count, from the record of `make witness`."""
    folder = ROOT / "tests" / "references"
    record = json.loads((folder / "record.json").read_text(encoding="utf-8"))
    known = _differences(keras=False)
    versions = ", ".join(f"{name} {version}" for name, version in record["versions"].items())
    print(f"Taken {_dates(record['references'])} with {versions}.\n")
    print("| network | code | parameters | MACs | tools that count as our convention |")
    print("| --- | --- | ---: | ---: | --- |")
    for key, entry in record["references"].items():
        network, _, call = key.partition(": ")
        macs = sum(int(each) * times for each, times in entry["macs"].items())
        apart = [d for d in known if call in d["models"]]
        others = sorted({f for d in apart for f in d["figures"]} & set(entry["totals"]))
        failed = sorted(entry.get("failed", {}))
        agree = f"{len(entry['totals']) - len(others)} of {len(entry['totals'])}"
        notes = [f"not {', '.join(others)}"] if others else []
        notes += [f"{', '.join(failed)} failed"] if failed else []
        agreement = "; ".join([agree, *notes])
        print(f"| {network} | `{call}` | {entry['params']:,} | {macs:,} | {agreement} |")
    _print_differences(known)


def keras_witnesses() -> None:
    """Print what TensorFlow's profiler counts for Keras's models, from its record."""
    path = ROOT / "tests" / "references" / "keras.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    versions = ", ".join(f"{name} {version}" for name, version in record["versions"].items())
    entries = record["references"]
    known = _differences(keras=True)
    print(
        f"Taken {_dates(entries | record['layers'])} with {versions}; "
        f"{len(record['layers'])} single layers and {len(entries)} models.\n"
    )
    print("| network | code | trainable | not trainable | float operations | as ours |")
    print("| --- | --- | ---: | ---: | ---: | --- |")
    for key, entry in entries.items():
        network, _, call = key.partition(": ")
        others = sorted({f for d in known if call in d["models"] for f in d["figures"]})
        told = f"but {', '.join(others)}" if others else "all"
        numbers = (entry["params"], entry["buffers"], entry["totals"]["tf_profiler_keras3"])
        row = " | ".join(f"{number:,}" for number in numbers)
        print(f"| {network} | `{call}` | {row} | {told} |")
    _print_differences(known)


def _dates(entries: dict[str, Any]) -> str:
    dates = sorted({entry["date"] for entry in entries.values()})
    return " to ".join(dict.fromkeys((dates[0], dates[-1])))


def _differences(*, keras: bool) -> list[dict[str, Any]]:
    path = ROOT / "tests" / "references" / "differences.yaml"
    known = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [each for each in known if each["models"][0].startswith("keras.") == keras]


def _print_differences(known: list[dict[str, Any]]) -> None:
    print("\nWhere they differ:\n")
    for difference in known:
        models = ", ".join(f"`{model}`" for model in difference["models"])
        figures = ", ".join(difference["figures"])
        print(f"- {models}: {figures} {difference['by']:+,}, since {difference['because']}.")
