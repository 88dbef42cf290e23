"""The conventions that come with the package, and those in a user's file."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from cnncount.conventions.convention import Convention, load
from cnncount.problems import Problem, SpecError, or_what_there_is
from cnncount.spec.document import read_file

_HERE = Path(__file__).parent
DEFAULT = "lecture"


def convention_names() -> list[str]:
    """The bundled conventions: those of papers and lectures, then those of tools, each by name.

    A data file in this folder is found by being there.
    """
    return [path.stem for path in sorted(_HERE.glob("*.yaml"), key=_by_tool)]


def _by_tool(path: Path) -> tuple[bool, str]:
    """Whether a tool's, read off the file's lines: names come without loading it all."""
    return bool(re.search("^tool:", path.read_text(encoding="utf-8"), re.MULTILINE)), path.stem


@cache
def convention(name: str) -> Convention:
    """A bundled convention by its name, or one from a file ending in .yaml or .yml.

    Raises:
        SpecError: there is none of this name, or the file is wrong.
    """
    bundled = _HERE / f"{name}.yaml"
    if "/" not in name and bundled.is_file():
        return load(read_file(str(bundled)))
    if name.endswith((".yaml", ".yml")):
        return load(read_file(name))
    hint = or_what_there_is(name, convention_names())
    raise SpecError([Problem(f"no convention {name!r}{hint}")])
