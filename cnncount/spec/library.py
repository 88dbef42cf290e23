"""The architectures that come with the package, found by name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from cnncount.errors import Problem, Problems, SpecError, refusal
from cnncount.messages import text
from cnncount.spec.arch import file_readers, is_file, parse_arch, unknown_network
from cnncount.spec.bundled import archs_dir, families
from cnncount.spec.document import read_named, read_text
from cnncount.spec.family import Spec
from cnncount.spec.files import Folder, text_of
from cnncount.spec.index import index
from cnncount.spec.load import load
from cnncount.spec.settings import assigned
from cnncount.wording import closest


class Choice(NamedTuple):
    """A family, which of its variants, and the variables that were set with it.

    Attributes:
        spec: the family.
        variant: the variant; None where the family has none.
        name: what the variant or the file is called.
        settings: values for the family's variables, from ``resnet50:downsample_at=3x3``.
    """

    spec: Spec
    variant: str | None
    name: str
    settings: Mapping[str, Any] = {}


def find(arch: str, folder: Folder | None = None) -> Choice:
    """What ARCH names, in one of the forms of `parse_arch`.

    Args:
        arch: the name.
        folder: where a file is looked for if another file names it; None if the user does.

    Raises:
        SpecError: there is no such network or file, or the file is wrong.
    """
    asked = parse_arch(arch)
    settings = assigned(asked.settings, arch)
    if asked.file is not None:
        reader = file_readers.get(Path(asked.file).suffix)
        if reader is not None and folder is None:  # A file of a model may hold code.
            choice: Choice = reader(asked.file)
            return choice._replace(settings=settings)
        name = asked.name if asked.name is not None else _stem(asked.file)
        return _chosen(_loaded(asked.file, folder), asked.name, name, settings)
    assert asked.name is not None
    entry = index().get(asked.name)
    family = asked.name if entry is None else entry.family
    if entry is None and family not in _stems():
        raise SpecError([unknown_network(asked.name)])
    spec = _loaded(str(archs_dir() / f"{family}.yaml"))
    variant = asked.name if asked.name in spec.variants else None
    return _chosen(spec, variant, asked.name, settings)


def find_text(content: str, name: str = "<text>") -> Choice:
    """The network of a spec that is given as text.

    Args:
        content: the YAML.
        name: what messages call it.

    Raises:
        SpecError: the text is wrong, or is a family with variants.
    """
    spec = _read(content, name)
    return _chosen(spec, None, spec.name, {})


def find_family(family: str) -> list[Choice]:
    """Every variant of a bundled family, or of a file; errors as in `find`."""
    if is_file(family):
        spec = _loaded(family)
    else:
        stems = _stems()
        if family not in stems:
            raise refusal("no-family", name=family, guess=closest(family, stems))
        spec = _loaded(str(archs_dir() / f"{family}.yaml"))
    return [Choice(spec, variant, variant) for variant in spec.variants] or [
        Choice(spec, None, _stem(family))
    ]


def _stems() -> list[str]:
    return [path.stem for path in families()]


def _stem(arch: str) -> str:
    return "stdin" if arch == "-" else Path(arch).stem


def _loaded(path: str, folder: Folder | None = None) -> Spec:
    """A file's spec together with what is wrong with it, to which counting it will add."""
    if folder is None:
        return _read(*text_of(path))
    problems = Problems()
    return load(read_named(path, folder, ("input", "layers"), problems), problems)


@lru_cache(maxsize=4)  # a large file takes tens of megabytes
def _read(text: str, name: str) -> Spec:
    """The spec of a text, once for all of its variants."""
    problems = Problems()
    return load(read_text(text, name, problems), problems)


def _chosen(spec: Spec, variant: str | None, name: str, settings: Mapping[str, Any]) -> Choice:
    if variant is None and spec.variants:
        message = text("choose-variant", family=spec.name, variants=spec.variants)
        raise SpecError([*spec.problems, Problem(message)])
    if variant is not None and variant not in spec.variants:
        guess = closest(variant, spec.variants)
        message = text("no-variant", family=spec.name, variant=variant, guess=guess)
        raise SpecError([*spec.problems, Problem(message)])
    return Choice(spec, variant, name, settings)
