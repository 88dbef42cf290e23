"""The problems of a walk: where in the spec they are, and what is not tried again after one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from cnncount.errors import Place, Problem, Problems
from cnncount.messages import Text, text
from cnncount.shapes import ShapeError
from cnncount.spec.terms import Term

T = TypeVar("T")

_CONTEXTS = 3
"""So many of the blocks and repetitions around a problem are shown, the innermost first."""


class WalkProblems:
    """What was found wrong so far, and in which blocks and repetitions the walk is.

    Attributes:
        found: the problems.
        blocks: the blocks that are being walked, the outermost first; None for a repetition of
            layers that are no block.
    """

    def __init__(self, found: Problems) -> None:
        self.found = found
        self.blocks: list[str | None] = []
        self._contexts: list[tuple[Text, Place]] = []
        self._failed: set[Term] = set()

    def report(
        self,
        term: Term,
        message: Text | str,
        place: Place | None = None,
        also: Sequence[tuple[Text | str, Place]] = (),
    ) -> None:
        """Add what is wrong with a step. The step is not tried again where it is used once more.

        Args:
            term: the step.
            message: what is wrong.
            place: where, if it is not the step's kind.
            also: other places that matter.
        """
        self._failed.add(term)
        contexts = reversed(self._contexts[-_CONTEXTS:])
        self.found.add(Problem(message, place or term.place, (*also, *contexts)))

    def report_shape(
        self, error: ShapeError, term: Term, also: Sequence[tuple[Text | str, Place]] = ()
    ) -> None:
        """Add that shapes do not fit, at the argument to blame or at the layer."""
        place = term.at(error.key) if error.key else None
        self.report(term, error.message, place, also)

    def report_all(self, term: Term, compute: Callable[[Problems], T]) -> T:
        """Return the result of a computation, and add its problems to those of the step."""
        found = Problems()
        result = compute(found)
        for problem in found:
            self.report(term, problem.text, problem.place, problem.also)
        return result

    def is_sound(self, term: Term) -> bool:
        """Whether nothing wrong is known of a step."""
        return not term.broken and term not in self._failed

    def inside(self) -> bool:
        """Whether the walk is in a block or a repetition, whose layers see none outside."""
        return bool(self._contexts)

    @contextmanager
    def within(self, block: str | None, number: int | None, term: Term) -> Iterator[None]:
        """Problems in here say that they are in a block, or in a repetition.

        Args:
            block: the block's name, if there is one.
            number: the repetition's number, from 0, if there are repetitions.
            term: the step that uses or repeats.
        """
        note = _context(block, number)
        self.blocks.append(block)
        if note is not None:
            self._contexts.append((note, term.place))
        yield
        self.blocks.pop()
        if note is not None:
            self._contexts.pop()


def _context(block: str | None, number: int | None) -> Text | None:
    """The note on a block, or on a repetition, that is around a problem."""
    if number is None:
        return None if block is None else text("in-block", block=block)
    if block is None:
        return text("in-repetition", number=number + 1)
    return text("in-block-repetition", block=block, number=number + 1)
