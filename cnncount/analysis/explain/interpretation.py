"""What a reading is."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from cnncount.shapes import Shape

Value = int | Fraction | Shape
"""An integer; a ratio, exactly; or a shape, channels first."""

USUAL, COMMON, RARE, FAR, LAST = range(5)
"""How far-fetched a reading is: made by many; by some; seldom; so that nearly anything else is
likelier; and one that is looked for last. What is done together is as far-fetched as its sum."""


class Reading(NamedTuple):
    """A way to read a figure, and what is counted so.

    Attributes:
        what: a phrase that completes "150 is …": `the figure of S2`. One that begins with `with`,
            `without`, `for` or `as` follows the name of what is counted: "150 is C1 without the
            biases".
        rank: how far-fetched it is, from `USUAL` on.
        value: what is counted; None where nothing can be.
        fits: whether it gives the figure as it was typed, where its value does not tell.
    """

    what: str
    rank: int
    value: Value | None
    fits: bool | None = None
