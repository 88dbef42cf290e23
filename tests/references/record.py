"""The record of what other people's models count, and where it differs from our count."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ..layers.lone import priced
from . import ours
from .keras_layers import Case
from .ours import Reference

HERE = Path(__file__).parent
RECORD = HERE / "record.json"
KERAS = HERE / "keras.json"
DEEPSPEED = HERE / "deepspeed.json"
DIFFERENCES = HERE / "differences.yaml"


def read(path: Path = RECORD) -> dict[str, Any]:
    """A record: `versions`, and under `references` an entry for each key; Keras's has `layers`."""
    if not path.is_file():
        return {"versions": {}, "references": {}}
    return json.loads(path.read_text(encoding="utf-8"))


def write(record: dict[str, Any], path: Path = RECORD) -> None:
    """Write a record, an entry on a line, so that a difference of two records can be read."""
    parts = [f'"versions": {json.dumps(record["versions"])}']
    for part in sorted(record.keys() - {"versions"}):
        entries = (
            f"  {json.dumps(key, ensure_ascii=False)}: {json.dumps(entry, ensure_ascii=False)}"
            for key, entry in sorted(record[part].items())
        )
        parts.append(f'"{part}": {{\n' + ",\n".join(entries) + "\n}")
    path.write_text("{" + ",\n ".join(parts) + "}\n", encoding="utf-8")


@cache
def differences() -> list[dict[str, Any]]:
    """The known differences: `models`, `figures`, `by` how much theirs is more, and `because`."""
    return yaml.safe_load(DIFFERENCES.read_text(encoding="utf-8")) or []


def known(call: str, figure: str) -> tuple[float, str]:
    """By how much a model's figure is known to be more than ours, and why; 0 where it is equal."""
    for difference in differences():
        if call in difference["models"] and figure in difference["figures"]:
            return difference["by"], difference["because"]
    return 0, ""


def compared(reference: Reference, entry: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Each figure of an entry: its name, theirs less what is known to differ, and ours."""
    report = reference.counted()

    def less(figure: str, theirs: float) -> float:
        return theirs - known(reference.call, figure)[0]

    yield "input", entry["input"], list(report.input)
    yield "params", less("params", entry["params"]), report.figure("params")
    if "buffers" in entry:
        yield "buffers", less("buffers", entry["buffers"]), report.figure("buffers")
    if "shapes" in entry:
        yield "shapes", Counter(entry["shapes"]), ours.shapes(report)
    if "macs" in entry:
        theirs = {int(n): times for n, times in entry["macs"].items()}
        yield "macs", theirs, dict(ours.macs(report))
    for name, theirs in entry["totals"].items():
        yield name, less(name, theirs), ours.total(reference, report, name)
    metadata = entry.get("metadata", {})
    if "num_params" in metadata:
        theirs = less("num_params", metadata["num_params"])
        yield "num_params", theirs, report.figure("params")
    if "ops" in metadata:
        theirs = round(less("ops", metadata["ops"]), 3)
        yield "ops", theirs, round(report.figure("macs") / 10**9, 3)


def disagreements(reference: Reference, entry: dict[str, Any]) -> list[str]:
    """What differs without a reason that is known, in words."""
    found = []
    for figure, theirs, our in compared(reference, entry):
        if isinstance(our, dict):
            if theirs != our:
                more, fewer = Counter(theirs) - Counter(our), Counter(our) - Counter(theirs)
                found.append(f"{figure}: they also have {dict(more)}, we also {dict(fewer)}")
        else:
            found += difference(figure, theirs, our)
    return found


def layer_disagreements(case: Case, entry: dict[str, Any]) -> list[str]:
    """By how much TensorFlow's profiler's figure for a layer is not our price, in words."""
    return difference(case.key, entry["float_ops"], priced("tf_profiler_keras3", case))


def difference(figure: str, theirs: Any, our: Any) -> list[str]:
    """A figure that is not ours, in words; nothing where it is."""
    by = f" ({theirs - our:+,})" if isinstance(our, int) else ""
    return [] if theirs == our else [f"{figure}: theirs {theirs}, ours {our}{by}"]
