"""What a paper prints about its networks: a data file beside the architecture's own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict

from cnncount.answers.figure import FigureError, Quantity
from cnncount.answers.notation import Worked, parse
from cnncount.answers.shape import PrintedShape
from cnncount.library import archs_dir
from cnncount.problems import Place, Problem, SpecError
from cnncount.spec.document import Node, read_file
from cnncount.spec.validation import document


class Written(BaseModel):
    """A file of printed figures.

    Attributes:
        title: what the table is called, where it is not a family's own.
        source: where the figures are printed.
        notes: what a reader should know about them.
        conventions: under which they may have been counted, where the paper does not say.
        pairs: networks that are printed plain and with an addition, where that is the point.
        figures: for a quantity, each network's figure as it is printed.
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)

    title: str = ""
    source: str
    notes: list[str] = []
    conventions: list[str] = []
    pairs: dict[str, str] = {}
    figures: dict[str, dict[str, str | int]]


def printed_schema() -> dict[str, Any]:
    """The JSON Schema (draft-07) of such files, from the model that judges them."""
    from cnncount.spec.schema import DRAFT, mapping

    return {"$schema": DRAFT, "title": "cnncount printed figures", **mapping(Written, {}, dict)}


class Printed(NamedTuple):
    """The printed figures of a family.

    Attributes:
        written: the file's own words: title, source, notes, conventions, pairs.
        figures: for a quantity (``macs``), each network's figure, read.
    """

    written: Written
    figures: Mapping[str, Mapping[str, Quantity]]

    @property
    def networks(self) -> set[str]:
        """The networks of which anything is printed."""
        return {name for figures in self.figures.values() for name in figures}


def printed(family: str) -> Printed:
    """The printed figures of a bundled family; none where there is no file of them.

    Raises:
        SpecError: the file is wrong.
    """
    path = archs_dir() / f"{family}.printed.yaml"
    return load(path) if path.is_file() else Printed(Written(source="", figures={}), {})


def load(path: Path) -> Printed:
    """Read a file of printed figures; errors as in `printed`."""
    node = read_file(str(path))
    refusal = "a file of printed figures is a mapping"
    written = document(Written, node, "the file", refusal)
    problems: list[Problem] = []
    figures: dict[str, dict[str, Quantity]] = {}
    for quantity, networks in written.figures.items():
        figures[quantity] = {}
        for network, text in networks.items():
            try:
                answer = parse(str(text))
            except FigureError as error:
                place = _place(node, quantity, network)
                problems.append(Problem(error.why, place.moved(error.column)))
                continue
            if isinstance(answer, PrintedShape | Worked):
                problems.append(Problem("expected a figure", _place(node, quantity, network)))
            else:
                figures[quantity][network] = answer
    if problems:
        raise SpecError(problems)
    return Printed(written, figures)


def _place(node: Node, quantity: str, network: str) -> Place:
    found: Node = node.value["figures"].value[quantity].value[network]
    return found.place
