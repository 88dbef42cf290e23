"""What a combinator is: a step that walks the layers inside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnncount.network.scope import Scope, State
from cnncount.network.tree import Group, Repeat
from cnncount.network.writing import SpecWriter, Written, own_arguments
from cnncount.registry import Step
from cnncount.spec.terms import Term

if TYPE_CHECKING:
    from cnncount.network.walk import Walk


class Combinator(Step):
    """A step made of other layers. A subclass names its `kind` and its `nested` keys."""

    def label(self, scope: Scope) -> str:
        """Its name in paths; without one its layers belong to the list around it."""
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
            scope: the list of the step.

        Returns:
            The counted group, None where it could not be counted; and the data that goes out.
        """
        raise NotImplementedError

    def written(self, group: Group, common: Written, write: SpecWriter) -> list[Written]:
        """Write the group that `walk` returned back as steps: as a rule, this one.

        This is for a group whose `parts` are the lists of layers under the step's own keys.

        Args:
            group: what this step was counted as.
            common: the name, `from` and `form` to write.
            write: writes the lists of layers inside the group, in the order of the walk.
        """
        lists: dict[str, Any] = {}
        for key, shape in self.nested.items():
            children = group.parts[key]
            if shape == "branches":
                lists[key] = {child.node.name: write.own_list(child) for child in children}
            else:
                lists[key] = write.steps(children)
        step = {self.kind: common | own_arguments(self) | lists}
        absent = write.before_join(group.join)
        *_, last = [None, *(lists[key] for key, shape in self.nested.items() if shape == "steps")]
        if last is None:
            return [*absent, step]
        last += absent
        return [step]
