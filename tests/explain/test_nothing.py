"""A network without layers: nothing is counted, and nothing prints a figure."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.mark.parametrize("layers", ["[]", "[relu: {when: false}]", "[stage: {layers: []}]"])
def test_a_network_without_layers_is_explained(layers: str, tmp_path: Path, cnncount) -> None:
    path = tmp_path / "net.yaml"
    path.write_text(f"name: x\ninput: [3, 8, 8]\nlayers: {layers}\n")
    status, out, err = cnncount("explain", str(path), "107MB")
    assert (status, err) == (0, "")
    assert out
