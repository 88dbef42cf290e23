"""Blocks: named lists of layers with variables of their own, opened where a step uses them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cnncount.errors import Place
from cnncount.formula import Env
from cnncount.messages import text
from cnncount.network.limits import Limits
from cnncount.network.problems import WalkProblems
from cnncount.network.scope import Scope, State
from cnncount.spec.terms import Term, Work, misnamed, variables
from cnncount.unknown import UNKNOWN
from cnncount.wording import closest


class Blocks:
    """The blocks of a file.

    Args:
        blocks: by name; None for one that is wrong.
        variables: the file's variables, which every block sees.
        problems: takes what is wrong with a use of a block.
        limits: the bounds of the walk.
        work: what evaluating may still take.
    """

    def __init__(
        self,
        blocks: Mapping[str, Mapping[str, Any] | None],
        variables: Env,
        problems: WalkProblems,
        limits: Limits,
        work: Work,
    ) -> None:
        self._blocks = blocks
        self._variables = variables
        self._problems = problems
        self._limits = limits
        self._work = work

    def enter(
        self, name: str, given: Mapping[str, Any], state: State, term: Term
    ) -> tuple[Sequence[Term], Scope] | None:
        """Open a block: its layers, and their scope.

        Args:
            name: the block.
            given: values for its variables.
            state: the data that comes in.
            term: the step that uses it.

        Returns:
            None where that cannot be. The problem is reported.
        """
        block = self._found(name, term)
        if block is None:
            return None
        declared = block["vars"]
        given = self._checked(name, declared, given, term)
        if not self._problems.is_sound(term):
            return None
        self._limits.take(term, len(declared))
        defaults = {key: value for key, value in declared.items() if key not in given}
        outside = {**with_shape(self._variables, state), **given}
        with self._problems.within(name, None, term):
            own = self._problems.report_all(
                term, lambda found: variables(defaults, outside, found, self._work)
            )
        return block["layers"], Scope({**outside, **own}, state)

    def allows(
        self, given: Mapping[str, Any], first: Mapping[str, Any], term: Term, scope: Scope
    ) -> bool:
        """Whether a list of layers may have these variables, and others in its first repetition."""
        for name in {**given, **first}:
            if wrong := misnamed(name):
                self._problems.report(term, wrong, _given_place(term, name))
        known = [*scope.env, *given]
        for name in first:
            if name not in known:
                message = text("no-var-first", name=name, guess=closest(name, known))
                self._problems.report(term, message, _given_place(term, name))
        return self._problems.is_sound(term)

    def _found(self, name: str, term: Term) -> Mapping[str, Any] | None:
        place, using = term.at("block"), self._problems.blocks
        if name not in self._blocks:
            message = text("no-block", name=name, guess=closest(name, self._blocks))
            self._problems.report(term, message, place)
            return None
        if name in using:
            chain = [*filter(None, using[using.index(name) :]), name]
            self._problems.report(term, text("block-in-itself", name=name, chain=chain), place)
            return None
        return self._blocks[name]

    def _checked(
        self, name: str, declared: Mapping[str, Any], given: Mapping[str, Any], term: Term
    ) -> dict[str, Any]:
        """The values that are given, after a report of those that are wrong or lack."""
        for key in given:
            if key not in declared:
                message = text("no-block-var", block=name, name=key, guess=closest(key, declared))
                self._problems.report(term, message, _given_place(term, key))
        kept = {key: value for key, value in given.items() if value is not None}
        missing = [key for key, value in declared.items() if value is None and key not in kept]
        if missing:
            example = ", ".join(f"{key}: …" for key in missing)
            message = text("block-vars-missing", block=name, names=missing, example=example)
            self._problems.report(term, message)
        return kept


def with_shape(env: Env, state: State) -> Env:
    """Variables, and the shape of the data, which formulas in layers know as well."""
    if state.shape is None:
        return {**env, "channels": UNKNOWN, "size": UNKNOWN}
    return {**env, "channels": state.shape[0], "size": list(state.shape[1:])}


def _given_place(term: Term, key: str) -> Place:
    """The place where a step sets a var."""
    given = "with" if key in term.arguments.get("with", ()) else "first"
    return term.node.at(given, key)
