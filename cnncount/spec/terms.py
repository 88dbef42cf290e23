"""The expression tree as it is written: steps whose arguments may still be ``$names``, ``${…}``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import Any

from cnncount.errors import Place, Problem, Problems, SpecError
from cnncount.formula import Env, Formula, FormulaError, UnknownName, parse
from cnncount.messages import Text, text
from cnncount.registry import Step
from cnncount.spec.document import Node
from cnncount.unknown import UNKNOWN, Unknown
from cnncount.wording import closest

MAX_WORK = 1_000_000
"""Operations of all formulas of a file, and values with them, in one count."""

_START = 10
"""The cost of evaluating a formula, in addition to its operations."""

_OF_DATA = {"channels", "size"}
"""What formulas in layers call the shape of the data."""

_REFERENCE = re.compile(r"\$(?:([A-Za-z_][A-Za-z0-9_]*)|\{(.*)\})\Z", re.DOTALL)


@dataclass(slots=True)
class Work:
    """How much is left to be evaluated in a count.

    Attributes:
        place: the file.
        left: operations.
    """

    place: Place
    left: int = MAX_WORK

    def spend(self, operations: int) -> None:
        """Take some operations.

        Raises:
            SpecError: fewer are left.
        """
        self.left -= operations
        if self.left < 0:
            message = f"the expressions of this file take more than {MAX_WORK:,} operations"
            raise SpecError([Problem(message, self.place)])


@dataclass(slots=True, eq=False)
class Expression(Unknown):
    """A formula in a spec, and its place.

    Attributes:
        formula: the formula.
        node: the scalar that holds it.
        start: which of the scalar's characters is the formula's first.
    """

    formula: Formula
    node: Node
    start: int

    def value(self, env: Env, problems: Problems, work: Work) -> Any:
        """The value of the formula; `UNKNOWN`, and a problem, if it has none."""
        longest = max((_length(env.get(name)) for name in self.formula.names), default=1)
        work.spend(_START + self.formula.size * longest)
        if any(isinstance(env.get(name), Unknown) for name in self.formula.names):
            return UNKNOWN
        try:
            return self.formula.evaluate(env)
        except UnknownName as error:
            unknown = text("unknown-name", name=error.name, guess=closest(error.name, env))
            problems.add(Problem(unknown, self._at(error)))
        except FormulaError as error:
            problems.add(Problem(text("formula", reason=error.message), self._at(error)))
        return UNKNOWN

    def _at(self, error: FormulaError) -> Place:
        return self.node.within(self.start + error.column)


def _length(value: Any) -> int:
    """The items of a list; each may be an operation of a formula."""
    return len(value) if isinstance(value, list) else 1


@dataclass(slots=True, eq=False)
class Term:
    """A step as it is written.

    Attributes:
        step_class: the kind; None where what is written is no layer.
        arguments: by key; plain values, `Expression`s, and for nested keys `Term`s.
        node: the arguments in the document; a bare kind's own word where there are none.
        place: the place of the kind's name.
        step: the step itself, where no argument needs evaluating.
        broken: whether it is wrong whatever the variables are. That has been reported.
    """

    step_class: type[Step] | None
    arguments: Mapping[str, Any]
    node: Node = field(repr=False)
    place: Place
    step: Step | None = None
    broken: bool = False

    @property
    def kind(self) -> str:
        """The kind's name; empty where what is written is no layer."""
        return self.step_class.kind if self.step_class else ""

    def at(self, *path: str | int) -> Place:
        """The place of an argument or of a part of one; the kind's name if it is left out."""
        part = self.node.part(*path)
        return self.place if part is self.node else part.place


def with_expressions(node: Node, problems: Problems) -> Any:
    """The plain value of a node, with `Expression`s where it says ``$name`` or ``${…}``."""
    if isinstance(node.value, dict):
        return {key: with_expressions(child, problems) for key, child in node.value.items()}
    if isinstance(node.value, list):
        return [with_expressions(child, problems) for child in node.value]
    if not isinstance(node.value, str) or not node.value.startswith("$"):
        return node.value
    found = _REFERENCE.match(node.value)
    if found is None:
        unclosed = node.value.startswith("${") and "}" not in node.value
        message = text("expression-not-closed") if unclosed else text("expression-form")
        problems.add(Problem(message, node.place))
        return UNKNOWN
    group = 1 if found[1] else 2
    start = found.start(group)
    try:
        return Expression(parse(found[group]), node, start)
    except FormulaError as error:
        reason = text("formula", reason=error.message)
        problems.add(Problem(reason, node.within(start + error.column)))
        return UNKNOWN


def evaluated(value: Any, env: Env, problems: Problems, work: Work) -> Any:
    """The value with every `Expression` in it evaluated.

    Args:
        value: the value.
        env: what names refer to.
        problems: receives what is wrong. A value with a problem is `UNKNOWN`.
        work: what this may take.

    Raises:
        SpecError: it takes more.
    """
    if isinstance(value, Expression):
        return value.value(env, problems, work)
    if isinstance(value, dict):
        work.spend(len(value))
        return {key: evaluated(item, env, problems, work) for key, item in value.items()}
    if isinstance(value, list):
        work.spend(len(value))
        return [evaluated(item, env, problems, work) for item in value]
    return value


def variables(
    written: Mapping[str, Any], env: Env, problems: Problems, work: Work
) -> dict[str, Any]:
    """The values of variables that may refer to one another, in any order.

    Args:
        written: their values, or expressions, by name.
        env: other names that they may refer to.
        problems: takes what is wrong. A variable without a value is `UNKNOWN`.
        work: as for `evaluated`.

    Returns:
        The variables, in the order in which they are written.
    """
    known = dict(env)
    waiting = dict(written)
    while waiting:
        refers = {name: sorted(_names(value) & waiting.keys()) for name, value in waiting.items()}
        for name in refers.keys() & env.keys():
            refers[name] = [other for other in refers[name] if other != name]
        try:
            order = list(TopologicalSorter(refers).static_order())
        except CycleError as error:
            circle = _circle(error.args[1], list(written))
            place = next(e.node.place for e in _expressions(written[circle[0]]))
            message = text("circular-var", name=circle[0], chain=circle)
            problems.add(Problem(message, place))
            for name in circle[1:]:
                known[name] = UNKNOWN
                del waiting[name]
            continue
        for name in order:
            value = evaluated(waiting.pop(name), known, problems, work)
            known[name] = UNKNOWN if has_unknowns(value) else value
    return {name: known[name] for name in written}


def _circle(cycle: list[str], order: list[str]) -> list[str]:
    """The names of a `CycleError`, each before those that it refers to, from the first written."""
    names = cycle[:0:-1]
    first = names.index(min(names, key=order.index))
    return [*names[first:], *names[: first + 1]]


def _names(value: Any) -> set[str]:
    return {name for expression in _expressions(value) for name in expression.formula.names}


def _expressions(value: Any) -> Iterator[Expression]:
    return (item for item in _unknowns(value) if isinstance(item, Expression))


def has_unknowns(value: Any) -> bool:
    """Whether there is anywhere in the value an `Expression`, or something else yet unknown."""
    return next(_unknowns(value), None) is not None


def _unknowns(value: Any) -> Iterator[Unknown]:
    if isinstance(value, Unknown):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _unknowns(item)


def misnamed(name: str) -> Text | None:
    """What is wrong with a variable's name that no formula could mean by it."""
    try:
        free = parse(name).names == {name} and name not in _OF_DATA
    except FormulaError:
        free = False
    return None if free else text("reserved-name", name=name)
