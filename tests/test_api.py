"""The same from Python, with notebooks in mind."""

from pathlib import Path

import pytest

import cnncount

ROOT = Path(__file__).parents[1]


def test_a_count_shows_itself_briefly_and_in_every_format():
    lenet5 = cnncount.count("lenet5")
    assert repr(lenet5) == "<lenet5: 60,000 params, 325,680 multiplications>"
    assert "(5·5·1 + 1)·6 = 156" in lenet5.show(per_layer=True)
    assert "K_h·K_w·C_in" in lenet5.show(work=True)
    assert lenet5.show("csv", per_layer=True).startswith("path,")


def test_paths_and_variables_are_taken():
    assert cnncount.count(ROOT / "archs" / "lenet5.yaml").figure("params") == 60_000
    other = cnncount.count("resnet50", variables={"downsample_at": "3x3"})
    assert other.figure("macs") == 4_089_184_256  # torchvision's


@pytest.mark.parametrize(
    "mistake",
    [
        lambda: cnncount.count("lenet5").figure("mac"),
        lambda: cnncount.count("lenet5").show("xml"),
        lambda: cnncount.count("lenet5", batch=2.5),
        lambda: cnncount.compare(),
    ],
    ids=["figure", "format", "batch", "compare"],
)
def test_a_mistake_is_one_clear_error(mistake):
    with pytest.raises(cnncount.SpecError):
        mistake()


def test_the_package_lists_what_it_has():
    assert {"count", "compare", "SpecError"} <= set(dir(cnncount))


def test_strides_are_the_steps_between_neighbours():
    import json

    layers = json.loads(cnncount.count("lenet5").show("json"))["layers"]
    assert [layer["stride"] for layer in layers if layer["path"] in ("C1", "S2", "S4")] == [
        [1, 1],
        [2, 2],
        [4, 4],
    ]
