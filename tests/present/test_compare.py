"""Networks side by side, as it is shown."""

import json

import pytest

from cnncount.present.compare import ratio


@pytest.mark.parametrize(
    ("first", "other", "text"),
    [
        (150, 7, "21.43× larger"),
        (7, 150, "21.43× smaller"),
        (1, 1000, "1,000× smaller"),
        (325_680, 1_814_073_344, "5,570× smaller"),
        (60_000, 59_000, "1.02× larger"),
        (7, 7, "equal"),
    ],
)
def test_a_ratio_is_the_larger_over_the_smaller_with_its_direction(first, other, text):
    assert str(ratio(first, other)) == text
    assert ratio(first, other).value == first / other


@pytest.mark.parametrize(("first", "other"), [(7, 0), (0, 7), (0, 0)])
def test_nothing_is_divided_by_zero(first, other):
    assert ratio(first, other) is None


def test_the_notes_of_a_family_are_not_repeated_under_each_count(cnncount):
    shown = cnncount("compare", "resnet18", "resnet34", "--depth", "1")[1]
    assert "shortcut is the paper's option A" not in shown
    assert "resnet34: ResNet" in shown


def test_a_network_given_twice_has_two_columns_and_two_ratios(cnncount):
    data = json.loads(cnncount("compare", "lenet5", "lenet5", "lenet5", "--format", "json")[1])
    assert data["labels"] == ["lenet5", "lenet5 (2)", "lenet5 (3)"]
    assert [ratio["to"] for ratio in data["ratios"]] == data["labels"][1:]
    head = cnncount("compare", "lenet5", "lenet5", "--format", "csv")[1].splitlines()[0].split(",")
    assert len(set(head)) == len(head)
