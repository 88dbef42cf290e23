"""The walk: the expression tree with a shape in hand becomes a counted network."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from cnncount.errors import Place, Problem, Problems, SpecError
from cnncount.formula import Env, TooLarge
from cnncount.layers.base import FIGURES, Layer, LayerCosts
from cnncount.messages import Text
from cnncount.network.combinator import Combinator
from cnncount.network.limits import MAX_NESTING, MAX_STEPS
from cnncount.network.scope import Scope, State, Walked
from cnncount.network.tree import Group, Leaf, Repeat
from cnncount.registry import Step
from cnncount.shapes import MAX_SIZE, ReceptiveField, Shape, ShapeError, shape_text
from cnncount.spec.terms import Term, Work, evaluated, misnamed, variables
from cnncount.spec.validation import validated
from cnncount.unknown import UNKNOWN, Unknown
from cnncount.wording import all_of, chained, did_you_mean, quoted

_CONTEXTS = 3


class _TooMuch(ShapeError):
    """A layer takes such an input, but the shape or a figure is too large: so it may be behind."""


Amend = Callable[[Layer, Place], Layer]


class Walk:
    """One walk over a network. Problems are collected, and the walk goes on behind them.

    Attributes:
        blocks: the file's blocks, by name; None for one that is wrong.
        variables: the file's variables.
        problems: what was found wrong so far.
        work: what evaluating may still take.
        batch: examples.
        amend: what is counted in place of a layer written at a place; a misreading of the spec.
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
        self.blocks = blocks
        self.variables = variables
        self.problems = problems
        self.work = work
        self.batch = batch
        self.amend = amend
        self._progress = progress
        self._layers = 0
        self._data = 0
        self._steps = 0
        self._depth = 0
        self._scaling = 0
        self._using: list[str | None] = []
        self._contexts: list[tuple[str, Place]] = []
        self._failed: set[Term] = set()

    def network(self, terms: Sequence[Term], shape: Shape, *, partial: bool = False) -> Group:
        """Count a whole network; an empty shape is an unknown one.

        With `partial` the layers that cannot be counted are left out, without an error.

        Raises:
            SpecError: with every problem that the walk met, and those before.
        """
        start = State(shape or None, ReceptiveField.point(len(shape[1:])))
        children, end = self.steps(terms, start, Scope(self.variables, start))
        if self.problems and not partial:
            raise SpecError(self.problems)
        return Group(
            "", "network", {"layers": children}, end.shape or (), end.receptive_field, end.number
        )

    # --- what combinators call

    def steps(self, terms: Sequence[Term], state: State, scope: Scope) -> Walked:
        """Walk a list of layers, one after another."""
        self._depth += 1
        children = []
        for term in terms:
            child, state = self._term(term, state, scope)
            if child is not None:
                children.append(child)
        self._depth -= 1
        return tuple(children), state

    def layer(
        self,
        layer: Layer,
        name: str,
        inputs: Sequence[State],
        term: Term,
        also: Sequence[tuple[str, Place]] = (),
    ) -> tuple[Repeat | None, State]:
        """Count one layer on its inputs; `also` are the places that matter if they do not fit."""
        receptive_field = ReceptiveField.widest(s.receptive_field for s in inputs)
        shapes = [s.shape for s in inputs if s.shape is not None]
        if len(shapes) < len(inputs):
            return None, self._meant(layer, inputs, receptive_field)
        try:
            costs = self._facts(layer, shapes)
            seen = receptive_field.then(costs.receptive_field).bounded()
        except ShapeError as error:
            self.shape_problem(error, term, also)
            too_much = isinstance(error, _TooMuch)
            return None, State(None, receptive_field) if too_much else self._meant(
                layer, inputs, receptive_field
            )
        self._layers += 1
        if self._progress and self._layers % 1000 == 0:
            self._progress(self._layers)
        takes, gives = tuple(s.number for s in inputs), self.new_data()
        leaf = Leaf(name, layer, costs, seen, term.place, self._scaling > 0, takes, gives)
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
        also: Sequence[tuple[str, Place]] = (),
    ) -> tuple[Repeat | None, State]:
        """Count the layer that joins branches, under a default name in `scope`; see `layer`."""
        name = scope.names.of_layer(layer.kind)
        join, end = self.layer(layer, name, inputs, term, also)
        self._register(name, end, term, scope)
        return join, end

    @staticmethod
    def lost(state: State) -> State:
        """What goes on behind a step that could not be counted: data of unknown shape."""
        return State(None, state.receptive_field)

    def have_failed(self, terms: Sequence[Term]) -> bool:
        """Whether something is wrong with one of these steps, and was reported."""
        return not all(map(self._is_sound, terms))

    @staticmethod
    def origin(children: Sequence[Repeat], end: State) -> list[tuple[str, Place]]:
        """For a message about shapes that do not fit: where the data behind a list comes from."""
        place = Walk.last_place(children)
        return [(f"{shape_text(end.shape)} comes from here", place)] if place and end.shape else []

    @staticmethod
    def last_place(children: Sequence[Repeat]) -> Place | None:
        """Where the last layer of a list was written."""
        if not children:
            return None
        node = children[-1].node
        return node.place if isinstance(node, Leaf) else Walk.last_place(node.children)

    def problem(
        self,
        term: Term,
        message: Text | str,
        place: Place | None = None,
        also: Sequence[tuple[Text | str, Place]] = (),
    ) -> None:
        """Report what is wrong with a step. It is not tried again where it is used once more."""
        self._failed.add(term)
        contexts = reversed(self._contexts[-_CONTEXTS:])
        self.problems.add(Problem(message, place or term.place, (*also, *contexts)))

    def shape_problem(
        self, error: ShapeError, term: Term, also: Sequence[tuple[str, Place]] = ()
    ) -> None:
        """Report that shapes do not fit, at the argument to blame or at the layer."""
        place = term.at(error.key) if error.key else None
        self.problem(term, error.message, place, also)

    def enter(
        self, name: str, given: Mapping[str, Any], state: State, term: Term
    ) -> tuple[Sequence[Term], Scope] | None:
        """Open a block: its layers, and their scope. None, and a problem, where that cannot be."""
        where = term.at("block")
        if name not in self.blocks:
            hint = did_you_mean(name, self.blocks)
            self.problem(term, f"there is no block {quoted(name)}{hint}", where)
            return None
        if name in self._using:
            using = self._using[self._using.index(name) :]
            chain = chained([*filter(None, using), name])
            self.problem(term, f"the block {name!r} uses itself: {chain}", where)
            return None
        block = self.blocks[name]
        if block is None:
            return None
        declared = block["vars"]
        for key in given:
            if key not in declared:
                hint = did_you_mean(key, declared)
                message = f"the block {name!r} has no var {quoted(key)}{hint}"
                self.problem(term, message, self._given_place(term, key))
        given = {key: value for key, value in given.items() if value is not None}
        missing = [key for key, value in declared.items() if value is None and key not in given]
        if missing:
            keys = ", ".join(f"{key}: …" for key in missing)
            noun = "the var" if len(missing) == 1 else "the vars"
            needed = f"{noun} {all_of(map(repr, missing))}"
            self.problem(term, f"the block {name!r} needs {needed}: with: {{{keys}}}")
        if not self._is_sound(term):
            return None
        self._count(term, len(declared))
        defaults = {key: value for key, value in declared.items() if key not in given}
        outside = {**self._with_shape(self.variables, state), **given}
        with self.inside(name, None, term):
            own = self._reported(term, lambda found: variables(defaults, outside, found, self.work))
        return block["layers"], Scope({**outside, **own}, state)

    def allows(
        self, given: Mapping[str, Any], first: Mapping[str, Any], term: Term, scope: Scope
    ) -> bool:
        """Whether a list of layers may have these variables, and others in its first repetition."""
        for name in {**given, **first}:
            if wrong := misnamed(name):
                self.problem(term, wrong, self._given_place(term, name))
        known = [*scope.env, *given]
        for name in first:
            if name not in known:
                message = f"there is no var {quoted(name)} for the first time to change"
                hint = did_you_mean(name, known)
                self.problem(term, message + hint, self._given_place(term, name))
        return self._is_sound(term)

    @staticmethod
    def _given_place(term: Term, key: str) -> Place:
        """Where a step gives a var its value."""
        given = "with" if key in term.arguments.get("with", ()) else "first"
        return term.node.at(given, key)

    @contextmanager
    def inside(self, block: str | None, number: int | None, term: Term) -> Iterator[None]:
        """A block, or a repetition, is being walked: problems say that they are in there."""
        note = "" if block is None else f"the block {block!r} is used here"
        if number is not None:
            note = f"{note or 'repeated here'}, in repetition {number + 1:,}"
        self._using.append(block)
        self._contexts += [(note, term.place)] if note else []
        yield
        self._using.pop()
        del self._contexts[len(self._contexts) - bool(note) :]

    @contextmanager
    def scaling(self) -> Iterator[None]:
        """The layers that compute a scale are being walked."""
        self._scaling += 1
        yield
        self._scaling -= 1

    # --- one step

    def _term(self, term: Term, state: State, scope: Scope) -> tuple[Repeat | None, State]:
        self._count(term)
        env = scope.env if term.step else self._with_shape(scope.env, state)
        present = self._present(term, env) if self._is_sound(term) else None
        if present is False:
            scope.names.of_layer(term.kind)
            return None, state
        step = (term.step or self._bound(term, env)) if present else None
        inputs = self._inputs(step, term, state, scope) if step else []
        if step is None or not inputs:
            end = self._meant_by(term, state, scope)
            self._register_meant(term, end, scope)
            return None, end
        if isinstance(step, Layer):
            step = self.amend(step, term.place) if self.amend else step
            default = scope.names.of_layer(step.kind)
            name = step.name or default
            child, end = self.layer(step, name, inputs, term)
        else:
            assert isinstance(step, Combinator)
            name = step.label(scope)
            child, end = step.walk(self, term, name, inputs[0], scope)
        if name:
            self._register(name, end, term, scope)
        return child, end

    def _count(self, term: Term, steps: int = 1) -> None:
        self._steps += steps
        if self._steps > MAX_STEPS:
            message = f"more than {MAX_STEPS:,} layers that are not alike: too many to count"
            raise SpecError([*self.problems, Problem(message, term.place)])
        if self._depth > MAX_NESTING:
            message = f"layers inside layers, more than {MAX_NESTING} levels deep"
            raise SpecError([*self.problems, Problem(message, term.place)])

    def _is_sound(self, term: Term) -> bool:
        return not term.broken and term not in self._failed

    def _present(self, term: Term, env: Env) -> bool | None:
        """Whether the step is there at all; None where that is not known."""
        when = term.arguments.get("when", True)
        if not isinstance(when, Unknown):
            return bool(when)
        when = self._reported(term, lambda found: evaluated(when, env, found, self.work))
        judged = self._validated(Step, {"when": when}, term)
        return judged.when if judged else None

    def _with_shape(self, env: Env, state: State) -> Env:
        if state.shape is None:
            return {**env, "channels": UNKNOWN, "size": UNKNOWN}
        return {**env, "channels": state.shape[0], "size": list(state.shape[1:])}

    def _bound(self, term: Term, env: Env) -> Step | None:
        """The step with its expressions evaluated; None where that gives none."""
        arguments = {key: value for key, value in term.arguments.items() if key != "when"}
        values = self._reported(term, lambda found: evaluated(arguments, env, found, self.work))
        assert term.step_class is not None
        return self._validated(term.step_class, values, term)

    def _validated(
        self, step_class: type[Step], values: Mapping[str, Any], term: Term
    ) -> Step | None:
        step, wrong = validated(step_class, values, term.kind, term.node, term.place)
        for problem in wrong:
            self.problem(term, problem.text, problem.place)
        return step

    def _reported(self, term: Term, compute: Callable[[Problems], Any]) -> Any:
        """What a computation gives, its problems reported as the step's."""
        found = Problems()
        result = compute(found)
        for problem in found:
            self.problem(term, problem.text, problem.place, problem.also)
        return result

    def _facts(self, layer: Layer, shapes: Sequence[Shape]) -> LayerCosts:
        """A layer's facts for the batch.

        Raises:
            ShapeError: it cannot take such inputs, or there is too much of something.
        """
        try:
            costs = layer.costs(*shapes)
            if max(costs.out) > MAX_SIZE:
                raise _TooMuch("the output is larger than 2^60 along an axis")
            if self.batch != 1:
                costs = costs.for_batch(self.batch)
            for figure in FIGURES:
                costs.value(figure)
        except TooLarge:
            message = "a figure of this layer is too large to count (2^100 or more)"
            raise _TooMuch(message) from None
        return costs

    def _inputs(self, step: Step, term: Term, state: State, scope: Scope) -> list[State]:
        """The data that a step takes; none, and a problem, where there is no such data."""
        if isinstance(step, Layer) and step.family == "join" and not isinstance(step.from_, list):
            self.problem(term, f"{step.kind} joins several inputs: from: [a, b]", term.at("from"))
            return []
        if step.from_ is None:
            return [state]
        names = [step.from_] if isinstance(step.from_, str) else step.from_
        found = []
        for number, name in enumerate(names):
            at = scope.find(name)
            if at is None:
                hint = did_you_mean(name, scope.known())
                where = " in this block or repetition" if self._contexts else ""
                message = f"no layer {quoted(name)} before this one{where}{hint}"
                self.problem(term, message, term.at("from", number))
            else:
                found.append(at)
        if not names:
            self.problem(term, "'from' names no layer", term.at("from"))
        elif len(names) > 1 and not isinstance(step, Layer):
            message = f"{step.kind} takes one input, not {len(names)}"
            self.problem(term, message, term.at("from"))
        return found if self._is_sound(term) else []

    def _register(self, name: str, state: State, term: Term, scope: Scope) -> None:
        if name == "input":
            message = "'input' is the name of the data that comes in"
            self.problem(term, message, term.at("name"))
        elif name in scope.states:
            message = f"there is already a layer {name!r} in this list"
            self.problem(term, message, term.at("name"))
        else:
            scope.register(name, state)

    @staticmethod
    def _meant(layer: Layer, inputs: Sequence[State], receptive_field: ReceptiveField) -> State:
        """What goes on behind a layer that cannot take its inputs."""
        return State(layer.fallback_shape([s.shape for s in inputs], dict(layer)), receptive_field)

    @staticmethod
    def _meant_by(term: Term, state: State, scope: Scope) -> State:
        """What goes on behind a step of which not even the arguments are right."""
        name = term.arguments.get("from")
        source = state if name is None else scope.find(name) if isinstance(name, str) else None
        shapes = [source.shape if source else None]
        kind = term.step_class
        return State(
            kind.fallback_shape(shapes, term.arguments) if kind else None, state.receptive_field
        )

    def _register_meant(self, term: Term, state: State, scope: Scope) -> None:
        """Make a step that could not be counted known by its names, so that `from` finds it."""
        default = scope.names.of_layer(term.kind) if term.kind else None
        for name in (default, term.arguments.get("name")):
            if isinstance(name, str):
                scope.register(name, state)
