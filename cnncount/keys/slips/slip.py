"""What a slip is."""

from __future__ import annotations

from typing import NamedTuple

from cnncount.keys.asking import Value

USUAL, COMMON, RARE, FAR, LAST = range(5)
"""How far-fetched a slip is: made by many; by some; seldom; so that nearly anything else is
likelier; and one that is looked for last."""


class Slip(NamedTuple):
    """A mistake, and what the answer is with it made.

    Attributes:
        what: the mistake, as a phrase that completes "150 is …": `the figure of S2`. One that
            begins with `with`, `without`, `for` or `as` follows the name of what was asked for:
            "150 is C1 without the biases".
        rank: how far-fetched it is, `USUAL` to `LAST`.
        value: the answer with the mistake made; None where the mistake cannot be made here.
        fits: whether it gives the answer as it was typed, where its value does not tell.
    """

    what: str
    rank: int
    value: Value | None
    fits: bool | None = None


class Recognised(NamedTuple):
    """The slips that explain a wrong answer, and how many were tried."""

    slips: list[Slip]
    tried: int
