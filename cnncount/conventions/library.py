"""The conventions that come with the package, and those in a user's file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from cnncount.conventions.convention import Convention, load
from cnncount.errors import Problem, SpecError, no_such
from cnncount.spec.document import read_file, read_named
from cnncount.spec.files import Folder

_HERE = Path(__file__).parent
DEFAULT = "lecture"


@cache
def convention_names() -> Sequence[str]:
    """The bundled conventions: those of papers and lectures, then those of tools, each by name.

    A data file in this folder is found by being there.
    """
    return [path.stem for path in sorted(_HERE.glob("*.yaml"), key=_by_tool)]


def _by_tool(path: Path) -> tuple[bool, str]:
    """Whether a tool's, read off the file's lines: names come without loading it all."""
    return bool(re.search("^tool:", path.read_text(encoding="utf-8"), re.MULTILINE)), path.stem


def convention(name: str, folder: Folder | None = None) -> Convention:
    """A bundled convention by its name, or one from a file ending in .yaml or .yml.

    ``fvcore@0.1.5.post20221221`` is a tool's convention of that version, and no other.

    Args:
        name: the name.
        folder: where a file is looked for if another file names it; None if the user does.

    Raises:
        SpecError: there is none of this name or version, or the file is wrong.
    """
    bare, at, version = name.partition("@")
    if bare in convention_names():
        found = _bundled(bare)
        if at:
            _of_version(found, version)
        return found
    if name.endswith((".yaml", ".yml")):
        if folder is None:
            return load(read_file(name))
        return load(read_named(name, folder, ("unit", "rules")))
    raise SpecError([no_such("convention", bare, convention_names())])


def names_convention(name: str) -> bool:
    """Whether a name is a convention's: a bundled one's, or that of a file with rules and a unit.

    Raises:
        SpecError: the file cannot be read.
    """
    if name.partition("@")[0] in convention_names():
        return True
    if not name.endswith((".yaml", ".yml")):
        return False
    root = read_file(name)
    return isinstance(root.value, dict) and {"rules", "unit"} <= root.value.keys()


@cache
def _bundled(name: str) -> Convention:
    return load(read_file(str(_HERE / f"{name}.yaml")))


def _of_version(found: Convention, version: str) -> None:
    """Refuse a convention that stands for another version of its tool, or for none."""
    tool = found.written.tool
    if tool is None:
        raise SpecError([Problem(f"{found.name!r} has no version: it is no tool's")])
    if tool.version != version:
        here = f"'{found.name}@{tool.version}'"
        raise SpecError([Problem(f"no convention '{found.name}@{version}'; here it is {here}")])
