"""Counting never loads PyTorch, nor anything else that takes long to load."""

from __future__ import annotations

import subprocess
import sys

import pytest

from cnncount.cli.app import COMMANDS

LIGHT = [["--version"], ["list"], ["list", "--format", "csv"], ["--help"]]

HEAVY = {"torch", "torchvision", "timm", "fvcore", "numpy"}

RUN = """
import runpy, sys
sys.argv = ["cnncount", *{arguments!r}]
try:
    runpy.run_module("cnncount", run_name="__main__", alter_sys=True)
except SystemExit as end:
    assert not end.code, end.code
"""

IMPORT_ALL = """
import cnncount, importlib, pathlib
package = pathlib.Path(cnncount.__file__).parent
for path in sorted(package.rglob("*.py")):
    name = ".".join(("cnncount", *path.relative_to(package).with_suffix("").parts))
    loading = ("cnncount.pytorch.", "cnncount.importing.frontends.")
    if path.stem != "__main__" and not name.startswith(loading):
        importlib.import_module(name.removesuffix(".__init__"))
"""


def loaded_after(code: str) -> set[str]:
    """The modules that a fresh process has loaded when it has run this code."""
    report = "\nimport sys; sys.stderr.write(' '.join(sys.modules))"
    command = [sys.executable, "-c", code + report]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(done.stderr.split("\n")[-1].split())


def heavy_after(code: str) -> set[str]:
    """Which of the heavy packages a fresh process has loaded when it has run this code."""
    return HEAVY & loaded_after(code)


@pytest.mark.parametrize(
    "arguments",
    [["lenet5", "--per-layer"], ["resnet152", "--format", "json"], ["list"], ["--help"]],
    ids=" ".join,
)
def test_a_command_that_counts_loads_nothing_heavy(arguments: list[str]) -> None:
    assert heavy_after(RUN.format(arguments=arguments)) == set()


def test_no_module_outside_trace_loads_anything_heavy() -> None:
    assert heavy_after(IMPORT_ALL) == set()


def test_the_check_can_fail() -> None:
    assert heavy_after("import numpy\n" + RUN.format(arguments=["lenet5"])) == {"numpy"}


@pytest.mark.parametrize("arguments", LIGHT, ids=" ".join)
def test_a_command_that_reads_no_spec_loads_neither_yaml_nor_pydantic(arguments: list[str]) -> None:
    loaded = loaded_after(RUN.format(arguments=arguments))
    assert "cnncount.cli.app" in loaded
    assert loaded & {"yaml", "pydantic", "cnncount.spec.document"} == set()


def test_a_mistyped_name_loads_neither_yaml_nor_pydantic() -> None:
    code = RUN.format(arguments=["resnt50"]).replace("assert not end.code", "assert end.code == 2")
    assert loaded_after(code) & {"yaml", "pydantic", "cnncount.spec.document"} == set()


def test_one_command_loads_no_other() -> None:
    loaded = loaded_after(RUN.format(arguments=["list"]))
    modules = {f"cnncount.cli.{target.split(':')[0]}" for target in COMMANDS.values()}
    assert loaded & modules == {"cnncount.cli.list"}
