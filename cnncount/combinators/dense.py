"""dense: each repetition's output is concatenated to its input."""

from __future__ import annotations

from cnncount.combinators._repetition import Repeating
from cnncount.layers.join.concat import Concat
from cnncount.network.origin import origin
from cnncount.network.scope import Scope, State, Walked
from cnncount.network.tree import Repeat
from cnncount.network.walk import Walk
from cnncount.spec.terms import Term


class Dense(Repeating):
    """A dense block (Huang et al. 2017): each repetition concatenates its output to its input.

    Attributes:
        block: the block to repeat. A dense block has either `block` or `layers`.
        layers: the layers, without a block.
        with: values for the block's vars.
        repeat: the number of repetitions.
        first: other values for the vars in the first repetition.
    """

    kind = "dense"

    def join(
        self, body: Walked, state: State, scope: Scope, walk: Walk, term: Term
    ) -> tuple[Repeat | None, State]:
        """Concatenate the repetition's input and output."""
        return walk.join(Concat(), [state, body[1]], term, scope, origin(*body))
