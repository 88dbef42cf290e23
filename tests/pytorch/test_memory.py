"""What a model takes is known before it is built, and real layers stop at the limit."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from cnncount.analysis.count import count
from cnncount.errors import SpecError
from cnncount.pytorch.memory import needed, refuse_large, size

GIB = 2**30
HUGE = "{conv: {out: 1000000, kernel: 1}}, {conv: {out: 1000000, kernel: 1}}"


def spec(folder: Path, input: str, layers: str) -> str:
    path = folder / "net.yaml"
    path.write_text(f"name: net\ninput: {input}\nlayers: [{layers}]\n")
    return str(path)


def test_it_is_parameters_buffers_and_the_most_data_at_one_time(tmp_path: Path) -> None:
    layers = "{conv: {out: 4, kernel: 3}}, batch_norm, {conv: {out: 1, kernel: 1}}"
    net = spec(tmp_path, "[3, 8, 8]", layers)
    kept = (3 * 3 * 3 + 1) * 4 + (2 * 4 + 2 * 4) + (4 + 1) * 1
    assert needed(count(net)) == 4 * (kept + 4 * 6 * 6 + 3 * 8 * 8)
    assert needed(count(net, batch=5)) == 4 * (kept + 5 * (4 * 6 * 6 + 3 * 8 * 8))
    assert needed(count(net), "float16") == 2 * (kept + 4 * 6 * 6 + 3 * 8 * 8)


def test_what_a_shortcut_keeps_counts_until_it_is_added(tmp_path: Path) -> None:
    net = spec(tmp_path, "[3, 8, 8]", "{residual: {body: [relu, relu]}}")
    assert needed(count(net)) == 4 * 3 * (3 * 8 * 8)  # the input, and both sides of one relu


@pytest.mark.parametrize(
    ("text", "bytes"), [("8GiB", 8 * GIB), ("500MB", 500 * 10**6), ("1.5 GiB", 3 * GIB // 2)]
)
def test_a_size_is_read(text: str, bytes: int) -> None:
    assert size(text) == bytes


@pytest.mark.parametrize("text", ["", "8", "8G", "-1MB", "0MB", "28x28", "5 bits", "1..2GB", "x"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(SpecError, match="size"):
        size(text)


def test_what_needs_just_the_limit_is_built(tmp_path: Path) -> None:
    report = count(spec(tmp_path, "[3, 8, 8]", "relu"))
    refuse_large(report, 4 * 2 * 3 * 8 * 8)
    with pytest.raises(SpecError, match="--max-memory"):
        refuse_large(report, 4 * 2 * 3 * 8 * 8 - 1)


@pytest.mark.parametrize("command", ["verify", "bench"])
def test_a_large_model_is_refused_with_its_size(command: str, tmp_path: Path, cnncount) -> None:
    pytest.importorskip("torch")
    status, out, err = cnncount(command, spec(tmp_path, "[3, 1, 1]", HUGE), "--device", "cpu")
    assert (status, out) == (2, "")
    assert err.startswith(f"net takes {4 * 10**12 / GIB:,.1f} GiB as a PyTorch model, more than")
    assert "the limit of 8.0 GiB; --max-memory sets another limit" in err


@pytest.mark.parametrize("command", ["verify", "bench"])
def test_a_model_of_a_trillion_layers_is_refused(command: str, tmp_path: Path, cnncount) -> None:
    pytest.importorskip("torch")
    net = spec(tmp_path, "[3, 8, 8]", f"stage: {{repeat: {10**12}, layers: [relu]}}")
    status, _, err = cnncount(command, net, "--device", "cpu")
    assert (status, err) == (2, "net has 1,000,000,000,000 layers; a model has at most 20,000\n")


@pytest.mark.parametrize("command", ["verify", "bench"])
def test_real_layers_stop_at_the_limit(
    command: str, tmp_path: Path, cnncount, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where a model is thought to be small: here the size is not asked."""
    pytest.importorskip("torch")
    module = importlib.import_module(f"cnncount.pytorch.{command}")
    monkeypatch.setattr(module, "refuse_large", lambda *_: None)
    net = spec(tmp_path, "[3, 8, 8]", "flatten, {linear: {out: 1000000}}")
    assert needed(count(net)) > 4 * (3 * 8 * 8) * 10**6 > 700 * 2**20
    status, out, err = cnncount(command, net, "--device", "cpu", "--max-memory", "500MB")
    assert (status, out) == (2, "")
    assert err.startswith("PyTorch cannot run net: ")


def test_behind_the_limit_all_memory_is_there_again() -> None:
    pytest.importorskip("torch")
    # In a new process: one that has freed memory may take it again without asking the system.
    subprocess.run([sys.executable, "-W", "ignore", "-c", BEYOND_THE_LIMIT], check=True)


BEYOND_THE_LIMIT = """
import torch
from cnncount.pytorch.machine import limited

size = 200 * 2**20
try:
    with limited(torch.device("cpu"), size // 2):
        torch.ones(size, dtype=torch.uint8)
except RuntimeError:
    assert torch.ones(size, dtype=torch.uint8)[-1] == 1
else:
    raise AssertionError("the limit did not hold")
"""
