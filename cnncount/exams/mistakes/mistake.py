"""What a mistake is, and when a wrong answer is explained by one."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from cnncount.analysis.explain.interpretation import COMMON, FAR, LAST, RARE, USUAL, Value

__all__ = ["COMMON", "FAR", "LAST", "RARE", "USUAL", "Mistake", "Recognised"]


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake, and the answer that it gives.

    Attributes:
        what: a phrase that completes "150 is …": `the figure of S2`. One that begins with `with`,
            `without`, `for` or `as` follows the name of what is counted: "150 is C1 without the
            biases".
        rank: how implausible it is, from `USUAL` on.
        value: the answer with the mistake made; None where nothing can be counted.
        fits: whether it gives the answer as it was typed, where its value does not tell.
        work: the arithmetic of the mistake, `5·5·1·6`.
        said: what is wrong, where that is clearer than `what`: `the 6 biases are missing`.
    """

    what: str
    rank: int
    value: Value | None
    fits: bool | None = None
    work: str | None = None
    said: str | None = None

    def scaled(self, factor: Fraction, what: str, rank: int) -> Mistake | None:
        """This mistake together with one of a unit; None where it gives no number."""
        if self.value is None or isinstance(self.value, tuple) or self.fits is not None:
            return None
        return Mistake(f"{self.what}, and {what}", self.rank + rank, self.value * factor)


@dataclass(frozen=True, slots=True)
class Recognised:
    """The mistakes behind a wrong answer, the most plausible first, and how many were tried."""

    mistakes: tuple[Mistake, ...]
    tried: int
