"""What a paper prints about its networks: a data file beside the architecture's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from cnncount.errors import Place, Problem, SpecError
from cnncount.figures.figure import Quantity, match
from cnncount.figures.notation import Answer, Worked, parse
from cnncount.figures.refusal import FigureError
from cnncount.figures.shape import PrintedShape
from cnncount.layers.base import FIGURES
from cnncount.spec.bundled import archs_dir
from cnncount.spec.document import Node, read_file
from cnncount.spec.files import is_regular
from cnncount.spec.validation import document
from cnncount.wording import quoted

PrintedQuantity = Literal[(*FIGURES, "flops", "channels", "conv_layers")]  # type: ignore[valid-type]
"""What figures are about: a figure of every layer; operations, where it is not said which; the maps
of an output; and the number of convolutions."""


_Figures = Annotated[dict[str, str | int], Field(min_length=1)]


class Written(BaseModel):
    """A file of printed figures.

    Attributes:
        title: what the table is called, where it is not a family's own.
        source: where the figures are printed.
        notes: what a reader should know about them.
        conventions: under which they may have been counted, as the paper says, or as was found.
        pairs: networks that are printed plain and with an addition, where that is the point.
        figures: for a quantity, each network's figure as it is printed.
        layers: for a network and a quantity, the figures of its layers by their paths.
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)

    title: str = ""
    source: str
    notes: list[str] = []
    conventions: list[str] = []
    pairs: dict[str, str] = {}
    figures: dict[PrintedQuantity, _Figures] = {}
    layers: dict[str, dict[PrintedQuantity, _Figures]] = {}


def printed_schema() -> dict[str, Any]:
    """The JSON Schema (draft-07) of such files, from the model that judges them."""
    from cnncount.spec.schema import DRAFT, mapping

    return {"$schema": DRAFT, "title": "cnncount printed figures", **mapping(Written, {}, dict)}


class Printed(NamedTuple):
    """The printed figures of a family.

    Attributes:
        written: the file's own words: title, source, notes, conventions, pairs.
        figures: for a quantity (``macs``), each network's figure, read.
        layers: for a network and a quantity, the figures of its layers.
    """

    written: Written
    figures: Mapping[str, Mapping[str, Quantity]]
    layers: Mapping[str, Mapping[str, Mapping[str, Quantity]]]

    @property
    def networks(self) -> list[str]:
        """The networks of which anything is printed, in the order of the file."""
        tables = [*self.figures.values(), self.layers]
        return list(dict.fromkeys(name for table in tables for name in table))


def tables() -> list[str]:
    """The names of all files of printed figures: families, and tables of several."""
    return sorted(path.name.removesuffix(_SUFFIX) for path in archs_dir().glob(f"*{_SUFFIX}"))


def printed(family: str) -> Printed:
    """The printed figures of a bundled family; none where there is no file of them.

    Raises:
        SpecError: the file is wrong.
    """
    path = archs_dir() / f"{family}{_SUFFIX}"
    return load(path) if is_regular(path) else Printed(Written(source=""), {}, {})


_SUFFIX = ".printed.yaml"


def load(path: Path) -> Printed:
    """Read a file of printed figures; errors as in `printed`."""
    node = read_file(str(path))
    refusal = "a file of printed figures is a mapping"
    written = document(Written, node, "the file", refusal)
    problems: list[Problem] = []
    figures = {
        quantity: _read(networks, problems, node, "figures", quantity)
        for quantity, networks in written.figures.items()
    }
    layers = {
        network: {
            quantity: _read(paths, problems, node, "layers", network, quantity)
            for quantity, paths in quantities.items()
        }
        for network, quantities in written.layers.items()
    }
    problems += _unpaired(written, node)
    for number, name in enumerate(written.conventions):
        if name in written.conventions[:number]:
            message = f"{quoted(name)} is listed twice"
            problems.append(Problem(message, node.at("conventions", number)))
    if problems:
        raise SpecError(problems)
    return Printed(written, figures, layers)


def _unpaired(written: Written, node: Node) -> Iterator[Problem]:
    """What the table of pairs lacks: the operations of a network, or a convention to try."""
    for pair in written.pairs.items():
        for name in pair:
            if name not in written.figures.get("flops", {}):
                message = f"the figures have no flops of {quoted(name)}"
                yield Problem(message, node.at("pairs", pair[0]))
    if written.pairs and not written.conventions:
        yield Problem("'pairs' needs 'conventions'", node.at("pairs"))


def _read(
    typed: Mapping[str, str | int], problems: list[Problem], node: Node, *keys: str
) -> dict[str, Quantity]:
    """Figures that stand together, read; what cannot be is a problem."""
    for key in keys:
        node = node.value[key]
    figures: dict[str, Quantity] = {}
    for name, text in typed.items():
        place: Place = node.value[name].place
        try:
            answer = parse(str(text))
            if keys[-1] in _NO_BYTES or keys[0] == "layers":
                _refuse_kilos(answer)
        except FigureError as error:
            problems.append(Problem(error.why, place.moved(error.column)))
            continue
        if isinstance(answer, PrintedShape | Worked):
            problems.append(Problem("expected a figure", place))
        else:
            figures[name] = answer
    return figures


_NO_BYTES = "flops", "channels", "conv_layers"


def _refuse_kilos(answer: Answer) -> None:
    """Refuse KB and MB, which may be of 1000 or of 1024 bytes, where no bytes are counted.

    Raises:
        AmbiguousFigure: that is what the answer is in.
    """
    if not isinstance(answer, PrintedShape | Worked):
        match(answer, 0)
