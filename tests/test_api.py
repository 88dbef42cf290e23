"""The same from Python, with notebooks in mind."""

import json
import pkgutil
import sys
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


LENET_C1 = {"input": [1, 32, 32], "layers": [{"conv": {"out": 6, "kernel": 5}}]}


@pytest.mark.parametrize(
    "given",
    [
        {"name": "c1", **LENET_C1},
        {"name": "c1", "input": (1, 32, 32), "layers": ({"conv": {"out": 6, "kernel": 5}},)},
        "{name: c1, input: [1, 32, 32], layers: [conv: {out: 6, kernel: 5}]}",
        "name: c1\ninput: [1, 32, 32]\nlayers:\n- conv: {out: 6, kernel: 5}\n",
    ],
    ids=["dict", "tuples", "flow text", "text"],
)
def test_a_spec_is_a_dict_or_text_too(given):
    counted = cnncount.count(given)
    assert counted.total.params == (5 * 5 * 1 + 1) * 6
    assert counted.name == "c1"


def test_a_dict_with_other_objects_is_one_clear_error():
    with pytest.raises(cnncount.SpecError, match="a spec given as a dict"):
        cnncount.count({"name": "x", "layers": [object()]})


def test_rows_carry_their_counts_and_add_up():
    resnet18 = cnncount.count("resnet18", batch=2)
    for figure in ("params", "macs", "flops", "activations"):
        rows = [layer.figure(figure) for layer in resnet18.layers]
        assert sum(rows) == resnet18.total.figure(figure)
    grouped = cnncount.count("resnet18", depth=1)
    assert sum(group.params for group in grouped.layers) == resnet18.total.params
    assert [group.path for group in grouped.layers][:2] == ["conv1", "batch_norm1"]


def test_a_result_is_plain_data():
    lenet5 = cnncount.count("lenet5")
    with pytest.raises(AttributeError):
        lenet5.name = "other"
    data = lenet5.to_dict()
    assert (data["result"], data["total"]["params"]) == ("count", 60_000)
    assert json.loads(lenet5.show("json")) == data
    c1 = next(iter(lenet5.records()))
    assert (c1["path"], c1["params"]) == ("C1", (5 * 5 * 1 + 1) * 6)


def test_a_data_frame_has_a_row_for_each_layer():
    pandas = pytest.importorskip("pandas")
    frame = cnncount.count("lenet5").to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert frame["params"].sum() == 60_000


def test_without_pandas_the_error_says_what_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(cnncount.SpecError, match="pip install pandas"):
        cnncount.count("lenet5").to_pandas()


def test_counts_are_compared_as_they_were_counted():
    one = cnncount.count("resnet50", variables={"downsample_at": "3x3"})
    compared = cnncount.compare("resnet50", one)
    assert compared.labels == ("resnet50", "resnet50:downsample_at=3x3")
    with pytest.raises(cnncount.SpecError, match="one convention"):
        cnncount.compare("lenet5", cnncount.count("lenet5", convention="macs"))


def test_conventions_and_printed_figures_are_results_too():
    by_name = {each.name: each.count for each in cnncount.under_conventions("lenet5").conventions}
    assert by_name["lecture"] == cnncount.count("lenet5").total.flops
    with pytest.raises(cnncount.SpecError, match="no table 'resnt'"):
        cnncount.published("resnt")


def test_no_module_hides_a_function_of_the_package():
    modules = {module.name for module in pkgutil.iter_modules(cnncount.__path__)}
    assert not modules & set(cnncount.__all__)


@pytest.mark.parametrize("format", ["table", "json", "csv", "markdown", "latex", "html"])
def test_what_was_asked_is_in_the_answer(format):
    counted = cnncount.count(
        "resnet50",
        variables={"downsample_at": "3x3"},
        input=[3, 64, 64],
        batch=2,
        convention="fvcore",
    )
    shown = counted.show(format, per_layer=True).replace("\\_", "_")
    assert all(word in shown for word in ("downsample_at", "3x3", "64", "fvcore", "batch"))
    usual = cnncount.count("resnet50").show(format)
    assert "downsample_at=" not in usual.replace("\\_", "_")
