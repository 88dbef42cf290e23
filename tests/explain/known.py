"""Printed figures with what is known to have been counted, counted here without `explain`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from cnncount.analysis.count import Report, count
from cnncount.analysis.explain.explain import explain, search
from cnncount.analysis.explain.explanation import Explanation
from cnncount.analysis.explain.networks import Subject
from cnncount.analysis.explain.printed_figure import read
from cnncount.analysis.explain.search import Search
from cnncount.conventions import convention
from cnncount.network.tree import Leaf, leaves
from cnncount.spec.library import find

_TABLES = yaml.safe_load((Path(__file__).parent / "figures.yaml").read_text(encoding="utf-8"))
_QUANTITIES = {"params": "params", "outputs": "activations"}


@dataclass(frozen=True)
class KnownFigure:
    """A printed figure.

    Attributes:
        asked: the network that is asked about.
        text: the figure as it is typed.
        table: what its table says of all its figures.
    """

    asked: str
    text: str
    table: Mapping[str, Any]

    @property
    def quantity(self) -> str:
        """What was counted."""
        return _QUANTITIES.get(self.table["counts"], "operations")

    def explained(self) -> Explanation:
        """What is found of it."""
        return explain(searched(self.asked), read(self.text), self.table.get("quantity"))

    def rank(self) -> int | None:
        """The place of what was counted among what is found, from 1 on; None if it is not there."""
        number = self.counted()
        for place, each in enumerate(self.explained().interpretations, start=1):
            if (each.counting.quantity, each.counting.number) == (self.quantity, number):
                return place
        return None

    def counted(self) -> int:
        """What was counted, without its unit."""
        choice = find(self.table.get("network", self.asked))
        code = self._code()
        variables = {**code.get("vars", {}), **self.table.get("set", {})}
        report = count(
            choice, variables=variables, input=self.table.get("input"), convention="macs"
        )
        number = _plain(report, self.table["counts"], code.get("forms", {}))
        return number + sum(_MORE[more](report) for more in self.table.get("also", ()))

    def _code(self) -> Mapping[str, Any]:
        choice = find(self.table.get("network", self.asked))
        of_library = (
            reference
            for reference in choice.spec.references
            if reference.get("variant") == choice.variant
            and reference["model"].startswith(self.table.get("code", " "))
        )
        return next(of_library, {})

    def __str__(self) -> str:
        return f"{self.asked} {self.text}"


@cache
def searched(network: str) -> Search:
    """The networks close to one, made once for all its figures."""
    return search(Subject(find(network)))


def known_figures() -> Iterator[KnownFigure]:
    """All of them."""
    for table in _TABLES:
        for asked, number in table["figures"].items():
            yield KnownFigure(asked, table["as"].format(number), table)


def _plain(report: Report, counts: str, forms: Mapping[str, str]) -> int:
    if counts == "params":
        return report.figure("params")
    if counts == "outputs":
        return _total(
            report, lambda leaf: leaf.costs.value("activations") if _has_matrix(leaf) else 0
        )
    return _total(report, lambda leaf: convention(counts).price(_in_form(leaf, forms)))


def _total(report: Report, figure: Callable[[Leaf], int]) -> int:
    return sum(times * figure(leaf) for leaf, times in leaves(report.network))


def _has_matrix(leaf: Leaf) -> bool:
    return leaf.layer.family in ("convolution", "fully_connected")


def _in_form(leaf: Leaf, forms: Mapping[str, str]) -> Leaf:
    form = forms.get(leaf.layer.kind)
    if form is None:
        return leaf
    return leaf._replace(layer=leaf.layer.model_copy(update={"form": form}))


def _unbiased(leaf: Leaf) -> bool:
    return leaf.layer.family == "convolution" and not leaf.costs.value("biases")


_MORE: Mapping[str, Callable[[Report], int]] = {
    "buffers": lambda report: report.figure("buffers"),
    "conv_biases": lambda r: _total(r, lambda leaf: leaf.costs.out[0] if _unbiased(leaf) else 0),
    "conv_bias_sums": lambda r: _total(
        r, lambda leaf: leaf.costs.value("activations") if _unbiased(leaf) else 0
    ),
    "no_scales": lambda report: -report.figure("affine") // 2,
}
