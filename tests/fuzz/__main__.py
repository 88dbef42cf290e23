"""Many cases: `python -m tests.fuzz --cases 100000 --seed 1 specs keys`.

Each case is made of the seed, its kind and its number, so that any can be made again. They run in a
process that the next one replaces after some thousands, or when it dies; a failure is tried again
in a process of its own, and is written to a folder: `FOLDER/KIND-NUMBER`.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import tempfile
import time
from collections import Counter
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from tests.fuzz.case import Case
from tests.fuzz.inputs import KINDS
from tests.fuzz.judge import Failure, Judge

CHUNK = 5_000
EACH = 3
"""So many failures of one kind are written."""


def made(kind: str, seed: int, number: int) -> Case:
    """The case of this number."""
    return KINDS[kind]()(Random(f"{seed}:{kind}:{number}"))


def work(kind: str, seed: int, start: int, end: int, said: Connection) -> None:
    """Run the cases from one number to another, and say the number of each, with its failure."""
    maker = KINDS[kind]()
    with tempfile.TemporaryDirectory() as folder:
        judge = Judge(Path(folder))
        with judge.ready():
            for warm in range(20):  # What is imported at its first use is not a case's own.
                judge.failure(maker(Random(f"warm:{warm}")))
            for number in range(start, end):
                said.send((number, None))
                failure = judge.failure(maker(Random(f"{seed}:{kind}:{number}")))
                if failure is not None:
                    said.send((number, failure))
    said.send((end, None))


def ran(kind: str, seed: int, start: int, end: int) -> tuple[int, list[tuple[int, Failure]]]:
    """Run cases in a process; the number of the next, and the failures."""
    here, there = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(
        target=work, args=(kind, seed, start, end, there)
    )
    process.start()
    there.close()
    number, failures = start, []
    while True:
        try:
            number, failure = here.recv()
        except EOFError:
            break
        if failure is not None:
            failures.append((number, failure))
    process.join()
    if number < end:
        failures.append((number, Failure(f"the process ended: {process.exitcode}", "")))
        number += 1
    return number, failures


def shortened(text: str) -> str:
    """The last lines of a text, each cut to what a terminal shows."""
    return "\n".join(line[:160] for line in text.splitlines()[-12:])


def main() -> int:
    """Run what the command line asks for; 1 if anything failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("kinds", nargs="*", default=[*KINDS], help=f"of {', '.join(KINDS)}")
    parser.add_argument("--cases", type=int, default=10_000, help="of each kind")
    parser.add_argument("--start", type=int, default=0, help="the number of the first")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--folder", type=Path, default=Path("build/fuzz"))
    asked = parser.parse_args()
    seen: Counter[str] = Counter()
    for kind in asked.kinds:
        began, number, end = time.monotonic(), asked.start, asked.start + asked.cases
        while number < end:
            number, failures = ran(kind, asked.seed, number, min(end, number + CHUNK))
            for failed, _ in failures:
                again = ran(kind, asked.seed, failed, failed + 1)[1]
                if not again:
                    continue
                name = f"{kind}: {again[0][1].kind}"
                seen[name] += 1
                if seen[name] <= EACH:
                    folder = asked.folder / f"{kind}-{asked.seed}-{failed}"
                    case = made(kind, asked.seed, failed)
                    case.write(folder)
                    print(f"{folder}: {name}\n{shortened(again[0][1].details)}\n", flush=True)
        took = time.monotonic() - began
        print(f"{kind}: {asked.cases} cases in {took:.0f} s", flush=True)
    for name, times in seen.most_common():
        print(f"{times:8} {name}")
    return int(bool(seen))


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.exit(main())
