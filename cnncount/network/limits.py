"""The bounds that keep the time and the memory of a count small, whatever the spec says."""

from __future__ import annotations

MAX_STEPS = 5_000
"""Steps that are walked; those of a repetition that keeps its shape are walked once."""

MAX_NESTING = 40
"""Lists of layers inside lists of layers."""
