"""The points of a figure without digits, as they were read off, and what the convention counts.

Huang et al. 2017, Figure 3, right. Its axis of FLOPs goes from 0.5·10^10 to 2.5·10^10 over 353.6
pixels of the picture that was read; its markers are triangles 9.3 pixels wide.
"""

from __future__ import annotations

from typing import Any

import pytest

from cnncount.analysis.count import count

TORCH = {"downsample_at": "3x3"}
POINTS: dict[tuple[str, str], tuple[dict[str, Any], float]] = {
    ("ResNet-34", "resnet34"): ({}, 0.733),
    ("ResNet-50", "resnet50"): (TORCH, 0.820),
    ("ResNet-101", "resnet101"): (TORCH, 1.565),
    ("ResNet-152", "resnet152"): (TORCH, 2.310),
    ("DenseNet-121", "densenet121"): ({}, 0.568),
    ("DenseNet-169", "densenet169"): ({}, 0.674),
    ("DenseNet-201", "densenet201"): ({}, 0.863),
    ("DenseNet-161", "densenet161"): ({}, 1.549),
}
PIXEL = (2.5 - 0.5) / 353.6
FAR = 1.3 * PIXEL
"""As far off as a point may be, in units of 10^10."""


def counted(network: str, variables: dict[str, Any], convention: str) -> float:
    """The operations of a network under a convention, in units of 10^10."""
    return count(network, variables=variables, convention=convention).figure("flops") / 10**10


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("convention", ["densenet2017", "hardware"])
def test_twice_the_macs_and_every_operation_lie_at_the_points(
    point: tuple[str, str], convention: str
) -> None:
    variables, read = POINTS[point]
    assert abs(counted(point[1], variables, convention) - read) < FAR


@pytest.mark.parametrize("point", POINTS)
def test_once_the_macs_does_not(point: tuple[str, str]) -> None:
    variables, read = POINTS[point]
    assert abs(counted(point[1], variables, "macs") - read) > 30 * FAR


def test_five_networks_have_fewer_macs_than_the_axis_begins_with() -> None:
    macs = [counted(name, variables, "macs") for (_, name), (variables, _) in POINTS.items()]
    assert sum(number < 0.5 for number in macs) == 5


def test_the_papers_own_resnet50_lies_elsewhere() -> None:
    read = POINTS["ResNet-50", "resnet50"][1]
    assert 0.045 < read - counted("resnet50", {}, "densenet2017") < 0.055
