"""The index of the bundled networks, counted: ``python -m cnncount.analysis.index`` writes it."""

from __future__ import annotations

from collections.abc import Iterator

from cnncount.analysis.count import count
from cnncount.spec.bundled import archs_dir, families
from cnncount.spec.index import FILE, Entry, written
from cnncount.spec.library import find_family


def counted() -> Iterator[Entry]:
    """Every bundled network, from its spec, family by family."""
    for path in families():
        for choice in find_family(path.stem):
            report = count(choice)
            params, macs = report.figure("params"), report.figure("macs")
            spec = choice.spec
            yield Entry(choice.name, path.stem, spec.name, spec.source, report.input, params, macs)


if __name__ == "__main__":
    (archs_dir() / FILE).write_text(written(counted()), encoding="utf-8")
