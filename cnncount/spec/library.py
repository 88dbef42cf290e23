"""The architectures that come with the package, found by name."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from cnncount.errors import Problem, Problems, SpecError, refusal
from cnncount.messages import text
from cnncount.spec.document import read_file, read_named, read_text
from cnncount.spec.family import Spec
from cnncount.spec.files import Folder
from cnncount.spec.load import load
from cnncount.wording import closest


class Choice(NamedTuple):
    """A family, and which of its variants."""

    spec: Spec
    variant: str | None
    name: str


file_readers: dict[str, Callable[[str], Choice]] = {}
"""What reads files other than YAML as networks, by their suffix; importing registers its own."""


def archs_dir() -> Path:
    """The folder of bundled networks."""
    return _bundled("archs", "archs")


def examples_dir() -> Path:
    """The folder of example files, which the documents show."""
    return _bundled("examples", "docs/examples")


def _bundled(packaged: str, in_checkout: str) -> Path:
    """A folder inside an installed package, or its place in a checkout."""
    package = Path(__file__).parent.parent
    folder = package / packaged
    return folder if folder.is_dir() else package.parent / in_checkout


def families() -> list[Path]:
    """The bundled files."""
    return sorted(p for p in archs_dir().glob("*.yaml") if p.suffixes == [".yaml"])


def names() -> list[str]:
    """Every bundled network's name: variants, and the families that have none."""
    found: list[str] = []
    for path in families():
        found += _variants(path) or [path.stem]
    return found


def _variants(path: Path) -> list[str]:
    """The variants of a bundled file, read off its lines: names come without loading it all."""
    text = path.read_text(encoding="utf-8")
    section = re.search(r"^variants:\n((?:[ #].*\n|\n)+)", text, re.MULTILINE)
    return re.findall(r"^  ([\w.\-]+):", section[1], re.MULTILINE) if section else []


def is_known(arch: str) -> bool:
    """Whether ARCH is a bundled name, or has the form of a file's."""
    return (
        _is_file(arch)
        or _is_file(arch.rpartition(":")[0])
        or arch in names()
        or any(path.stem == arch for path in families())
    )


def _is_file(arch: str) -> bool:
    return "/" in arch or arch == "-" or arch.endswith((".yaml", ".yml", *file_readers))


def find(arch: str, folder: Folder | None = None) -> Choice:
    """What ARCH names: a bundled network, ``-`` for standard input, a file, or ``FILE:VARIANT``.

    Args:
        arch: the name.
        folder: where a file is looked for if another file names it; None if the user does.

    Raises:
        SpecError: there is no such network or file, or the file is wrong.
    """
    if reader := file_readers.get(Path(arch).suffix):
        return reader(arch)
    path, colon, variant = arch.rpartition(":")
    if colon and _is_file(path) and "/" not in variant:
        return _chosen(_loaded(path, folder), variant, variant)
    if _is_file(arch):
        return _chosen(_loaded(arch, folder), None, _stem(arch))
    for family in families():
        if arch in (variants := _variants(family)) or family.stem == arch:
            return _chosen(_loaded(str(family)), arch if arch in variants else None, arch)
    raise refusal("no-architecture", name=arch, guess=closest(arch, names()))


def find_text(content: str, name: str = "<text>") -> Choice:
    """The network of a spec that is given as text.

    Args:
        content: the YAML.
        name: what messages call it.

    Raises:
        SpecError: the text is wrong, or is a family with variants.
    """
    problems = Problems()
    spec = load(read_text(content, name, problems), problems)
    return _chosen(spec, None, spec.name)


def find_family(family: str) -> list[Choice]:
    """Every variant of a bundled family, or of a file; errors as in `find`."""
    if _is_file(family):
        spec = _loaded(family)
    else:
        stems = {path.stem: path for path in families()}
        if family not in stems:
            raise refusal("no-family", name=family, guess=closest(family, stems))
        spec = _loaded(str(stems[family]))
    return [Choice(spec, variant, variant) for variant in spec.variants] or [
        Choice(spec, None, _stem(family))
    ]


def _stem(arch: str) -> str:
    return "stdin" if arch == "-" else Path(arch).stem


def _loaded(path: str, folder: Folder | None = None) -> Spec:
    """A file's spec together with what is wrong with it, to which counting it will add."""
    problems = Problems()
    if folder is None:
        return load(read_file(path, problems), problems)
    return load(read_named(path, folder, ("input", "layers"), problems), problems)


def _chosen(spec: Spec, variant: str | None, name: str) -> Choice:
    if variant is None and spec.variants:
        message = text("choose-variant", family=spec.name, variants=spec.variants)
        raise SpecError([*spec.problems, Problem(message)])
    if variant is not None and variant not in spec.variants:
        guess = closest(variant, spec.variants)
        message = text("no-variant", family=spec.name, variant=variant, guess=guess)
        raise SpecError([*spec.problems, Problem(message)])
    return Choice(spec, variant, name)
