"""Both ways of pricing a deconvolution, on the public codes of SRDenseNet at 25×25."""

import pytest

from cnncount.analysis.count import count


@pytest.mark.parametrize(
    ("arch", "maps", "kernel"),
    [("srdensenet", 256, 3), ("srdensenet_twtygqyy", 256, 2)],
)
def test_by_output_each_of_two_deconvolutions_costs_four_times_as_much(arch, maps, kernel):
    true = count(arch, convention="macs").figure("flops")
    by_output = count(arch, convention="macs_deconv_by_output").figure("flops")
    once = kernel * kernel * maps * maps
    assert by_output - true == once * (50 * 50 - 25 * 25) + once * (100 * 100 - 50 * 50)


def test_an_independent_count_gives_the_same():
    by_output = [
        count(arch, convention="macs_deconv_by_output").figure("flops")
        for arch in ("srdensenet", "srdensenet_twtygqyy", "srdensenet_wxywhu")
    ]
    assert by_output == [8_318_160_000, 4_222_160_000, 6_366_810_000]
