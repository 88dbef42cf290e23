"""A family as its paper tabulates it."""

import json

import pytest


@pytest.mark.parametrize(
    ("input", "kernel", "pool"), [("[1, 800]", "80/4", "4"), ("[1, 9, 99, 99]", "4×4×4", "2×2×2")]
)
def test_a_window_has_as_many_sizes_as_its_input_has_axes(input, kernel, pool, cnncount, tmp_path):
    size, _, stride = kernel.partition("/")
    written = f"kernel: {size.split('×')[0]}, stride: {stride or 1}"
    path = tmp_path / "one.yaml"
    path.write_text(
        f"name: One\ninput: {input}\nlayers:\n- conv: {{out: 3, {written}}}\n"
        f"- max_pool: {{kernel: {pool.split('×')[0]}}}\n"
    )
    (network,) = json.loads(cnncount("table", str(path), "--format", "json")[1])["networks"]
    conv, pooling = (stage["structure"] for stage in network["stages"])
    assert conv == f"{kernel}, 3"
    assert pooling.startswith(pool)


def test_where_inputs_differ_the_table_says_which(cnncount):
    shown = cnncount("table", "mobilenet_v1")[1].splitlines()
    inputs = next(line.split() for line in shown if line.startswith("input "))
    assert inputs == ["input", "-", *["3@224×224"] * 4, "3@192×192", "3@160×160", "3@128×128"]
    assert "The inputs differ; an output is that of the first network that has the layer." in shown
    assert "input " not in cnncount("table", "resnet")[1]


@pytest.mark.parametrize("option", [("--set", "depths=[1]"), ("--input", "3x64x64")])
@pytest.mark.parametrize("table", ["senet", "timm"])
def test_a_table_of_printed_figures_takes_no_options_that_it_would_ignore(table, option, cnncount):
    status, out, err = cnncount("table", table, *option)
    assert (status, out) == (2, "")
    assert err.startswith(f"{table} is a table of printed figures")
