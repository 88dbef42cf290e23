"""What a slip is."""

from __future__ import annotations

from typing import NamedTuple

from cnncount.analysis.explain.interpretation import COMMON, FAR, LAST, RARE, USUAL, Reading

__all__ = ["COMMON", "FAR", "LAST", "RARE", "USUAL", "Recognised", "Slip"]

Slip = Reading
"""A reading that is a mistake: its value is the answer with the mistake made."""


class Recognised(NamedTuple):
    """The slips that explain a wrong answer, and how many were tried."""

    slips: list[Slip]
    tried: int
