"""Other people's models as they are, counted by every tool, beside our count: `make witness`.

Runs in .venv-witness, and writes record.json. Names of networks count those alone again; --missing
counts what the record lacks, models and tools. Exit status 1: a figure differs from ours, and
differences.yaml does not say why.
"""

from __future__ import annotations

import copy
import datetime
import importlib
import importlib.metadata
import multiprocessing
import platform
import sys
import warnings
from collections import Counter
from typing import Any

import torch

from tests.conventions.tools import TOOLS
from tests.conventions.tools import Counter as Tool

from . import record
from .ours import references, shapes_text

PACKAGES = [
    *("torch", "torchvision", "timm", "pytorchcv", "pretrainedmodels"),
    *("fvcore", "thop", "ptflops", "torchinfo", "torchprofile", "calflops", "deepspeed"),
]
OPERATORS = {"conv", "linear", "addmm", "matmul"}
"""What fvcore calls convolutions and fully connected layers."""


def deepspeed(model: Any, x: Any) -> int:
    """It puts something in the place of PyTorch's functions for good, so it must run last."""
    from deepspeed.profiling.flops_profiler import get_model_profile

    flops, _, _ = get_model_profile(model, args=[x], print_profile=False, as_string=False)
    return int(flops)


WITNESSES: dict[str, Tool] = {**TOOLS, "deepspeed": deepspeed}
"""By the name of the convention."""


def measured(key: str, entry: dict[str, Any] | None = None) -> dict[str, Any]:
    """An entry of the record: what the model itself has, and what each tool counts for it.

    Of an entry that is given, the tools that it lacks are added.
    """
    reference = next(found for found in references() if found.key == key)
    warnings.simplefilter("ignore")
    torch.manual_seed(0)
    torch.backends.mha.set_fastpath_enabled(False)  # which is one operator that no tool counts
    torch.set_num_threads(1)  # several wait for one another where the processors are busy
    module, _, function = reference.written["model"].rpartition(".")
    make = getattr(importlib.import_module(module), function)
    arguments = {
        name: given(value) for name, value in reference.written.get("arguments", {}).items()
    }
    model = make(**arguments).eval()
    shape = reference.counted().input
    x = torch.randn(1, *shape)
    with torch.no_grad():
        entry = entry or {
            "date": datetime.date.today().isoformat(),
            "input": list(shape),
            "params": sum(parameter.numel() for parameter in model.parameters()),
            "shapes": dict(own_shapes(model)),
            "totals": {},
            "metadata": metadata(module, function),
            "macs": macs(copy.deepcopy(model), x),
        }
        for name in lacking(entry):
            try:
                entry["totals"][name] = WITNESSES[name](copy.deepcopy(model), x)
            except Exception as error:  # a tool that fails on a model is a fact about the tool
                entry.setdefault("failed", {})[name] = f"{type(error).__name__}: {error}"[:200]
    return entry


def lacking(entry: dict[str, Any]) -> list[str]:
    """The tools that an entry says nothing of."""
    return [name for name in WITNESSES if name not in entry["totals"] | entry.get("failed", {})]


def given(argument: Any) -> Any:
    """An argument as the function takes it: a class, where the spec names one of torch.nn."""
    prefix, _, name = str(argument).rpartition(".")
    return getattr(torch.nn, name) if prefix == "torch.nn" else argument


def own_shapes(model: Any) -> Counter[str]:
    """The shapes of the parameters of every module that has some of its own."""
    found: Counter[str] = Counter()
    for module in model.modules():
        own = [list(parameter.shape) for parameter in module.parameters(recurse=False)]
        if own:
            found[shapes_text(own)] += 1
    return found


def macs(model: Any, x: Any) -> dict[int, int]:
    """What fvcore counts for each convolution and fully connected layer, and how many have it."""
    from fvcore.nn import FlopCountAnalysis

    analysis = FlopCountAnalysis(model, x)
    analysis.unsupported_ops_warnings(False).uncalled_modules_warnings(False)
    by_module = analysis.by_module_and_operator()
    found: Counter[int] = Counter()
    for name, module in model.named_modules():
        if not any(module.children()):
            counts = [int(n) for operator, n in by_module[name].items() if operator in OPERATORS]
            found.update(n for n in counts if n)
    return dict(sorted(found.items()))


def metadata(module: str, function: str) -> dict[str, Any]:
    """What torchvision keeps beside the weights."""
    if module != "torchvision.models":
        return {}
    from torchvision.models import get_model_weights

    meta = next(iter(get_model_weights(function))).meta
    return {"num_params": meta["num_params"], "ops": meta["_ops"]}


def main(chosen: list[str]) -> int:
    """Measure, compare, and write the record."""
    versions = {"python": platform.python_version()}
    versions |= {package: importlib.metadata.version(package) for package in PACKAGES}
    all_of_them = {reference.key: reference for reference in references()}
    old = record.read()
    kept = old["references"] if chosen and old["versions"] == versions else {}
    entries = {key: kept[key] for key in all_of_them if key in kept}
    wrong = 0
    for package in PACKAGES:
        importlib.import_module(package)  # here once, rather than in every process
    context = multiprocessing.get_context("fork")
    for key, reference in all_of_them.items():
        entry = entries.get(key) if chosen == ["--missing"] else None
        if entry is not None and not lacking(entry):
            continue
        if chosen not in ([], ["--missing"]) and reference.choice.name not in chosen:
            continue
        with context.Pool(1) as pool:  # a process for each, since some tools leave traces
            entries[key] = pool.apply(measured, (key, entry))
        found = record.disagreements(reference, entries[key])
        failed = [f"{name} failed: {why}" for name, why in entries[key].get("failed", {}).items()]
        print(key, *(found or ["agrees"]), *failed, sep="\n    ", flush=True)
        wrong += bool(found)
        record.write({"versions": versions, "references": entries})
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
