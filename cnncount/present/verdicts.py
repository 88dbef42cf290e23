"""How a figure comes of a count, in words that several views share."""

from __future__ import annotations

from fractions import Fraction

from cnncount.figures.figure import Verdict
from cnncount.formats.document import Amount

BY = {
    Verdict.EXACT: "exactly",
    Verdict.ROUNDING: "rounding",
    Verdict.WITHIN: "within",
    Verdict.TRUNCATION: "truncation",
}
"""By what a count gives a figure, where it does."""


def off_by(difference: Fraction) -> Amount:
    """A difference, shown with its sign and to the unit: ``+1,240``."""
    exact = difference.numerator if difference.denominator == 1 else float(difference)
    return Amount(exact, f"{'-' if difference < 0 else '+'}{round(abs(difference)):,}")


def roughly(number: Fraction) -> str:
    """An expected number: ``28``, ``4.0``, ``0.062``, ``2.1e-07``."""
    value = float(number)
    if value >= 10:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 1 else f"{value:.2g}"
