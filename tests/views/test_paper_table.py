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
