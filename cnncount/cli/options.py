"""Arguments that several commands share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from cnncount.errors import Problem, SpecError
from cnncount.messages import text

if TYPE_CHECKING:
    from cnncount.spec.library import Choice


def complete_arch(incomplete: str) -> list[str]:
    """The bundled networks whose names begin so."""
    from cnncount.spec.index import names

    return [name for name in names() if name.startswith(incomplete)]


def complete_format(incomplete: str) -> list[str]:
    """The formats whose names begin so."""
    from cnncount.formats import formats

    return [name for name in formats() if name.startswith(incomplete)]


def complete_convention(incomplete: str) -> list[str]:
    """The bundled conventions whose names begin so."""
    from cnncount.conventions import convention_names

    return [name for name in convention_names() if name.startswith(incomplete)]


Arch = Annotated[
    str,
    typer.Argument(
        metavar="ARCH",
        help="A bundled network, a YAML file, FILE:VARIANT, or - for standard input.",
        autocompletion=complete_arch,
    ),
]
Archs = Annotated[
    list[str],
    typer.Argument(metavar="ARCH...", help="Two networks or more.", autocompletion=complete_arch),
]
Input = Annotated[
    str | None,
    typer.Option("--input", metavar="CxHxW", help="The input shape, channels first: 3x320x320."),
]
Batch = Annotated[int, typer.Option("--batch", min=1, help="The number of examples.")]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="VAR=VALUE", help="Set a variable of the family. Repeatable."),
]
Dtype = Annotated[
    str | None,
    typer.Option("--dtype", help="Also show bytes: float32, float16, bfloat16, int8, float64."),
]
ConventionName = Annotated[
    str,
    typer.Option(
        "--convention",
        help="What FLOPs are: the name of a convention, or a YAML file.",
        autocompletion=complete_convention,
    ),
]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        help="table, json, csv (the main table alone), markdown, latex or html.",
        autocompletion=complete_format,
    ),
]
AllowOutside = Annotated[
    bool,
    typer.Option("--allow-outside", help="Let a key name files outside its own folder."),
]
Device = Annotated[str, typer.Option("--device", help="Where the models run: auto, cpu or cuda.")]
MaxMemory = Annotated[
    str,
    typer.Option("--max-memory", metavar="SIZE", help="The most that a model may take: 500MB."),
]
PerLayer = Annotated[bool, typer.Option("--per-layer", help="One row for each layer.")]
Depth = Annotated[
    int | None,
    typer.Option("--depth", min=1, help="Like --per-layer, with groups closed below this depth."),
]


@contextmanager
def needs_pytorch() -> Iterator[None]:
    """What is imported inside needs the extra `trace`.

    Raises:
        SpecError: that is not installed.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name not in ("torch", "fvcore", "numpy"):
            raise
        raise SpecError([Problem(text("extra-missing", module=error.name))]) from None


def refuse_unused(given: Mapping[str, bool], need: str) -> None:
    """Refuse options that have no effect here.

    Args:
        given: options by their names, and whether each was given.
        need: what they need: a figure, a network.

    Raises:
        SpecError: one was given.
    """
    if unused := [Problem(text("option-needs", option=o, what=need)) for o in given if given[o]]:
        raise SpecError(unused)


def refuse_both(one: str, other: str, both: bool) -> None:
    """Refuse two options of which each says what is shown."""
    if both:
        raise SpecError([Problem(text("options-exclude", one=one, other=other))])


def words(typed: str | None) -> list[str] | None:
    """The words of ``fvcore,torch``."""
    return None if typed is None else [word.strip() for word in typed.split(",")]


def shape(typed: str | None) -> list[int] | None:
    """The sizes of ``3x320x320``.

    Raises:
        SpecError: it is not of that form.
    """
    if typed is None:
        return None
    if not re.fullmatch(r"\d{1,12}([x×,]\d{1,12}){1,3}", typed):
        raise SpecError([Problem(text("not-a-shape", word=typed))])
    return [int(size) for size in re.split("[x×,]", typed)]


def network(arch: str, assignments: list[str] | None) -> Choice:
    """The network that ARCH names, with the variables that ARCH and ``--set`` give it.

    Raises:
        SpecError: there is no such network, or a variable is set twice.
    """
    from cnncount.spec.library import find
    from cnncount.spec.settings import assigned

    choice = find(arch)
    given = assigned(assignments or (), "--set")
    if twice := choice.settings.keys() & given.keys():
        raise SpecError([Problem(text("set-twice", name=name)) for name in sorted(twice)])
    return choice._replace(settings={**choice.settings, **given})
