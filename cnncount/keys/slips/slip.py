"""What a slip is."""

from __future__ import annotations

from typing import NamedTuple

from cnncount.keys.asking import Value


class Slip(NamedTuple):
    """A mistake, and what the answer is with it made.

    Attributes:
        what: the mistake, as a phrase that completes "this is …".
        rank: how far-fetched it is; the smaller, the likelier.
        value: the answer with the mistake made; None where the mistake cannot be made here.
    """

    what: str
    rank: int
    value: Value | None


class Recognised(NamedTuple):
    """The slips that explain a wrong answer, and how many were tried."""

    slips: list[Slip]
    tried: int
