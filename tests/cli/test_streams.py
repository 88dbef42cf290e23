"""What happens where a standard stream is closed, or takes no more."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FULL = Path("/dev/full")


def shell(words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-c", f'"$0" -m cnncount {words}', sys.executable], capture_output=True, text=True
    )


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ("- <&-", "<stdin>: standard input is closed\n"),
        ("lenet5 >&-", "standard output is closed\n"),
        ("show lenet5 >&-", "standard output is closed\n"),
        ("nothing 2>&-", ""),
    ],
)
def test_a_closed_stream_is_one_clear_error(words: str, error: str) -> None:
    done = shell(words)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", error)


@pytest.mark.skipif(not FULL.exists(), reason="the device is Linux's")
@pytest.mark.parametrize("words", ["lenet5", "show resnet152", "schema"])
def test_a_full_disk_is_one_clear_error(words: str) -> None:
    done = shell(f"{words} > {FULL}")
    assert done.returncode == 2
    assert done.stderr == "the output cannot be written: No space left on device\n"
