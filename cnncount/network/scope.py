"""The state of a walk: the current data, and the names and variables of a list of layers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from cnncount.formula import Env
from cnncount.network.names import Names
from cnncount.network.tree import Repeat
from cnncount.shapes import ReceptiveField, Shape


class State(NamedTuple):
    """The data at a point of the walk.

    Attributes:
        shape: None after a layer that could not be counted.
        receptive_field: what a position sees of the input of its repetition.
        number: which data it is: 0 the input of that repetition, else the output of one layer.
    """

    shape: Shape | None
    receptive_field: ReceptiveField
    number: int = 0

    def unknown(self) -> State:
        """The data after a step that could not be counted: of unknown shape."""
        return State(None, self.receptive_field)

    def at_origin(self) -> State:
        """The same data as the input of a repetition, from which all in it is reckoned."""
        return State(self.shape, ReceptiveField.point(len(self.receptive_field.size)))


@dataclass(slots=True)
class Scope:
    """A list of layers being walked: the variables it sees, and the names given so far.

    Attributes:
        env: the variables.
        input: the data that comes into the list, which layers call `input`.
        outer: the list around it in the same block; names are looked up there too.
        name: the list's own name, where it was given one by default.
        states: the output of each named layer or group.
        names: the names of these, and the default names.
    """

    env: Env
    input: State
    outer: Scope | None = None
    name: str = ""
    states: dict[str, State] = field(default_factory=dict)
    names: Names = field(default_factory=Names)

    def register(self, name: str, state: State) -> None:
        """Make data known by a name; data that has the name already keeps it."""
        self.names.taken.add(name)
        self.states.setdefault(name, state)

    def inner(self, state: State, name: str = "") -> Scope:
        """A list with names of its own inside this one; `state` is its input."""
        return Scope(self.env, state, self, name)

    def group(self, state: State, name: str) -> Scope:
        """A group's list: with names of its own if it has a name, else among those around it."""
        if name:
            return self.inner(state)
        return Scope(self.env, state, self.outer, self.name, self.states, self.names)

    def named(self, name: str, state: State) -> Scope:
        """A list inside this one with a default name: ``shortcut``, ``shortcut2``."""
        return self.inner(state, self.names.of_list(name))

    def with_values(self, values: Mapping[str, Any]) -> Scope:
        """The same list with some variables set; it shares its names."""
        env = {**self.env, **values}
        return Scope(env, self.input, self.outer, self.name, self.states, self.names)

    def closed(self, state: State) -> Scope:
        """A repetition: it sees the variables, but no layer outside itself."""
        return Scope(self.env, state)

    def find(self, name: str) -> State | None:
        """The output with this name, in this list or an outer one."""
        if name == "input":
            return self.input
        scope: Scope | None = self
        while scope is not None:
            if name in scope.states:
                return scope.states[name]
            scope = scope.outer
        return None

    def known(self) -> list[str]:
        """Every name that `find` finds."""
        return ["input", *self.states, *(self.outer.known() if self.outer else [])]


Walked = tuple[tuple[Repeat, ...], State]
"""A list of layers, counted, and its output."""
