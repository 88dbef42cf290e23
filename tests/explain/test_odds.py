"""The odds: of random figures that are said to be matched with some probability, so many are."""

from __future__ import annotations

import math
import random
from fractions import Fraction

import pytest

from cnncount.analysis.explain.explain import explain
from cnncount.analysis.explain.odds import odds
from cnncount.analysis.explain.printed_figure import read

from .known import searched


@pytest.mark.parametrize("figure", ["4.1G", "110", "2.50k", "416520 ~ 1%", "400k..420k"])
def test_evenly_spread_counts_match_as_often_as_their_number_says(figure: str) -> None:
    """Counts at random within a tenth of the plain one: the expected matches are their share."""
    answer = read(figure)
    middle = -answer.difference(Fraction(0))
    generator = random.Random(1)
    low, high = float(middle) * 0.9, float(middle) * 1.1
    counts = {Fraction(round(generator.uniform(low, high))) for _ in range(30)}
    within = [low + (high - low) * n / 500 for n in range(500)]
    found = odds(answer, [Fraction(middle)], counts, [])
    matched = sum(any(_prints(answer, count, x) for count in counts) for x in within)
    assert found.match_probability == pytest.approx(matched / len(within), abs=0.02)
    assert found.match_probability <= min(found.expected_matches, 1)


def _prints(answer, count: Fraction, x: float) -> bool:
    """Whether a count prints as the figure of the same kind that `x` prints as."""
    from cnncount.figures.figure import PrintedFigure, printed_as

    if isinstance(answer, PrintedFigure):
        return printed_as(count, answer) == printed_as(Fraction(round(x)), answer)
    return abs(float(count) - x) <= _half(answer)


def _half(answer) -> float:
    from cnncount.figures.tolerance import Near

    if isinstance(answer, Near):
        return float(answer.allowance)
    return float(answer.high.value - answer.low.value) / 2


NETWORKS = "lenet5", "squeezenet1_1", "mobilenet_v1_x0_25"


@pytest.mark.parametrize("digits", [2, 3])
@pytest.mark.parametrize("network", NETWORKS)
def test_of_random_figures_as_many_are_matched_as_is_said(network: str, digits: int) -> None:
    """Figures around the plain count, where most interpretations lie. One step at most."""
    generator = random.Random(f"{network} {digits}")
    search = searched(network)
    plain = search.report.figure("macs")
    shares: list[float] = []
    fits = [0, 0]
    tried = 40
    for _ in range(tried):
        figure = read(_typed(generator.uniform(0.9, 1.1) * plain, digits))
        found = explain(search, figure, "operations", most_steps=1)
        reached = found.levels[-1].steps if found.interpretations else len(found.levels)
        for steps in (0, 1):
            fits[steps] += reached <= steps
        shares += [level.match_probability for level in found.levels[:2] if level.steps == 1]
    said = [found.levels[0].match_probability, max(shares, default=0.0)]
    for steps in (0, 1):
        deviation = math.sqrt(said[steps] * (1 - said[steps]) / tried)
        assert abs(fits[steps] / tried - said[steps]) <= 4 * deviation + 0.02, steps


def _typed(number: float, digits: int) -> str:
    scaled, unit = (number / 1e6, "M") if number >= 1e6 else (number / 1e3, "k")
    return f"{scaled:.{max(digits - len(str(int(scaled))), 0)}f}{unit}"


def test_by_chance_a_figure_of_another_size_is_matched_by_nothing() -> None:
    assert explain(searched("lenet5"), read("about 4G")).match_probability == 0


def test_two_digits_say_little_and_ten_say_much() -> None:
    loose, exact = (explain(searched("resnet20"), read(f)) for f in ("41M", "40,551,040"))
    assert loose.match_probability > 0.1
    assert exact.match_probability < 1e-5
