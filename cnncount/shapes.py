"""Shapes of feature maps, and how far a layer's output sees back (its reach)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from cnncount.messages import Text, text

if TYPE_CHECKING:
    from fractions import Fraction

Shape = tuple[int, ...]
"""Channels, then one to three spatial sizes: ``(6, 28, 28)``. A flat vector has none: ``(84,)``."""

MAX_SIZE = 2**60
"""No shape is larger along an axis."""

MAX_JUMP = 2**100
"""No reach jumps further, or by a smaller fraction than 1 in so many."""


class ShapeError(ValueError):
    """A layer cannot take the shape it is given. `key` is the argument to blame, if it is one."""

    def __init__(self, message: Text | str, key: str | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.key = key


def is_vector(shape: Shape) -> bool:
    """Whether it has a single position, so that a linear layer may take it: (C,) or C@1×1."""
    return all(size == 1 for size in shape[1:])


def shape_text(shape: Shape) -> str:
    """LeCun's notation, maps before size: ``6@28×28``; a vector is its length, ``84``."""
    channels, *spatial = shape
    return f"{channels}@{'×'.join(map(str, spatial))}" if spatial else str(channels)


class ReceptiveField(NamedTuple):
    """How an output position looks back at an input, per spatial axis.

    Attributes:
        size: the number of input positions that one output position depends on (receptive field).
        jump: the input positions between two neighbouring outputs; a fraction after upsampling.

    Source of the composition rule: Araujo, Norris, Sim 2019, Computing Receptive Fields of
    Convolutional Neural Networks, equations 1 and 2.
    """

    size: tuple[int | Fraction, ...]
    jump: tuple[int | Fraction, ...]

    @staticmethod
    def point(rank: int) -> ReceptiveField:
        """The reach of an input seen directly: one position, one step."""
        return ReceptiveField((1,) * rank, (1,) * rank)

    def then(self, following: ReceptiveField | None) -> ReceptiveField:
        """This reach seen through a further layer (`None`: one that works element by element)."""
        if following is None:
            return self
        return ReceptiveField(
            tuple(
                size + (k - 1) * jump
                for size, k, jump in zip(self.size, following.size, self.jump, strict=False)
            )
            + self.size[len(following.size) :],
            tuple(jump * s for jump, s in zip(self.jump, following.jump, strict=False))
            + self.jump[len(following.jump) :],
        )

    def bounded(self) -> ReceptiveField:
        """This reach.

        Raises:
            ShapeError: its jump is past `MAX_JUMP`, so that reckoning on could take for ever.
        """
        if any(max(jump.numerator, jump.denominator) > MAX_JUMP for jump in self.jump):
            raise ShapeError(text("jump-too-large"))
        return self

    def times(self, n: int) -> ReceptiveField:
        """This reach applied n times over, by repeated doubling; errors as for `bounded`."""
        whole, part = ReceptiveField.point(len(self.size)), self
        while n:
            if n & 1:
                whole = whole.then(part).bounded()
            n >>= 1
            if n:
                part = part.then(part).bounded()
        return whole

    @staticmethod
    def widest(reaches: Iterable[ReceptiveField]) -> ReceptiveField:
        """What a join of parallel branches sees: on each axis the most that any branch does."""
        several = list(reaches)
        if len(several) == 1:
            return several[0]
        return ReceptiveField(
            tuple(max(sizes) for sizes in zip(*(r.size for r in several), strict=True)),
            tuple(max(jumps) for jumps in zip(*(r.jump for r in several), strict=True)),
        )
