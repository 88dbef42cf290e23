"""The walk: the expression tree with a shape in hand becomes a counted network."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cnncount.errors import Place, Problems, SpecError
from cnncount.formula import Env, TooLarge
from cnncount.layers.base import Layer, LayerCosts
from cnncount.messages import Text, text
from cnncount.network.blocks import Blocks, with_shape
from cnncount.network.combinator import Combinator
from cnncount.network.inputs import inputs_of, register, register_fallback
from cnncount.network.limits import Limits
from cnncount.network.problems import WalkProblems
from cnncount.network.scope import Scope, State, Walked
from cnncount.network.tree import Group, Leaf, Repeat
from cnncount.registry import Step
from cnncount.shapes import MAX_SIZE, ReceptiveField, Shape, ShapeError
from cnncount.spec.terms import Term, Work, evaluated
from cnncount.spec.validation import validated
from cnncount.unknown import Unknown


class _TooLargeLayer(ShapeError):
    """A layer takes such an input, but the shape or a figure is too large.

    The layers after it would be too large as well, so the walk forgets the shape.
    """


Amend = Callable[[Layer, Place], Layer]


class Walk:
    """One walk over a network. Problems are collected, and the walk goes on after them.

    Attributes:
        problems: what was found wrong so far.
        limits: the bounds on steps and on nesting.
        blocks: the file's blocks.
    """

    def __init__(
        self,
        blocks: Mapping[str, Mapping[str, Any] | None],
        variables: Env,
        problems: Problems,
        work: Work,
        batch: int = 1,
        progress: Callable[[int], None] | None = None,
        amend: Amend | None = None,
    ) -> None:
        """Prepare a walk.

        Args:
            blocks: the file's blocks, by name; None for one that is wrong.
            variables: the file's variables.
            problems: those found before; the walk adds its own.
            work: what evaluating may still take.
            batch: examples.
            progress: called with the number of layers so far, every thousand layers.
            amend: what is counted in place of a layer written at a place; a misreading of the spec.
        """
        self.problems = WalkProblems(problems)
        self.limits = Limits(problems)
        self.blocks = Blocks(blocks, variables, self.problems, self.limits, work)
        self._variables = variables
        self._work = work
        self._batch = batch
        self._progress = progress
        self._amend = amend
        self._layers = 0
        self._data = 0

    def network(self, terms: Sequence[Term], shape: Shape, *, partial: bool = False) -> Group:
        """Count a whole network; an empty shape is an unknown one.

        With `partial` the layers that cannot be counted are left out, without an error.

        Raises:
            SpecError: with every problem that the walk met, and those before.
        """
        start = State(shape or None, ReceptiveField.point(len(shape[1:])))
        children, end = self.steps(terms, start, Scope(self._variables, start))
        if self.problems.found and not partial:
            raise SpecError(self.problems.found)
        return Group(
            "", "network", {"layers": children}, end.shape or (), end.receptive_field, end.number
        )

    def steps(self, terms: Sequence[Term], state: State, scope: Scope) -> Walked:
        """Walk a list of layers, one after another."""
        children = []
        with self.limits.level():
            for term in terms:
                child, state = self._term(term, state, scope)
                if child is not None:
                    children.append(child)
        return tuple(children), state

    def layer(
        self,
        layer: Layer,
        name: str,
        inputs: Sequence[State],
        term: Term,
        also: Sequence[tuple[Text, Place]] = (),
    ) -> tuple[Repeat | None, State]:
        """Count one layer on its inputs; `also` are the places that matter if they do not fit."""
        receptive_field = ReceptiveField.widest(s.receptive_field for s in inputs)
        shapes = [s.shape for s in inputs if s.shape is not None]
        if len(shapes) < len(inputs):
            return None, _fallback(layer, inputs, receptive_field)
        try:
            costs = self._costs(layer, shapes)
            seen = receptive_field.then(costs.receptive_field).bounded()
        except ShapeError as error:
            self.problems.report_shape(error, term, also)
            if isinstance(error, _TooLargeLayer):
                return None, State(None, receptive_field)
            return None, _fallback(layer, inputs, receptive_field)
        self._layers += 1
        if self._progress and self._layers % 1000 == 0:
            self._progress(self._layers)
        takes, gives = tuple(s.number for s in inputs), self.new_data()
        leaf = Leaf(name, layer, costs, seen, term.place, False, takes, gives)
        return Repeat(leaf, receptive_field), State(costs.out, seen, gives)

    def new_data(self) -> int:
        """A number for data that has none yet."""
        self._data += 1
        return self._data

    def join(
        self,
        layer: Layer,
        inputs: Sequence[State],
        term: Term,
        scope: Scope,
        also: Sequence[tuple[Text, Place]] = (),
    ) -> tuple[Repeat | None, State]:
        """Count the layer that joins branches, under a default name in `scope`; see `layer`."""
        name = scope.names.of_layer(layer.kind)
        join, end = self.layer(layer, name, inputs, term, also)
        register(name, end, term, scope, self.problems)
        return join, end

    def _term(self, term: Term, state: State, scope: Scope) -> tuple[Repeat | None, State]:
        """Walk one step of a list."""
        self.limits.take(term)
        env = scope.env if term.step else with_shape(scope.env, state)
        present = self._present(term, env) if self.problems.is_sound(term) else None
        if present is False:
            scope.names.of_layer(term.kind)
            return None, state
        step = (term.step or self._bound(term, env)) if present else None
        inputs = inputs_of(step, term, state, scope, self.problems) if step else []
        if step is None or not inputs:
            end = _fallback_of_term(term, state, scope)
            register_fallback(term, end, scope)
            return None, end
        if isinstance(step, Layer):
            step = self._amend(step, term.place) if self._amend else step
            default = scope.names.of_layer(step.kind)
            name = step.name or default
            child, end = self.layer(step, name, inputs, term)
        else:
            assert isinstance(step, Combinator)
            name = step.label(scope)
            child, end = step.walk(self, term, name, inputs[0], scope)
        if name:
            register(name, end, term, scope, self.problems)
        return child, end

    def _present(self, term: Term, env: Env) -> bool | None:
        """Whether the step is there at all; None where that is not known."""
        when = term.arguments.get("when", True)
        if not isinstance(when, Unknown):
            return bool(when)
        when = self.problems.report_all(term, lambda found: evaluated(when, env, found, self._work))
        judged = self._validated(Step, {"when": when}, term)
        return judged.when if judged else None

    def _bound(self, term: Term, env: Env) -> Step | None:
        """The step with its expressions evaluated; None where that gives none."""
        arguments = {key: value for key, value in term.arguments.items() if key != "when"}
        values = self.problems.report_all(
            term, lambda found: evaluated(arguments, env, found, self._work)
        )
        assert term.step_class is not None
        return self._validated(term.step_class, values, term)

    def _validated(
        self, step_class: type[Step], values: Mapping[str, Any], term: Term
    ) -> Step | None:
        step, wrong = validated(step_class, values, term.kind, term.node, term.place)
        for problem in wrong:
            self.problems.report(term, problem.text, problem.place)
        return step

    def _costs(self, layer: Layer, shapes: Sequence[Shape]) -> LayerCosts:
        """What a layer costs on the batch.

        Raises:
            ShapeError: it cannot take such inputs, or there is too much of something.
        """
        try:
            costs = layer.costs(*shapes)
            if max(costs.out) > MAX_SIZE:
                raise _TooLargeLayer(text("output-too-large"))
            if self._batch != 1:
                costs = costs.for_batch(self._batch)
            costs.check_bounds()
        except TooLarge:
            raise _TooLargeLayer(text("figure-too-large")) from None
        return costs


def _fallback(layer: Layer, inputs: Sequence[State], receptive_field: ReceptiveField) -> State:
    """The data after a layer that cannot take its inputs."""
    return State(layer.fallback_shape([s.shape for s in inputs], dict(layer)), receptive_field)


def _fallback_of_term(term: Term, state: State, scope: Scope) -> State:
    """The data after a step whose arguments are wrong."""
    name = term.arguments.get("from")
    source = state if name is None else scope.find(name) if isinstance(name, str) else None
    shapes = [source.shape if source else None]
    kind = term.step_class
    shape = kind.fallback_shape(shapes, term.arguments) if kind else None
    return State(shape, state.receptive_field)
