"""The bundled networks at a glance: an index that is generated, and read without loading a spec."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from cnncount.spec.bundled import archs_dir

FILE = "index.json"


class Entry(NamedTuple):
    """A bundled network in the index.

    Attributes:
        name: the variant's name, or the file's where it has no variants.
        family: the name of the file without its suffix.
        title: the family's name, as its paper writes it.
        source: the paper, book or code that the family is taken from.
        input: channels, then spatial sizes.
        params: trained values.
        macs: multiply-accumulates for one example.
    """

    name: str
    family: str
    title: str
    source: str | None
    input: tuple[int, ...]
    params: int
    macs: int


@cache
def index() -> Mapping[str, Entry]:
    """Every bundled network by its name, family by family."""
    families = json.loads((archs_dir() / FILE).read_text(encoding="utf-8"))
    return {
        name: Entry(
            name,
            family,
            written["title"],
            written["source"],
            tuple(figures["input"]),
            figures["params"],
            figures["macs"],
        )
        for family, written in families.items()
        for name, figures in written["networks"].items()
    }


def names() -> list[str]:
    """Every bundled network's name: variants, and the families that have none."""
    return list(index())


def written(entries: Iterable[Entry]) -> str:
    """The index as the text of its file, with a line for each network."""
    families: dict[str, list[Entry]] = {}
    for entry in entries:
        families.setdefault(entry.family, []).append(entry)
    return "{\n" + ",\n".join(_family(of) for of in families.values()) + "\n}\n"


def _family(entries: list[Entry]) -> str:
    first = entries[0]
    about = {"title": first.title, "source": first.source}
    head = ", ".join(f"{_json(key)}: {_json(value)}" for key, value in about.items())
    lines = [
        f"    {_json(each.name)}: "
        + _json({"input": each.input, "params": each.params, "macs": each.macs})
        for each in entries
    ]
    networks = ",\n".join(lines)
    return f'  {_json(first.family)}: {{{head}, "networks": {{\n{networks}\n  }}}}'


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
