"""A combinator is one new file: what is dropped into its folder counts, and does all the rest."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import cnncount
from cnncount.combinators import __path__ as folders
from cnncount.network.combinator import Combinator
from cnncount.registry import kind_class, modules

FORK = '''\
"""fork: two lists of layers on the same input, one after the other along the channels."""

from __future__ import annotations

from typing import ClassVar, Literal

from cnncount.layers.join.concat import Concat
from cnncount.network.combinator import Combinator
from cnncount.network.scope import Scope, State
from cnncount.network.tree import Group, Repeat
from cnncount.network.walk import Walk
from cnncount.registry import Steps
from cnncount.spec.terms import Term


class Fork(Combinator):
    """Both lists on the input, concatenated.

    Attributes:
        left: the first list.
        right: the second list.
    """

    kind = "fork"
    nested: ClassVar[dict[str, Literal["steps", "branches"]]] = {"left": "steps", "right": "steps"}

    left: Steps
    right: Steps

    def walk(
        self, walk: Walk, term: Term, name: str, state: State, scope: Scope
    ) -> tuple[Repeat | None, State]:
        inside = scope.group(state, name)
        left, a = walk.steps(self.left, state, inside)
        right, b = walk.steps(self.right, state, inside)
        join, out = walk.join(Concat(form=self.form), [a, b], term, inside)
        if out.shape is None:
            return None, out
        parts = {"left": left, "right": right}
        group = Group(
            name, self.kind, parts, out.shape, out.receptive_field, out.number, self, join
        )
        return Repeat(group, state.receptive_field), out
'''

SPEC = """\
name: N
input: [3, 8, 8]
layers:
  - relu: {name: stem}
  - fork: {name: f, from: input, left: [conv: {out: 2, kernel: 3, padding: 1}], right: [relu]}
  - stage:
      repeat: 2
      layers: [fork: {left: [relu, concat: {when: false}], right: []}]
"""

SCRIPT = """\
import json, sys
from pathlib import Path
from cnncount.analysis.count import count
from cnncount.analysis.expand import expanded
from cnncount.layers.base import FIGURES
from cnncount.spec.schema import architecture_schema

def rows(report):
    return [
        (row.path, row.in_shape, row.out_shape, *(report.figure(f, row.node) for f in FIGURES))
        for row in report.rows()
    ]

report = count("net.yaml")
Path("again.yaml").write_text(json.dumps(expanded(report)))
result = {
    "params": report.figure("params"),
    "out": report.network.out,
    "again": rows(count("again.yaml")) == rows(report),
    "schema": architecture_schema()["definitions"]["fork"]["required"],
}
if "torch" in sys.argv:
    import torch
    from cnncount.pytorch.verify import verify
    result["verified"] = verify(report, torch.device("cpu")).agrees
print(json.dumps(result))
"""


def with_a_fork(folder: Path, *arguments: str) -> dict[str, object]:
    """What the script prints in a copy of the package that has one more file."""
    package = Path(cnncount.__file__).parent
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(package, folder / "cnncount", ignore=ignored)
    if not (package / "archs").is_dir():
        shutil.copytree(package.parent / "archs", folder / "archs", ignore=ignored)
    (folder / "cnncount" / "combinators" / "fork.py").write_text(FORK, encoding="utf-8")
    (folder / "net.yaml").write_text(SPEC, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    run = [sys.executable, "-c", SCRIPT, *arguments]
    done = subprocess.run(run, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    result: dict[str, object] = json.loads(done.stdout)
    return result


EXPECTED = {
    "params": (3 * 3 * 3 + 1) * 2,
    "out": [(2 + 3) * 2 * 2, 8, 8],
    "again": True,
    "schema": ["left", "right"],
}


def test_a_new_combinator_counts_is_written_back_and_is_in_the_schema(tmp_path: Path) -> None:
    assert with_a_fork(tmp_path) == EXPECTED


@pytest.mark.torch
def test_a_new_combinator_is_verified_with_pytorch(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    assert with_a_fork(tmp_path, "torch") == {**EXPECTED, "verified": True}


def test_a_helper_file_in_the_folder_is_no_combinator() -> None:
    files = {path.stem for folder in folders for path in Path(folder).glob("*.py")}
    helpers = {name for name in files if name.startswith("_")}
    found = {kind for kind, module in modules().items() if ".combinators." in module}
    assert found == files - helpers
    for kind in found:
        assert issubclass(kind_class(kind) or object, Combinator)
