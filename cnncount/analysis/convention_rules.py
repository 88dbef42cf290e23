"""What conventions say of themselves, as results: their rules, sources and notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field

from cnncount.analysis.result import Result
from cnncount.conventions import Convention


@dataclass(frozen=True)
class ConventionRule:
    """What a convention counts for layers.

    Attributes:
        layers: the kind or family of layers, in the JSON under ``for``.
        count: the formula.
        source: where the rule is from, if the file says so.
    """

    layers: Annotated[str, Field(serialization_alias="for")]
    count: str
    source: str | None


@dataclass(frozen=True)
class ConventionTool:
    """The program that a convention stands for.

    Attributes:
        name: its name.
        version: the version whose rules these are.
        mode: how it was called, where that changes what it counts.
    """

    name: str
    version: str
    mode: str | None


@dataclass(frozen=True, kw_only=True, repr=False)
class ConventionInfo(Result):
    """A convention with its rules.

    Attributes:
        name: the name by which it is chosen.
        title: what it counts, in a few words.
        unit: what one of its units is called.
        mac: how many units a multiply-accumulate is.
        source: the paper, lecture or tool whose numbers it gives.
        tool: the program, where it stands for one.
        notes: what a reader should know.
        rules: a formula for each kind or family.
        nothing: the kinds and families that it counts nothing for.
    """

    name: str
    title: str
    unit: str
    mac: int
    source: str
    tool: ConventionTool | None
    notes: tuple[str, ...]
    rules: tuple[ConventionRule, ...]
    nothing: tuple[str, ...]

    def records(self) -> Iterable[Mapping[str, Any]]:
        """A mapping for each rule."""
        return list(self.to_dict()["rules"])


@dataclass(frozen=True, kw_only=True, repr=False)
class ConventionList(Result):
    """Several conventions.

    Attributes:
        conventions: with their rules.
    """

    conventions: tuple[ConventionInfo, ...]

    def records(self) -> Iterable[Mapping[str, Any]]:
        """A mapping for each convention, without its rules."""
        for each in self.to_dict()["conventions"]:
            yield {key: value for key, value in each.items() if key not in ("rules", "nothing")}


def convention_info(convention: Convention) -> ConventionInfo:
    """A convention with its rules."""
    written = convention.written
    tool = written.tool
    return ConventionInfo(
        name=written.name,
        title=written.title,
        unit=written.unit,
        mac=written.mac,
        source=written.source,
        tool=ConventionTool(tool.name, tool.version, tool.mode) if tool else None,
        notes=tuple(convention.notes()),
        rules=tuple(ConventionRule(*rule) for rule in written.formulas),
        nothing=tuple(written.nothing),
    )


def convention_list(conventions: Iterable[Convention]) -> ConventionList:
    """Several conventions with their rules."""
    return ConventionList(conventions=tuple(map(convention_info, conventions)))
