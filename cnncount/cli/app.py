"""The command line as a whole: its commands, and the main job without one."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import Annotated

import typer
import typer.core

from cnncount.cli.bench import bench
from cnncount.cli.check import check
from cnncount.cli.compare import compare
from cnncount.cli.conventions import conventions
from cnncount.cli.count import count
from cnncount.cli.explain import explain
from cnncount.cli.grade import grade
from cnncount.cli.import_ import import_model
from cnncount.cli.layers import layers
from cnncount.cli.list import list_networks
from cnncount.cli.new import new
from cnncount.cli.published import published
from cnncount.cli.rule import rule
from cnncount.cli.schema import schema
from cnncount.cli.show import show
from cnncount.cli.table import table
from cnncount.cli.verify import verify
from cnncount.errors import Problem, SpecError
from cnncount.importing.reading import register

MAIN_JOB = "count"

# A count makes few cycles, and ends soon: collecting them at start-up takes longer than the count.
gc.set_threshold(100_000)

# Looking for pydantic plugins reads the metadata of every installed package, at each start.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


class _Group(typer.core.TyperGroup):
    """`cnncount ARCH` is `cnncount count ARCH`: the main job needs no sub-command."""

    def parse_args(self, ctx, args):  # type: ignore[no-untyped-def]
        own = {*ctx.help_option_names, *(opt for param in self.params for opt in param.opts)}
        if args and args[0] not in self.commands and args[0] not in own:
            _refuse_typo(args, list(self.commands))
            args = [MAIN_JOB, *args]
        return super().parse_args(ctx, args)


def _refuse_typo(args: list[str], commands: list[str]) -> None:
    """A first word that is neither a command nor a network: say so before it is taken for one."""
    from cnncount.errors import Problem
    from cnncount.spec.library import is_known, names
    from cnncount.wording import did_you_mean

    word = args[0]
    if not word.startswith("-") and not is_known(word):
        hint = did_you_mean(word, [*commands, *names()]) or "; 'cnncount list' shows what there is"
        raise SpecError([Problem(f"no command or architecture {word!r}{hint}")])


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


app.command(MAIN_JOB)(count)
app.command("new")(new)
app.command("import")(import_model)
app.command("list")(list_networks)
app.command("layers")(layers)
app.command("show")(show)
app.command("compare")(compare)
app.command("table")(table)
app.command("conventions")(conventions)
app.command("explain")(explain)
app.command("published")(published)
app.command("check")(check)
app.command("grade")(grade)
app.command("verify")(verify)
app.command("bench")(bench)
app.command("schema")(schema)
app.command("rule")(rule)


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
        app()
    except SpecError as error:
        from cnncount.cli.output import complain

        complain(error)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
