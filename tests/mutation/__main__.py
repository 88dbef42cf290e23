"""A sample of the mutants of the core: `python -m tests.mutation --sample 40 --seed 1 exams`.

cosmic-ray makes the mutants and runs the tests, in a copy of the checkout. A mutant that no test
notices is shown as a diff. Exit status: 0 at least 95 % are noticed, 1 fewer, 2 the tests fail
without any mutant.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import NamedTuple

from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import WorkerOutcome, WorkResult

ROOT = Path(__file__).parents[2]
ENOUGH = 0.95
SECONDS = 300
"""A mutant whose tests take longer is noticed: it may never end."""

NO_CHANGE = "core/ReplaceBinaryOperator_BitOr_"
"""Nearly every `|` is in an annotation, which nothing evaluates."""


class Target(NamedTuple):
    """A part of the core.

    Attributes:
        modules: files and folders of the package.
        tests: what should notice a fault in them.
    """

    modules: tuple[str, ...]
    tests: tuple[str, ...]


_SPECS = ("tests/spec/test_bad.py", "tests/spec/test_language.py", "tests/spec/test_aliases.py")
TARGETS = {
    "exams": Target(("exams",), ("tests/exams",)),
    "explain": Target(("analysis/explain",), ("tests/explain",)),
    "analysis": Target(
        ("analysis/count.py", "analysis/expand.py", "analysis/printed.py"),
        ("tests/test_api.py", "tests/cli/test_commands.py", "tests/present"),
    ),
    "settings": Target(("spec/settings.py",), (*_SPECS, "tests/cli/test_commands.py")),
    "validation": Target(("spec/validation.py",), (*_SPECS, "tests/exams/test_bad.py")),
}


def config(target: Target) -> str:
    """cosmic-ray's configuration for a part."""
    paths = [f"cnncount/{module}" for module in target.modules]
    pytest = f"{sys.executable} -m pytest -q -x -p no:cacheprovider -m 'not slow'"
    return (
        f"[cosmic-ray]\nmodule-path = {paths}\ntimeout = {SECONDS}.0\nexcluded-modules = []\n"
        f'test-command = "{pytest} {" ".join(target.tests)}"\n'
        '[cosmic-ray.distributor]\nname = "local"\n'
    )


def choose(session: WorkDB, sample: int, random: Random) -> None:
    """Leave so many mutants to be tried; the others are marked as skipped."""
    items = sorted(session.pending_work_items, key=lambda item: str(item.mutations))
    able = [item for item in items if not item.mutations[0].operator_name.startswith(NO_CHANGE)]
    chosen = {item.job_id for item in random.sample(able, min(sample, len(able)))}
    others = [item.job_id for item in items if item.job_id not in chosen]
    session.set_multiple_results(others, WorkResult(WorkerOutcome.SKIPPED))


def tried(session: WorkDB) -> Iterable[WorkResult]:
    """The results of the mutants that were tried."""
    return (r for _, r in session.results if r.worker_outcome is not WorkerOutcome.SKIPPED)


def run(name: str, sample: int, seed: int, copy: Path) -> tuple[int, int]:
    """Try mutants of a part; how many were noticed, and of how many.

    Raises:
        subprocess.CalledProcessError: the tests fail without any mutant.
    """
    settings, database = copy / f"{name}.toml", copy / f"{name}.sqlite"
    settings.write_text(config(TARGETS[name]), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(copy), "CI": "true"}

    def cosmic_ray(*arguments: str) -> None:
        subprocess.run(["cosmic-ray", *arguments], cwd=copy, env=environment, check=True)

    cosmic_ray("baseline", settings.name)
    cosmic_ray("init", settings.name, database.name)
    with use_db(str(database), WorkDB.Mode.open) as session:
        choose(session, sample, Random(seed))
    cosmic_ray("exec", settings.name, database.name)
    with use_db(str(database), WorkDB.Mode.open) as session:
        results = list(tried(session))
    for result in results:
        if not result.is_killed:
            print(f"\n{name}: not noticed\n{result.diff}", flush=True)
    return sum(result.is_killed for result in results), len(results)


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("targets", nargs="*", default=[*TARGETS], help=f"of {', '.join(TARGETS)}")
    parser.add_argument("--sample", type=int, default=20, help="mutants of each part")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    killed = total = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "checkout"
        left_out = shutil.ignore_patterns(".*", "build", "dist", "__pycache__")
        shutil.copytree(ROOT, copy, ignore=left_out)
        for name in asked.targets:
            try:
                of_name, tried_of_name = run(name, asked.sample, asked.seed, copy)
            except subprocess.CalledProcessError:
                print(f"{name}: the tests fail without any mutant", file=sys.stderr)
                return 2
            print(f"{name}: {of_name} of {tried_of_name} noticed", flush=True)
            killed, total = killed + of_name, total + tried_of_name
    return int(killed < ENOUGH * total)


if __name__ == "__main__":
    sys.exit(main())
