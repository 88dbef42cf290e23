"""scale: the input multiplied by what a branch computes from it."""

from __future__ import annotations

from typing import ClassVar, Literal

from cnncount.layers.join.multiply import Multiply
from cnncount.network.combinator import Combinator
from cnncount.network.scope import Scope, State
from cnncount.network.tree import Group, Repeat
from cnncount.network.walk import Walk
from cnncount.registry import Steps
from cnncount.spec.terms import Term


class Scale(Combinator):
    """Channel attention: the input times what `by` makes of it (squeeze-and-excitation).

    Its `form` is that of the multiplication.

    Attributes:
        by: the layers that compute the scale, usually C@1×1, one factor for each map.

    Source: Hu, Shen, Sun 2018, Squeeze-and-Excitation Networks, equation 4.
    """

    kind = "scale"
    keeps_shape = True
    nested: ClassVar[dict[str, Literal["steps", "branches"]]] = {"by": "steps"}

    by: Steps

    def walk(
        self, walk: Walk, term: Term, name: str, state: State, scope: Scope
    ) -> tuple[Repeat | None, State]:
        """Walk the branch, and multiply the input by it."""
        inside = scope.group(state, name)
        with walk.scaling():
            children, end = walk.steps(self.by, state, inside)
            origin = walk.origin(children, end)
            join, out = walk.join(Multiply(form=self.form), [state, end], term, inside, origin)
        if out.shape is None:
            return None, state
        parts = {"by": children}
        group = Group(
            name, self.kind, parts, out.shape, out.receptive_field, out.number, self, join
        )
        return Repeat(group, state.receptive_field), out
