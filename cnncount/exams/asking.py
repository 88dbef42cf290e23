"""What a question asks, counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from fractions import Fraction
from functools import cached_property
from string import ascii_uppercase
from typing import Any

from cnncount.analysis.count import DTYPES, Report
from cnncount.analysis.explain.interpretation import Value
from cnncount.errors import Problem, SpecError
from cnncount.exams.answers import read_answer
from cnncount.exams.counting import Counts, counted, counted_other
from cnncount.exams.fields import SHAPES, several
from cnncount.exams.formulas import points
from cnncount.exams.key import Question
from cnncount.exams.quantities import Part, element_count, value_of
from cnncount.exams.solving import solutions
from cnncount.exams.typed.parts import Typed
from cnncount.figures.figure import Unit
from cnncount.figures.refusal import FigureError
from cnncount.layers.base import FIGURES
from cnncount.network import tree
from cnncount.network.tree import Leaf, Row
from cnncount.wording import did_you_mean

_DEPTH = 12


@dataclass(frozen=True)
class Subject:
    """What a question is about: a counted network, and the part of it that is asked for.

    Attributes:
        question: the question.
        report: the network, counted as the question says.
        other: the network that `over` names, where it is one.
    """

    question: Question
    report: Report
    other: Report | None = None

    @cached_property
    def rows(self) -> list[Row]:
        """Every layer, and every group, in order."""
        return [*_with_groups(self.report)]

    @cached_property
    def row(self) -> Row | None:
        """The layer or group asked for; None for the whole network, and for several layers.

        Raises:
            SpecError: there is none of this path.
        """
        return None if self.question.asked.layer is None else self.at(self.question.asked.layer)

    @cached_property
    def part(self) -> Part:
        """What is asked for; errors as in `row`."""
        asked = self.question.asked
        return self.selected(asked.layer, asked.patterns, asked.kinds)

    @property
    def leaf(self) -> Leaf | None:
        """The layer asked for, where it is one."""
        one = self.row is not None and isinstance(self.row.node, Leaf)
        return self.row.node if one and self.row and isinstance(self.row.node, Leaf) else None

    @property
    def is_plain(self) -> bool:
        """Whether one quantity of one part is asked for, and nothing is divided or solved."""
        asked = self.question.asked
        composed = asked.over or asked.share or asked.plus or asked.solve or asked.symbols
        return not composed and len(asked.terms) == 1

    @property
    def quantity(self) -> str:
        """The quantity asked for, where it is one."""
        return str(self.question.asked.quantity)

    def at(self, path: str) -> Row:
        """The layer or group of a path; errors as in `row`."""
        for row in self.report.rows(path.count(".") + 1):
            if row.path == path:
                return row
        hint = did_you_mean(path, [row.path for row in self.rows])
        message = f"{self.report.name} has no layer {path!r}{hint}"
        raise SpecError([Problem(message, self.question.at("layer"))])

    def selected(self, layer: str | None, patterns: list[str], kinds: list[str]) -> Part:
        """The layer of a path, or those whose paths match a pattern, or all.

        Raises:
            SpecError: there is no such layer.
        """
        of_kinds = frozenset(kinds)
        if layer is not None:
            return Part(self.report, (self.at(layer),), of_kinds)
        if not patterns:
            return Part(self.report, (tree.whole(self.report.network),), of_kinds)
        found: dict[str, Row] = {}
        for pattern in patterns:
            matching = [row for row in self.rows if fnmatchcase(row.path, pattern)]
            if not matching:
                message = f"{self.report.name} has no layer that matches {pattern!r}"
                raise SpecError([Problem(message, self.question.at("layers"))])
            found.update((row.path, row) for row in matching)
        return Part(self.report, tuple(_outermost(found)), of_kinds)

    @cached_property
    def solutions(self) -> list[int]:
        """The values that a question with `solve` may be answered with.

        Raises:
            SpecError: there are none.
        """
        asked = self.question.asked
        if self.leaf is None:
            raise SpecError([Problem("'solve' needs a layer", self.question.place)])
        try:
            found = solutions(asked, self.leaf)
        except (FigureError, ValueError) as error:
            raise SpecError([Problem(str(error), self.question.place)]) from None
        if not found:
            message = f"no {asked.solve} of {asked.layer} gives {asked.output}"
            raise SpecError([Problem(message, self.question.place)])
        return found

    @cached_property
    def points(self) -> list[tuple[dict[str, int], Value]]:
        """Values for the symbols of the answer, each with what is counted there."""
        asked = self.question.asked
        found = []
        for point in points(asked.symbols or []):
            report = counted(self.question, variables={**asked.set, **point})
            found.append((point, Subject(self.question, report, self.other).value()))
        return found

    @cached_property
    def options(self) -> list[tuple[str, Typed]]:
        """The choices by their letters.

        Raises:
            SpecError: one cannot be read.
        """
        asked = self.question.asked
        found = []
        for letter, option in zip(ascii_uppercase, asked.choices or (), strict=False):
            try:
                found.append((letter, read_answer(asked, str(option))))
            except FigureError as error:
                message = f"choice {letter} cannot be read: {error.why}"
                raise SpecError([Problem(message, self.question.place)]) from None
        return found

    def value(self) -> Value:
        """The answer that the count gives; the smallest of several.

        Raises:
            SpecError: it cannot be counted.
        """
        asked = self.question.asked
        if asked.solve is not None:
            return self.solutions[0]
        own = self.asked_of(self.part)
        if asked.share:
            return self._ratio(own, self.asked_of(self.selected(None, [], [])))
        if asked.over is None:
            return own
        return self._ratio(own, self._divisor(asked.over))

    def asked_of(self, part: Part) -> Value:
        """What is asked, of a part; the whole of a sum."""
        asked = self.question.asked
        try:
            if len(asked.terms) == 1 and not asked.plus:
                value = value_of(part, asked.terms[0])
                return value if isinstance(value, tuple) else value * self.element_size()
            total = sum(element_count(part, term) for term in asked.terms)
            for term in asked.plus:
                added = self.selected(term.layer, several(term.layers), several(term.kind))
                total += element_count(added, term.quantity)
            return total * self.element_size()
        except ValueError as error:
            raise SpecError([Problem(str(error), self.question.place)]) from None

    def quantity_of(self, row: Row) -> Value:
        """What is asked, of another layer or group."""
        return self.asked_of(replace(self.part, rows=(row,)))

    def _ratio(self, own: Value, other: Value) -> Fraction:
        if isinstance(own, tuple) or isinstance(other, tuple) or other == 0:
            message = f"{self.question.asked.quantity}: cannot form this ratio"
            raise SpecError([Problem(message, self.question.place)])
        return Fraction(own) / other

    def _divisor(self, over: str | dict[str, Any]) -> Value:
        if isinstance(over, str) and any(row.path == over for row in self.rows):
            return self.asked_of(replace(self.part, rows=(self.at(over),)))
        other = self.other or counted_other(self.question)
        return replace(self, report=other).asked_of(
            Part(other, (tree.whole(other.network),), self.part.kinds)
        )

    def element_size(self) -> int:
        """Bytes, or bits, of an element where the answer is in them; else 1."""
        dtype = self.question.asked.dtype
        if dtype is None:
            return 1
        answer = self.question.answer
        in_bits = isinstance(answer, Typed) and answer.unit is Unit.BIT
        return DTYPES[dtype] * (8 if in_bits else 1)

    def work(self) -> str | None:
        """The arithmetic of the answer, where it is one layer's."""
        asked, leaf = self.question.asked, self.leaf
        if leaf is None or not self.is_plain or asked.kinds:
            return None
        if asked.quantity in SHAPES:
            return ", ".join(map(str, leaf.costs.size_arithmetic())) or None
        if asked.quantity in FIGURES:
            return str(leaf.costs.arithmetic(self.quantity))
        return str(self.report.convention.arithmetic(leaf)) if asked.quantity == "flops" else None


def _outermost(found: dict[str, Row]) -> list[Row]:
    """The rows that lie in no other of them."""
    return [
        row
        for path, row in found.items()
        if not any(path.startswith(f"{other}.") for other in found)
    ]


def _with_groups(report: Report) -> list[Row]:
    """The rows at every depth: groups as well as layers."""
    found: dict[str, Row] = {}
    for depth in (*range(1, _DEPTH), None):
        before = len(found)
        for row in report.rows(depth):
            found.setdefault(row.path, row)
        if len(found) == before and depth is not None:
            break
    return list(found.values())


def subject(question: Question, counts: Counts | None = None) -> Subject:
    """What a question is about, counted.

    Args:
        question: the question.
        counts: the networks that were counted for the questions before it.

    Raises:
        SpecError: its network is not there, or cannot be counted as it says.
    """
    return Subject(question, counted(question) if counts is None else counts.of(question))
