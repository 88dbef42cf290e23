"""Single layers as DeepSpeed's profiler counts them, for `make witness`.

Runs in .venv-witness, and writes deepspeed.json. Exit status 1: a figure differs from ours.
"""

from __future__ import annotations

import datetime
import importlib
import importlib.metadata
import multiprocessing
import platform
import sys
import warnings
from typing import Any

import torch
from torch import nn

from tests.conventions.torch_layers import BATCH, CASES
from tests.layers.lone import priced

from . import record
from .witness import deepspeed

PACKAGES = ["torch", "deepspeed"]


def layer(number: int) -> dict[str, Any]:
    """An entry of the record for a case."""
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    case = CASES[number]
    model = nn.Sequential(case.module()).eval()
    x = torch.ones(BATCH, *case.inputs[0])
    return {"date": datetime.date.today().isoformat(), "flops": deepspeed(model, x)}


def main() -> int:
    """Measure every case in a process of its own, write the record, and compare."""
    importlib.import_module("deepspeed")  # here once, rather than in every process
    context = multiprocessing.get_context("fork")
    layers, wrong = {}, 0
    for number, case in enumerate(CASES):
        with context.Pool(1) as pool:  # it leaves traces in PyTorch's functions
            layers[str(case)] = pool.apply(layer, (number,))
        ours = priced("deepspeed", case, BATCH)
        found = record.difference(str(case), layers[str(case)]["flops"], ours)
        print(*found, sep="\n", end="\n" if found else "", flush=True)
        wrong += bool(found)
    versions = {"python": platform.python_version()}
    versions |= {package: importlib.metadata.version(package) for package in PACKAGES}
    record.write({"versions": versions, "layers": layers}, record.DEEPSPEED)
    print(f"DeepSpeed: {len(CASES) - wrong} of {len(CASES)} layers agree")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
