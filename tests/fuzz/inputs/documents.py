"""The documents that the generators begin with, and the words that mean something in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml
import yamlcore

ROOT = Path(__file__).parents[3]

FORMATS = ("table", "json", "csv", "markdown", "latex", "html")


def trees(paths: Iterable[Path], most: int = 4_000) -> list[Any]:
    """The documents that are no larger than so many bytes; a mapping each."""
    found = []
    for path in sorted(paths):
        if path.stat().st_size <= most and (tree := parsed(path.read_text("utf-8"))):
            found.append(tree)
    assert found
    return found


def parsed(text: str) -> dict[str, Any] | None:
    """The mapping that a YAML text holds, if it holds one that can be written again."""
    try:
        tree = yaml.load(text, Loader=yamlcore.CCoreLoader)
    except (yaml.YAMLError, ValueError):
        return None
    return tree if isinstance(tree, dict) else None


@cache
def bundled() -> list[Any]:
    """The small ones of the bundled architectures: to explain a large one takes seconds."""
    paths = (path for path in (ROOT / "archs").glob("*.yaml") if path.suffixes == [".yaml"])
    return trees(paths, 2_500)


def words(*schemas: Any) -> list[str]:
    """Every key and choice that JSON Schemas name."""
    return sorted({word for schema in schemas for word in _words(schema)})


def _words(schema: Any) -> Iterator[str]:
    if isinstance(schema, list):
        for item in schema:
            yield from _words(item)
    elif isinstance(schema, dict):
        yield from schema.get("properties", ())
        yield from (word for word in schema.get("enum", ()) if isinstance(word, str))
        for child in schema.values():
            yield from _words(child)


def written(random: Random) -> list[str]:
    """Now and then an output format."""
    return ["--format", random.choice(FORMATS)] if random.random() < 0.3 else []


def encoding(random: Random) -> str:
    """The encoding of the output."""
    return "utf-8" if random.random() < 0.9 else random.choice(("ascii", "latin-1", "cp949"))
