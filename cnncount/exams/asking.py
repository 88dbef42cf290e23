"""What a question asks, counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from cnncount.analysis.count import DTYPES, Report, count
from cnncount.analysis.explain.interpretation import Value
from cnncount.conventions.library import convention
from cnncount.errors import Problem, SpecError
from cnncount.exams.key import SHAPES, Question
from cnncount.figures.figure import Unit
from cnncount.layers.base import FIGURES
from cnncount.network import tree
from cnncount.network.tree import Leaf, Row
from cnncount.spec.files import Folder
from cnncount.spec.library import Choice, find
from cnncount.wording import did_you_mean


@dataclass(frozen=True)
class Subject:
    """What a question is about: a counted network, and the part of it that is asked for.

    Attributes:
        question: the question.
        report: the network, counted as the question says.
    """

    question: Question
    report: Report

    @cached_property
    def rows(self) -> list[Row]:
        """Every layer, and every group, in order."""
        return [*_with_groups(self.report)]

    @cached_property
    def row(self) -> Row | None:
        """The layer or group asked for; None for the whole network.

        Raises:
            SpecError: there is none of this path.
        """
        return None if self.question.asked.layer is None else self.at(self.question.asked.layer)

    def at(self, path: str) -> Row:
        """The layer or group of a path; errors as in `row`."""
        for row in self.report.rows(path.count(".") + 1):
            if row.path == path:
                return row
        hint = did_you_mean(path, [row.path for row in self.rows])
        message = f"{self.report.name} has no layer {path!r}{hint}"
        raise SpecError([Problem(message, self.question.place)])

    def value(self) -> Value:
        """The answer that the count gives."""
        asked = self.question.asked
        own = self.quantity(self.row)
        if asked.over is None:
            return own
        other = self._divisor(asked.over)
        if isinstance(own, tuple) or isinstance(other, tuple) or other == 0:
            raise SpecError(
                [Problem(f"{asked.quantity} cannot be divided so", self.question.place)]
            )
        return Fraction(own) / other

    def _divisor(self, over: str) -> Value:
        if any(row.path == over for row in self.rows):
            return self.quantity(self.at(over))
        return replace(self, report=counted(self.question, arch=over)).quantity(None)

    def quantity(self, row: Row | None) -> Value:
        """The quantity asked for, of a row or of the whole network."""
        asked, report = self.question.asked, self.report
        part = row or tree.whole(report.network)
        match asked.quantity:
            case "output_shape":
                return part.out_shape
            case "input_shape":
                return part.in_shape
            case "output_size":
                return part.out_shape[1:] or (1,)
            case "channels":
                return part.out_shape[0]
            case "receptive_field":
                return _along(part.receptive_field.size)
            case "stride":
                return _along(part.receptive_field.jump)
            case "layers":
                kinds = [asked.kind] if isinstance(asked.kind, str) else asked.kind
                return sum(
                    times
                    for leaf, times in tree.leaves(part.node)
                    if kinds is None or leaf.layer.kind in kinds
                )
            case figure:
                return report.figure(str(figure), part.node) * self.element_size()

    def element_size(self) -> int:
        """Bytes, or bits, of an element where the answer is in them; else 1."""
        dtype, unit = self.question.asked.dtype, getattr(self.question.answer, "unit", None)
        if dtype is None:
            return 1
        return DTYPES[dtype] * (8 if unit is Unit.BIT else 1)

    def work(self) -> str | None:
        """The arithmetic of the answer, where it is one layer's."""
        asked = self.question.asked
        if self.row is None or not isinstance(self.row.node, Leaf) or asked.over is not None:
            return None
        leaf = self.row.node
        if asked.quantity in SHAPES:
            return ", ".join(leaf.costs.size_work()) or None
        if asked.quantity in FIGURES:
            return leaf.costs.work(str(asked.quantity))
        return self.report.convention.work(leaf) if asked.quantity == "flops" else None


def _along(sizes: tuple[Any, ...]) -> Value:
    """One number where all axes agree, else one for each."""
    whole = tuple(-(-size // 1) for size in sizes)
    return int(whole[0]) if len(set(whole)) == 1 else tuple(map(int, whole))


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


_DEPTH = 12


def subject(question: Question, counts: dict[str, Report] | None = None) -> Subject:
    """What a question is about, counted.

    Args:
        question: the question.
        counts: what was counted for the questions before it, and goes for this one too if it asks
            about the same network.

    Raises:
        SpecError: its network is not there, or cannot be counted as it says.
    """
    if counts is None:
        return Subject(question, counted(question))
    asked = question.asked
    network = (asked.arch, id(question.spec), asked.set, asked.input, asked.batch, asked.convention)
    if repr(network) not in counts:
        counts[repr(network)] = counted(question)
    return Subject(question, counts[repr(network)])


def counted(
    question: Question,
    *,
    arch: str | None = None,
    choice: Choice | None = None,
    **changes: Any,
) -> Report:
    """The network of a question.

    Args:
        question: the question.
        arch: another network than the question's own.
        choice: the network, where it was found already.
        changes: arguments of `count` in place of what the question says.

    Raises:
        SpecError: the network is not there, or cannot be counted so.
    """
    asked = question.asked
    own = arch is None
    arguments: dict[str, Any] = {
        "variables": asked.set if own else {},
        "input": asked.input if own else None,
        "batch": asked.batch,
        "convention": asked.convention,
        **changes,
    }
    try:
        if isinstance(arguments["convention"], str):
            arguments["convention"] = convention(arguments["convention"], Folder(question.folder))
        return count(choice or _choice(question, arch or asked.arch), **arguments)
    except SpecError as error:
        placed = [
            problem if problem.place else problem._replace(place=question.place)
            for problem in error.problems
        ]
        raise SpecError(placed) from None


def _choice(question: Question, arch: str | None) -> Choice:
    if question.spec is not None and arch is None:
        return Choice(question.spec, None, "the network")
    return find(str(arch), Folder(question.folder))
