"""Which data a step takes, and the names under which its output is found."""

from __future__ import annotations

from cnncount.layers.base import Layer
from cnncount.messages import text
from cnncount.network.problems import WalkProblems
from cnncount.network.scope import Scope, State
from cnncount.registry import Step
from cnncount.spec.terms import Term
from cnncount.wording import closest


def inputs_of(
    step: Step, term: Term, state: State, scope: Scope, problems: WalkProblems
) -> list[State]:
    """The data that a step takes; none, and a problem, where there is no such data.

    Args:
        step: the step.
        term: the step as it was written.
        state: the data of the step before.
        scope: the list in which it is.
        problems: takes what is wrong.
    """
    if isinstance(step, Layer) and step.family == "join" and not isinstance(step.from_, list):
        problems.report(term, text("join-one-input", kind=step.kind), term.at("from"))
        return []
    if step.from_ is None:
        return [state]
    names = [step.from_] if isinstance(step.from_, str) else step.from_
    found = []
    for number, name in enumerate(names):
        data = scope.find(name)
        if data is None:
            guess = closest(name, scope.known())
            inside = text("no-layer-inside", name=name, guess=guess)
            before = text("no-layer-before", name=name, guess=guess)
            message = inside if problems.inside() else before
            problems.report(term, message, term.at("from", number))
        else:
            found.append(data)
    if not names:
        problems.report(term, text("from-empty"), term.at("from"))
    elif len(names) > 1 and not isinstance(step, Layer):
        message = text("group-one-input", kind=step.kind, n=len(names))
        problems.report(term, message, term.at("from"))
    return found if problems.is_sound(term) else []


def register(name: str, state: State, term: Term, scope: Scope, problems: WalkProblems) -> None:
    """Make the output of a step known by its name; a problem where the name is taken."""
    if name == "input":
        problems.report(term, text("name-input"), term.at("name"))
    elif name in scope.states:
        problems.report(term, text("name-twice", name=name), term.at("name"))
    else:
        scope.register(name, state)


def register_fallback(term: Term, state: State, scope: Scope) -> None:
    """Make a step that could not be counted known by its names, so that `from` finds it."""
    default = scope.names.of_layer(term.kind) if term.kind else None
    for name in (default, term.arguments.get("name")):
        if isinstance(name, str):
            scope.register(name, state)
