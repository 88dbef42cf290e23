"""Figures of papers, tools and model tables: what was counted comes first, or among the first."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from .known import KnownFigure, known_figures

KNOWN = [figure for figure in known_figures() if not figure.table.get("unknown")]
HELD = [figure for figure in KNOWN if figure.table.get("held")]
UNKNOWN = [figure for figure in known_figures() if figure.table.get("unknown")]
QUICK = "lenet5", "squeezenet1_1", "mobilenet_v1", "mobilenet_v1_x0_25", "resnet20", "vgg11"
FEW = [figure for figure in KNOWN if figure.asked in QUICK]


def shares(figures: Sequence[KnownFigure]) -> tuple[float, float]:
    """How many have what was counted in the first place, and among the first three."""
    ranks = [figure.rank() for figure in figures]
    first = sum(rank == 1 for rank in ranks)
    three = sum(rank is not None and rank <= 3 for rank in ranks)
    return first / len(ranks), three / len(ranks)


@pytest.mark.parametrize("figure", FEW, ids=str)
def test_what_was_counted_is_among_the_first(figure: KnownFigure) -> None:
    rank = figure.rank()
    assert rank is not None, figure.table["source"]
    assert rank <= 3


@pytest.mark.corpus
@pytest.mark.parametrize("figures", [KNOWN, HELD], ids=["all", "held"])
def test_nearly_all_have_what_was_counted_first(figures: Sequence[KnownFigure]) -> None:
    first, three = shares(figures)
    assert first >= 0.8
    assert three >= 0.95


@pytest.mark.corpus
@pytest.mark.parametrize("figure", UNKNOWN, ids=str)
def test_what_nobody_knows_is_not_explained_against_the_odds(figure: KnownFigure) -> None:
    """Where something prints it all the same, it is the same arithmetic, or chance does so too."""
    found = figure.explained()
    likeliest = found.likeliest
    if likeliest is not None and "tf_profiler_keras3" not in likeliest.counting.conventions:
        assert found.match_probability > 0.05


def test_enough_figures_are_known() -> None:
    assert len(KNOWN) >= 200
    assert len(HELD) >= 80
    assert len({figure.asked for figure in KNOWN}) >= 60
    assert len({figure.table["counts"] for figure in KNOWN}) >= 10
