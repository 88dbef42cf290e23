"""The bundled networks as a result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cnncount.analysis.result import Result
from cnncount.shapes import Shape
from cnncount.spec.index import Entry


@dataclass(frozen=True, kw_only=True)
class BundledNetwork:
    """A network that comes with the package.

    Attributes:
        name: the variant's name, or the file's where it has no variants.
        family: the name of its file without the suffix.
        title: the family's name, as its paper writes it.
        source: the paper, book or code that the family is taken from.
        input: the input's shape, channels first, without the batch.
        params: trained values.
        macs: multiply-accumulates for one example.
    """

    name: str
    family: str
    title: str
    source: str | None
    input: Shape
    params: int
    macs: int


@dataclass(frozen=True, kw_only=True, repr=False)
class Listing(Result):
    """The bundled networks.

    Attributes:
        networks: family by family.
    """

    networks: tuple[BundledNetwork, ...]

    def records(self) -> Iterable[Mapping[str, Any]]:
        """A mapping for each network."""
        return list(self.to_dict()["networks"])


def listing(entries: Iterable[Entry]) -> Listing:
    """The networks of the index."""
    return Listing(networks=tuple(BundledNetwork(**entry._asdict()) for entry in entries))
