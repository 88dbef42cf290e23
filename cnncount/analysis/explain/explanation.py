"""The explanation of a printed figure: what prints it, how close that is, and the odds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from cnncount.analysis.count import Report
from cnncount.analysis.explain.counting import Counting
from cnncount.analysis.explain.networks import NetworkForm
from cnncount.analysis.explain.scale import Scaling
from cnncount.figures.figure import Quantity, Verdict

CUTTING_DIGITS = 1
"""To cut digits off, where others round, is a step."""

NEAR_TOLERANCE = Fraction(1, 50)
"""What misses a figure by no more, in relation to it, is near it."""


@dataclass(frozen=True, slots=True)
class Interpretation:
    """A network, a way of counting and a unit under which a count may print as a figure.

    Attributes:
        form: the network that is counted.
        counting: what is counted of it.
        scaling: the unit in which that is printed.
        verdict: how the figure comes of the count.
        difference: the count less what would print the figure exactly, in what is counted.
        steps_before_printing: how far it is from the plain count of the named network, however it
            is printed.
    """

    form: NetworkForm
    counting: Counting
    scaling: Scaling
    verdict: Verdict
    difference: Fraction
    steps_before_printing: int

    @property
    def value(self) -> Fraction:
        """The count in the figure's unit."""
        return self.counting.number * self.scaling.factor

    @property
    def matches(self) -> bool:
        """Whether it prints the figure."""
        return self.verdict is not Verdict.NO

    @property
    def steps(self) -> int:
        """How far it is from the plain count of the named network."""
        cut = CUTTING_DIGITS if self.verdict is Verdict.TRUNCATION else 0
        return self.steps_before_printing + cut

    @property
    def is_plain(self) -> bool:
        """Whether it is the plain count of the network as it is named."""
        return not self.steps_before_printing and self.counting.is_plain


@dataclass(frozen=True, slots=True)
class Level:
    """What was tried with so many steps at most.

    Attributes:
        steps: the most steps.
        interpretations: how many were tried.
        counts: how many different counts they give.
        matches: how many different counts print the figure.
        match_probability: how many of the figures of this length, near the plain count, would be
            printed by one of them, as a share.
        expected_matches: how many counts would print such a figure on average.
    """

    steps: int
    interpretations: int
    counts: int
    matches: int
    match_probability: float
    expected_matches: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """What explains a printed figure.

    Attributes:
        report: the network as it is named, counted.
        figure: the figure.
        quantities: what it may be about.
        interpretations: those that print it in the fewest steps, the likeliest first; all that
            print it, where all were asked for.
        closest: plain counts that do not print it, and what is near it.
        levels: for each number of steps tried, the matches expected by chance.
    """

    report: Report
    figure: Quantity
    quantities: Sequence[str]
    interpretations: Sequence[Interpretation]
    closest: Sequence[Interpretation]
    levels: Sequence[Level]

    @property
    def likeliest(self) -> Interpretation | None:
        """The likeliest of them."""
        return self.interpretations[0] if self.interpretations else None

    @property
    def match_probability(self) -> float:
        """The share of figures of this length that would be explained in so few steps."""
        likeliest = self.likeliest
        steps = likeliest.steps if likeliest else len(self.levels) - 1
        return self.levels[steps].match_probability
