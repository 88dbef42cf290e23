"""branches: lists of layers side by side, and a join."""

from __future__ import annotations

from typing import ClassVar, Literal

from cnncount.errors import Place
from cnncount.layers.join.add import Add
from cnncount.layers.join.concat import Concat
from cnncount.layers.join.multiply import Multiply
from cnncount.messages import Text, text
from cnncount.network.combinator import Combinator
from cnncount.network.origin import origin
from cnncount.network.scope import Scope, State
from cnncount.network.tree import Group, Repeat
from cnncount.network.walk import Walk
from cnncount.registry import Branches as Lists
from cnncount.spec.terms import Term

_SHOWN = 4
_JOINS = {"add": Add, "concat": Concat, "multiply": Multiply}


class Branches(Combinator):
    """Several lists of layers on the same input; their outputs are joined (Inception).

    Its `form` is that of the join.

    Attributes:
        join: how the outputs are joined: concat (along the channels), add or multiply.
        branches: the lists; by name, or numbered from 0. An empty list passes the input on.
    """

    kind = "branches"
    nested: ClassVar[dict[str, Literal["steps", "branches"]]] = {"branches": "branches"}

    join: Literal["add", "concat", "multiply"] = "concat"
    branches: Lists

    def label(self, scope: Scope) -> str:
        """Its name; without one, branches that have names stand among the layers around it."""
        default = scope.names.of_layer(self.kind)
        numbered = all(branch.isdecimal() for branch in self.branches)
        return self.name or (default if numbered else "")

    def walk(
        self, walk: Walk, term: Term, name: str, state: State, scope: Scope
    ) -> tuple[Repeat | None, State]:
        """Walk every branch on the same input, and join."""
        if not self.branches:
            walk.problems.report(term, text("no-branch"))
            return None, state.unknown()
        inside = scope.group(state, name)
        groups, ends = [], []
        origins: list[tuple[Text, Place]] = []
        for branch, terms in self.branches.items():
            within = inside.named(branch, state)
            children, end = walk.steps(terms, state, within)
            ends.append(end)
            if end.shape is not None:
                parts = {"layers": children}
                group = Group(
                    within.name, "stage", parts, end.shape, end.receptive_field, end.number
                )
                groups.append(Repeat(group, state.receptive_field))
                origins += origin(children, end)
        join, out = walk.join(
            _JOINS[self.join](form=self.form), ends, term, inside, origins[:_SHOWN]
        )
        if out.shape is None:
            return None, out
        group = Group(
            name,
            self.kind,
            {"branches": tuple(groups)},
            out.shape,
            out.receptive_field,
            out.number,
            self,
            join,
        )
        return Repeat(group, state.receptive_field), out
