"""Repetition: the body of a stage or a dense block, walked as often as its shape keeps changing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

from pydantic import Field

from cnncount.errors import Problem
from cnncount.messages import text
from cnncount.network.combinator import Combinator
from cnncount.network.scope import Scope, State, Walked
from cnncount.network.tree import Group, Repeat, row_count
from cnncount.network.walk import Walk
from cnncount.network.writing import SpecWriter, Written
from cnncount.registry import Offset, Steps
from cnncount.shapes import Shape, ShapeError, shape_text
from cnncount.spec.terms import Term

_PATIENCE = 1_000
_MAX_CHANGING = 5_000


class Repeating(Combinator):
    """What stage and dense share: a body, as a block or as layers, and how often it stands."""

    nested: ClassVar[dict[str, Literal["steps", "branches"]]] = {"layers": "steps"}

    block: str | None = None
    layers: Steps | None = None
    with_: Annotated[dict[str, Any], Field(alias="with")] = {}
    repeat: Offset | None = None
    first: dict[str, Any] = {}

    def label(self, scope: Scope) -> str:
        """Its name; inline layers without a name and repetitions stand among those around them."""
        if self.repeat is None and self.block is None:
            return self.name or ""
        default = scope.names.of_layer(self.block or self.kind)
        return self.name or default

    def join(self, body: Walked, state: State, scope: Scope, walk: Walk, term: Term) -> _Joined:
        """What happens behind one repetition's body; here nothing."""
        return None, body[1]

    def walk(
        self, walk: Walk, term: Term, name: str, state: State, scope: Scope
    ) -> tuple[Repeat | None, State]:
        """Walk the repetitions; those that no longer change the shape are counted once."""
        if (self.block is None) == (self.layers is None):
            walk.problems.report(term, text("block-or-layers", kind=self.kind))
            return None, state.unknown()
        if self.block is None and not walk.blocks.allows(self.with_, self.first, term, scope):
            return None, state.unknown()
        body = _Body(self, walk, term)
        if self.repeat is None:
            inside = scope.group(state, name)
            group, end = body.once(name, self.with_ | self.first, state, inside)
            return (Repeat(group, state.receptive_field) if group else None), end
        children, end = _repetitions(body, self.repeat, state, scope)
        if end.shape is None:
            return None, end
        parts = {"layers": children}
        group = Group(name, self.kind, parts, end.shape, end.receptive_field, end.number, self)
        return Repeat(group, state.receptive_field), end

    def written(self, group: Group, common: Written, write: SpecWriter) -> list[Written]:
        """The layers themselves; the repetitions, if there are any, as groups of them."""
        layers = write.steps(group.parts["layers"])
        layers += write.before_join(group.join)
        repeated = group.join is None
        return [{"stage" if repeated else self.kind: common | {"layers": layers}}]


_Joined = tuple["Repeat | None", "State"]


class _Body(NamedTuple):
    step: Repeating
    walk: Walk
    term: Term

    def once(
        self,
        name: str,
        given: Mapping[str, Any],
        state: State,
        scope: Scope,
        number: int | None = None,
    ) -> tuple[Group | None, State]:
        """One repetition; `scope` is the list in which inline layers stand."""
        step, walk = self.step, self.walk
        if step.block is None:
            layers: Sequence[Term] = step.layers or ()
            inside = scope.with_values(given) if given else scope
        else:
            entered = walk.blocks.enter(step.block, given, state, self.term)
            if entered is None:
                return None, state.unknown()
            layers, inside = entered
        with walk.problems.within(step.block, number, self.term):
            walked = walk.steps(layers, state, inside)
        join, end = step.join(walked, state, inside, walk, self.term)
        if end.shape is None:
            return None, end
        parts = {"layers": walked[0]}
        group = Group(
            name, step.kind, parts, end.shape, end.receptive_field, end.number, step, join
        )
        return group, end


def _repetitions(body: _Body, repeat: int, state: State, scope: Scope) -> Walked:
    children: list[Repeat] = []
    step, walk = body.step, body.walk
    number = 0
    while number < repeat:
        inside = state.at_origin()
        first = number == 0 and bool(step.first)
        given = step.with_ | step.first if first else step.with_
        group, end = body.once("", given, inside, scope.closed(inside), number)
        if group is None or state.shape is None or end.shape is None:
            return tuple(children), state.unknown()
        settled = end.shape == state.shape and not first
        if settled and not row_count(group):
            break  # A body without layers changes nothing, however often it is repeated.
        times = repeat - number if settled else 1
        gives = walk.new_data()
        children.append(
            Repeat(
                group,
                state.receptive_field,
                times,
                number,
                end.receptive_field,
                state.number,
                gives,
            )
        )
        try:
            receptive_field = state.receptive_field.then(end.receptive_field.times(times)).bounded()
        except ShapeError as error:
            walk.problems.report_shape(error, body.term)
            return tuple(children), state.unknown()
        if number == _PATIENCE and repeat > _MAX_CHANGING and not settled:
            _give_up(walk, body.term, repeat, state.shape, end.shape)
        number += times
        state = State(end.shape, receptive_field, gives)
    return tuple(children), state


def _give_up(walk: Walk, term: Term, repeat: int, before: Shape, after: Shape) -> None:
    message = text(
        "too-many-repetitions",
        repeat=repeat,
        before=shape_text(before),
        after=shape_text(after),
        limit=_MAX_CHANGING,
    )
    walk.limits.stop(Problem(message, term.at("repeat")))
