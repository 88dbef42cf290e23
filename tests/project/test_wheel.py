"""The wheel is whole: installed far from the checkout it does the main job."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    done = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network by the hatchling that the test group installs."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the wheel is installed, and nothing else."""
    folder = tmp_path_factory.mktemp("site")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    run(*pip, "--target", folder, wheel, cwd=folder)
    return folder


def test_every_data_file_is_in_the_wheel(wheel: Path) -> None:
    archs = {f"cnncount/archs/{path.name}" for path in (ROOT / "archs").iterdir()}
    packaged = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "cnncount").rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"}
    }
    assert "cnncount/archs/lenet5.yaml" in archs
    assert {"cnncount/py.typed", "cnncount/conventions/lecture.yaml"} <= packaged
    examples = ROOT / "docs" / "examples"
    shown = {f"cnncount/examples/{path.relative_to(examples)}" for path in examples.rglob("*.yaml")}
    assert archs | packaged | shown <= set(ZipFile(wheel).namelist())


def test_nothing_else_is_in_the_wheel(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in ZipFile(wheel).namelist()}
    assert {top.split("-")[0] for top in tops} == {"cnncount"}


def test_it_counts_outside_the_checkout(site: Path, tmp_path: Path) -> None:
    script = site / "bin" / "cnncount"
    where = "import cnncount.spec.bundled as it; print(it.__file__, it.archs_dir())"
    module, archs = run(sys.executable, "-c", where, cwd=tmp_path, PYTHONPATH=str(site)).split()
    assert Path(module).is_relative_to(site)
    assert Path(archs).is_relative_to(site)
    out = run(script, "lenet5", "--per-layer", cwd=tmp_path, PYTHONPATH=str(site))
    assert "(5·5·1 + 1)·6 = 156" in out


def test_a_first_spec_is_written_and_counted_outside_the_checkout(
    site: Path, tmp_path: Path
) -> None:
    script = site / "bin" / "cnncount"
    run(script, "new", "mine.yaml", cwd=tmp_path, PYTHONPATH=str(site))
    run(script, "new", "exam.key.yaml", cwd=tmp_path, PYTHONPATH=str(site))
    names = {"mine.yaml", "architecture.schema.json", "exam.key.yaml", "key.schema.json"}
    assert {path.name for path in tmp_path.iterdir()} == names
    out = run(script, "mine.yaml", "--per-layer", cwd=tmp_path, PYTHONPATH=str(site))
    assert "(3·3·1 + 1)·8 = 80" in out
    run(script, "check", "exam.key.yaml", cwd=tmp_path, PYTHONPATH=str(site))


@pytest.mark.parametrize(
    "arguments",
    [
        ["list"],
        ["resnet50", "--convention", "macs"],
        ["--version"],
        ["layers"],
        ["layers", "conv"],
        ["schema"],
        ["schema", "--of", "key"],
    ],
    ids=" ".join,
)
def test_installed_and_in_the_checkout_it_says_the_same(
    site: Path, tmp_path: Path, arguments: list[str]
) -> None:
    command = [sys.executable, "-m", "cnncount", *arguments]
    installed = run(*command, cwd=tmp_path, PYTHONPATH=str(site))
    assert installed == run(*command, cwd=ROOT)
