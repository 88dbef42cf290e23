"""scale: the input multiplied by what a branch computes from it."""

from __future__ import annotations

from typing import ClassVar, Literal

from cnncount.layers.join.multiply import Multiply
from cnncount.network.combinator import Combinator
from cnncount.network.origin import origin
from cnncount.network.scope import Scope, State
from cnncount.network.tree import Group, Leaf, Repeat
from cnncount.network.walk import Walk
from cnncount.registry import Steps
from cnncount.spec.terms import Term


class Scale(Combinator):
    """Channel attention: the input times the output of `by` (squeeze-and-excitation).

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
        children, end = walk.steps(self.by, state, inside)
        join, out = walk.join(
            Multiply(form=self.form), [state, end], term, inside, origin(children, end)
        )
        if join is None or out.shape is None:
            return None, state
        parts = {"by": tuple(map(_in_scale, children))}
        group = Group(
            name,
            self.kind,
            parts,
            out.shape,
            out.receptive_field,
            out.number,
            self,
            _in_scale(join),
        )
        return Repeat(group, state.receptive_field), out


def _in_scale(child: Repeat) -> Repeat:
    """A child with all its layers marked as helping to compute a scale."""
    node = child.node
    if isinstance(node, Leaf):
        return child._replace(node=node._replace(in_scale=True))
    parts = {key: tuple(map(_in_scale, inside)) for key, inside in node.parts.items()}
    join = _in_scale(node.join) if node.join else None
    return child._replace(node=node._replace(parts=parts, join=join))
