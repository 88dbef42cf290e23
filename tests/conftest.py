"""What all tests share: hypothesis's settings, the bundled networks, and the command line."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

NEEDS = {
    "archs/test_figures.py": "corpus",
    "cli": "cli",
    "conventions/test_against_tools.py": "tools",
    "conventions/test_deepspeed.py": "torch",
    "conventions/test_tf_profiler.py": "torch",
    "conventions/test_whole_networks.py": "tools",
    "conventions/test_items.py": "corpus",
    "diagram": "cli",
    "docs": "cli",
    "exams/test_hooks.py": "tools",
    "exams/test_week10.py": "corpus",
    "explain/test_known_figures.py": "corpus",
    "explain/test_published.py": "corpus",
    "formats/test_terminal.py": "cli",
    "fuzz": "limits",
    "importing": "torch",
    "project/test_purity.py": "cli",
    "project/test_wheel.py": "tools",
    "pytorch": "torch",
    "spec/test_fuzz.py": "corpus",
    "spec/test_limits.py": "limits",
}
"""What the tests of a folder or of a file need, where it is more than the package."""

# No deadline: a slow machine is no fault. In CI the examples are the same at every run.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
# Tests run side by side, a process for each core; PyTorch in each needs no threads beyond that.
os.environ.setdefault("OMP_NUM_THREADS", "1")
settings.load_profile("ci" if os.environ.get("CI") else "local")


def _need(path: Path) -> str | None:
    """What the tests of a file need."""
    inside = path.relative_to(Path(__file__).parent)
    return NEEDS.get(inside.as_posix(), NEEDS.get(inside.parts[0]) if inside.parts else None)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark each test by what it needs: its own mark, its file's, its fixtures', or `unit`."""
    known = {*NEEDS.values(), "unit"}
    for item in items:
        if not known & {mark.name for mark in item.iter_markers()}:
            uses_command = "cnncount" in item.fixturenames
            item.add_marker(_need(item.path) or ("cli" if uses_command else "unit"))


def pytest_ignore_collect(collection_path, config):
    """Leave out, for the unit tests, the files that load more than the package."""
    if config.getoption("markexpr") == "unit" and collection_path.suffix == ".py":
        return True if _need(collection_path) else None
    return None


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
