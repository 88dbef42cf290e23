"""What belongs to a new file and is easily forgotten."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any, get_args

import pytest

from cnncount import cli, formats
from cnncount.cli.app import COMMANDS
from cnncount.cli.options import Format
from cnncount.conventions import convention, convention_names
from cnncount.layers.base import Layer
from cnncount.registry import kinds
from cnncount.spec.bundled import archs_dir, families
from cnncount.spec.index import names

ROOT = Path(__file__).parents[2]
FIRST_LINE = "# yaml-language-server: $schema=../schema/architecture.schema.json"

layer_kinds = [kind for kind in kinds().values() if issubclass(kind, Layer)]
commands = {m.name for m in pkgutil.iter_modules(cli.__path__)} - {
    "app",
    "command",
    "options",
    "output",
}


def unpriced(prices: Mapping[str, Any], layers: Iterable[Any]) -> list[str]:
    """The kinds for which a convention has a rule neither by kind nor by family."""
    return [layer.kind for layer in layers if not {layer.kind, layer.family} & set(prices)]


@pytest.mark.parametrize("name", convention_names())
def test_a_convention_prices_every_layer_kind(name: str) -> None:
    assert unpriced(convention(name).prices, layer_kinds) == []


def test_a_kind_without_a_price_is_noticed() -> None:
    new = SimpleNamespace(kind="new", family="strange")
    assert unpriced(convention("lecture").prices, [*layer_kinds, new]) == ["new"]


@pytest.mark.parametrize("name", convention_names())
def test_a_convention_is_called_as_its_file(name: str) -> None:
    assert convention(name).name == name


@pytest.mark.parametrize("path", families(), ids=lambda path: path.name)
def test_an_architecture_says_what_schema_it_has(path: Path) -> None:
    assert path.read_text(encoding="utf-8").splitlines()[0] == FIRST_LINE


def test_the_architectures_are_those_of_the_checkout() -> None:
    assert archs_dir() == ROOT / "archs"
    assert len(names()) == len(set(names()))


@pytest.mark.parametrize("name", formats.formats())
def test_a_format_is_a_function_and_says_what_it_is(name: str) -> None:
    module = import_module(f"cnncount.formats.{name}")
    assert (module.__doc__ or "").startswith(f"{name}: ")
    assert callable(module.write)


def test_the_help_names_every_format() -> None:
    (option,) = get_args(Format)[1:]
    of_tables = [
        name
        for name in formats.formats()
        if not hasattr(import_module(f"cnncount.formats.{name}"), "CASES_ONLY")
    ]
    assert [name for name in of_tables if name not in option.help] == []


@pytest.mark.parametrize("name", sorted(commands))
def test_a_file_among_the_commands_is_a_command(name: str) -> None:
    assert name in {target.split(":")[0] for target in COMMANDS.values()}
    assert (import_module(f"cnncount.cli.{name}").__doc__ or "").startswith("cnncount ")
