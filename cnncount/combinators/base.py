"""What a combinator is: a step that walks the layers inside it."""

from __future__ import annotations

from cnncount.network.scope import Scope, State
from cnncount.network.tree import Repeat
from cnncount.network.walk import Walk
from cnncount.registry import Step
from cnncount.spec.terms import Term


class Combinator(Step):
    """A step made of other layers. A subclass names its `kind` and its `nested` keys."""

    def label(self, scope: Scope) -> str:
        """Its name in paths; without one its layers stand among those around it."""
        return self.name or ""

    def walk(
        self, walk: Walk, term: Term, name: str, state: State, scope: Scope
    ) -> tuple[Repeat | None, State]:
        """Count what is inside on the data in hand.

        Args:
            walk: counts layers and lists of layers, and collects problems.
            term: this step as it was written, for the places of problems.
            name: its `label`.
            state: the data that comes in.
            scope: the list in which the step stands.

        Returns:
            The counted group, None where it could not be counted; and the data that goes out.
        """
        raise NotImplementedError
