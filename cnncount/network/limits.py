"""The bounds that keep the time and the memory of a count small, whatever the spec says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from cnncount.errors import Problem, Problems, SpecError
from cnncount.messages import text
from cnncount.spec.terms import Term

MAX_STEPS = 5_000
"""Steps that are walked; those of a repetition that keeps its shape are walked once."""

MAX_NESTING = 40
"""Lists of layers inside lists of layers."""


class Limits:
    """How many steps a walk has taken, and how deep it is.

    Args:
        problems: the problems found so far, which a limit ends with its own.
    """

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._steps = 0
        self._depth = 0

    @contextmanager
    def level(self) -> Iterator[None]:
        """A list of layers inside the one before."""
        self._depth += 1
        yield
        self._depth -= 1

    def take(self, term: Term, steps: int = 1) -> None:
        """Count a step, or as much work as so many.

        Raises:
            SpecError: a limit is passed.
        """
        self._steps += steps
        if self._steps > MAX_STEPS:
            self.stop(Problem(text("too-many-layers", limit=MAX_STEPS), term.place))
        if self._depth > MAX_NESTING:
            self.stop(Problem(text("too-deep-layers", limit=MAX_NESTING), term.place))

    def stop(self, problem: Problem) -> None:
        """End the walk.

        Raises:
            SpecError: with the problems so far and this one.
        """
        raise SpecError([*self._problems, problem])
