"""The working of a network adds up to its total, however deep it is listed."""

from __future__ import annotations

from typing import Any

import pytest

from cnncount.analysis.count_result import count_result


@pytest.mark.parametrize("depth", [1, 2, None])
@pytest.mark.parametrize("arch", ["resnet18", "googlenet", "se_vgg16"])
def test_the_working_of_all_rows_adds_up_to_the_total(bundled: Any, arch: str, depth: Any) -> None:
    report = bundled(arch)
    result = count_result(report, depth, listing=True)
    for figure in ("params", "macs", "additions", "activations", "flops"):
        steps = [step for layer in result.layers for step in layer.work if step.figure == figure]
        worked = [int(str(step.arithmetic).split(" = ")[-1]) for step in steps]
        assert sum(worked) == report.figure(figure)


def test_the_working_of_a_group_is_a_sum_of_its_layers(bundled: Any) -> None:
    result = count_result(bundled("resnet18"), 1, listing=True)
    (stage,) = (layer for layer in result.layers if layer.path == "conv3_x")
    (step,) = (step for step in stage.work if step.figure == "weights")
    first, other, shortcut = 3 * 3 * 64 * 128, 3 * 3 * 128 * 128, 64 * 128
    total = first + 3 * other + shortcut
    assert str(step.arithmetic) == f"{first} + 3·{other} + {shortcut} = {total}"
