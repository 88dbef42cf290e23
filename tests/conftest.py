"""What all tests share: hypothesis's settings, the bundled networks, and the command line."""

from __future__ import annotations

import os
import sys
from functools import cache

import pytest
from hypothesis import settings

# No deadline: a slow machine is no fault. In CI the examples are the same at every run.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
# Tests run side by side, a process for each core; PyTorch in each needs no threads beyond that.
os.environ.setdefault("OMP_NUM_THREADS", "1")
settings.load_profile("ci" if os.environ.get("CI") else "local")


@pytest.fixture(scope="session")
def bundled():
    """Count a bundled network by its name, once for all tests that look at every one."""
    from cnncount.analysis.count import count

    return cache(count)


@pytest.fixture
def cnncount(monkeypatch, capsys):
    """Run the command line in this process: its exit status, its output, its errors."""
    from cnncount.cli.app import main

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["cnncount", *arguments])
        with pytest.raises(SystemExit) as exit:
            main()
        captured = capsys.readouterr()
        return exit.value.code or 0, captured.out, captured.err

    return run
