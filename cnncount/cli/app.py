"""The command line as a whole: its commands, and the main job without one."""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
import typer.core
import typer.main

from cnncount.cli.command import Command, Drawing, OneNetwork, Printing, QuickStart
from cnncount.errors import Problem, SpecError
from cnncount.importing.files import register

COMMANDS = {
    "count": "count:count",
    "new": "new:new",
    "import": "import_:import_model",
    "list": "list:list_networks",
    "layers": "layers:layers",
    "info": "info:info",
    "show": "show:show",
    "compare": "compare:compare",
    "table": "table:table",
    "conventions": "conventions:conventions",
    "draw": "draw:draw",
    "explain": "explain:explain",
    "published": "published:published",
    "check": "check:check",
    "grade": "grade:grade",
    "verify": "verify:verify",
    "bench": "bench:bench",
    "schema": "schema:schema",
    "rule": "rule:rule",
}
"""The commands in the order of the help: each one's file in this folder, and its function."""

MAIN_JOB = "count"

CLASSES = {MAIN_JOB: OneNetwork, "draw": Drawing, "new": Command}
"""The commands that are not just `Printing`: `new` names the file that it writes."""


@cache
def command(name: str) -> Any:
    """A command, built when it is first asked for: building all of them takes as long as a count.

    Raises:
        KeyError: there is no such command.
    """
    module, function = COMMANDS[name].split(":")
    callback = getattr(import_module(f"cnncount.cli.{module}"), function)
    one = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    one.command(name, cls=CLASSES.get(name, Printing))(callback)
    return typer.main.get_command(one)


class _Group(QuickStart, typer.core.TyperGroup):
    """`cnncount ARCH` is `cnncount count ARCH`: the main job needs no sub-command."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        return command(cmd_name) if cmd_name in COMMANDS else None

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        own = {*ctx.help_option_names, *(opt for param in self.params for opt in param.opts)}
        if args and args[0] not in COMMANDS and args[0] not in own:
            args = _in_full(args)
        return super().parse_args(ctx, args)


def _in_full(args: list[str]) -> list[str]:
    """The arguments with the command that a first word stands for.

    Raises:
        SpecError: it is neither a command nor a network.
    """
    from cnncount.spec.arch import is_known, unknown_network

    word, *rest = args
    if word == "help":
        return [*rest, "--help"]
    if word == "version":
        return ["--version", *rest]
    if not word.startswith("-") and not is_known(word):
        raise SpecError([unknown_network(word, COMMANDS)])
    return [MAIN_JOB, *args]


app = typer.Typer(
    cls=_Group,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=True,
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"cnncount {version('cnncount')}")
        raise typer.Exit()


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Count what a convolutional network costs, with the arithmetic shown.

    \b
    cnncount lenet5 --per-layer                every layer, with the arithmetic
    cnncount new mine.yaml                     write a first file of your own
    cnncount mine.yaml --show-work             count it, with every formula
    cnncount compare plain5x5 bottleneck5x5    networks side by side
    cnncount table resnet                      the table of a paper
    cnncount conventions resnet50              what each paper and tool counts
    cnncount explain resnet50 4.1G             what a printed figure counts
    cnncount check exam.key.yaml               check an answer key

    'cnncount NETWORK' is short for 'cnncount count NETWORK'; 'cnncount count --help' has its
    options.

    Exit status: 0 success, 1 a difference was found, 2 wrong usage or an unreadable file.
    """


def _check_streams() -> None:
    """A standard stream that the caller closed is None to Python.

    Raises:
        SpecError: there is nowhere to print to.
    """
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    if sys.stdout is None:
        raise SpecError([Problem("standard output is closed")])


def main() -> None:
    """The program: exit status 2 with one clear message for whatever is wrong with the input."""
    register()
    try:
        _check_streams()
        app(prog_name="cnncount")
    except SpecError as error:
        from cnncount.cli.output import complain

        complain(error)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
