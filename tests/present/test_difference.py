"""Two conventions held against one another, as it is shown."""

import pytest


@pytest.mark.parametrize("pair", [("fvcore", "fvcore"), ("calflops", "deepspeed")])
def test_two_that_count_the_same_need_no_table_of_rules(pair, cnncount):
    status, out, err = cnncount("explain", "lenet5", "--between", *pair)
    assert (status, err) == (0, "")
    assert "The two count the same, item by item." in out
    assert "rules" not in out
    assert out.count("---\n") == 1
