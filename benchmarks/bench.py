"""What counting costs. Machines differ, so every line is a ratio of two things timed side by side.

The two of a pair take turns, A B A B …, so that a slow spell of the machine meets both; a ratio is
the median of the pairs' ratios.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

PYTHON = sys.executable
MIB = 1024 if sys.platform != "darwin" else 1024 * 1024
MAIN_JOB = [PYTHON, "-m", "cnncount", "resnet152", "--per-layer"]
FIRST_JOB = [PYTHON, "-m", "cnncount", "lenet5", "--per-layer"]
VERSION = [PYTHON, "-m", "cnncount", "--version"]
MINIMAL = [PYTHON, str(Path(__file__).with_name("minimal.py")), "lenet5"]
LIBRARIES = [PYTHON, "-c", "import typer, rich, yaml, pydantic"]
IN_USE = [
    PYTHON,
    "-c",
    "import typer, rich, yaml\nfrom pydantic import BaseModel\nclass A(BaseModel): x: int",
]


def pairs(
    a: Callable[[], float], b: Callable[[], float], rounds: int
) -> tuple[float, float, float]:
    """The medians of both and of their ratio, after a round that is not counted."""
    a(), b()
    times = [(a(), b()) for _ in range(rounds)]
    one, other = zip(*times, strict=True)
    return median(one), median(other), median(x / y for x, y in times)


def process(command: list[str]) -> tuple[float, float]:
    """The seconds of a whole process, and its peak memory in MiB."""
    start = perf_counter()
    quiet = subprocess.DEVNULL
    child = subprocess.Popen(command, stdout=quiet, stderr=quiet, stdin=quiet)
    _, status, used = os.wait4(child.pid, 0)
    seconds = perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 2):  # 2 is the status of a mistyped name
        raise SystemExit(f"{command} ended with {child.returncode}")
    return seconds, used.ru_maxrss / MIB


def seconds(command: list[str]) -> float:
    """The seconds of a whole process."""
    return process(command)[0]


def timed(job: Callable[[], object], times: int) -> Callable[[], float]:
    """A job as the seconds that one of several runs in a row takes."""

    def once() -> float:
        start = perf_counter()
        for _ in range(times):
            job()
        return (perf_counter() - start) / times

    return once


def line(what: str, a: float, b: float, ratio: float, target: str) -> None:
    """One result."""
    print(f"{what:60} {1e3 * a:8.2f} ms {1e3 * b:8.2f} ms {ratio:7.2f}   {target}")


def start_up() -> None:
    """Whole processes. They come first: a child's peak counts what its parent held at its birth."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed is compiled
    typed = [*VERSION[:-1], "resnt50"]
    for name, one, other, target in (
        ("lenet5 --per-layer : a minimal program with typer", FIRST_JOB, MINIMAL, "at most 1.3"),
        ("list : --version", [*VERSION[:-1], "list"], VERSION, "at most 1.5"),
        ("a mistyped name : --version", typed, VERSION, "at most 1.5"),
        ("resnet152 --per-layer : importing its libraries", MAIN_JOB, LIBRARIES, "at most 2"),
        # importing pydantic loads next to nothing of it; a first model loads the rest
        ("resnet152 --per-layer : importing them, and one model", MAIN_JOB, IN_USE, ""),
    ):
        line(name, *pairs(partial(seconds, one), partial(seconds, other), 15), target)
    peak = median(process(MAIN_JOB)[1] for _ in range(5))
    print(f"{'resnet152 --per-layer, peak memory':60} {peak:8.1f} MiB{'':20}   below 60")


def warm() -> None:
    """In a running process, from the loaded spec to every total."""
    from cnncount.analysis.count import count
    from cnncount.spec.library import Choice, find

    figures = ("params", "macs", "flops", "activations", "memory")
    resnet = find("resnet152")

    def counting(choice: Choice, **variables: object) -> Callable[[], float]:
        def job() -> list[int]:
            report = count(choice, variables=variables)
            return [report.figure(figure) for figure in figures]

        return timed(job, 50)

    once = counting(resnet)
    line("resnet152 counted : itself", *pairs(once, once, 30), "below 5 ms")
    deep = counting(resnet, depths=[30, 80, 360, 30])
    line("ten times as many blocks : resnet152", *pairs(deep, once, 30), "below 1.5")

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "repeated.yaml")
        path.write_text(textwrap.dedent(REPEATED), encoding="utf-8")
        repeated = find(str(path))
        many, few = counting(repeated, times=1_000_000), counting(repeated, times=10)
        line("1,000,000 repetitions : 10", *pairs(many, few, 30), "about 1")

    text = timed(lambda: find("resnet152"), 5)
    line("resnet152 read and checked : counted", *pairs(text, once, 15), "")


REPEATED = """\
    name: Repeated
    input: [8, 32, 32]
    vars: {times: 10}
    layers:
      - conv: {out: 16, kernel: 3, padding: 1}
      - stage:
          name: middle
          repeat: $times
          layers:
            - conv: {out: 16, kernel: 3, padding: 1}
            - batch_norm
            - relu
      - global_avg_pool
      - linear: {out: 10}
"""

if __name__ == "__main__":
    print(f"{'A : B':60} {'A':>11} {'B':>11} {'A/B':>7}   target")
    start_up()
    warm()
