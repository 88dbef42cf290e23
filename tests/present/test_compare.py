"""Networks side by side, as it is shown."""

import pytest

from cnncount.present.compare import ratio


@pytest.mark.parametrize(
    ("first", "other", "text"),
    [
        (150, 7, "21.43×"),
        (1, 100, "0.01×"),
        (325_680, 1_814_073_344, "0.00018×"),
        (0, 7, "0.00×"),
    ],
)
def test_a_ratio_shows_two_decimals_or_where_those_say_nothing_two_digits(first, other, text):
    assert str(ratio(first, other)) == text


def test_nothing_is_divided_by_zero():
    assert ratio(7, 0) is None


def test_what_is_said_of_a_family_is_said_once(cnncount):
    shown = cnncount("compare", "resnet18", "resnet34", "--depth", "1")[1]
    assert shown.count("shortcut is the paper's option A") == 1
    assert "resnet34: ResNet" in shown
