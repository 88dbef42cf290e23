"""Files of printed figures: what is wrong with one is told at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from cnncount.analysis.printed import load
from cnncount.errors import SpecError

HEAD = "source: a paper\n"


def told(tmp_path: Path, text: str) -> str:
    path = tmp_path / "x.printed.yaml"
    path.write_text(HEAD + text)
    with pytest.raises(SpecError) as caught:
        load(path)
    return str(caught.value).removeprefix(f"{path}:").partition("\n")[0]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("pairs: {a: b}\nconventions: [macs]\n", "2:9: the figures have no flops of 'a'"),
        (
            "pairs: {a: b}\nconventions: [macs]\nfigures: {flops: {a: 1}}\n",
            "2:9: the figures have no flops of 'b'",
        ),
        ("pairs: {a: b}\nfigures: {flops: {a: 1, b: 2}}\n", "2:1: 'pairs' needs 'conventions'"),
        ("conventions: [macs, macs]\n", "2:21: 'macs' is listed twice"),
        ("figures: {flops: {a: 5 KB}}\n", "2:22: 5 KB counts a kilo of 1000 or of 1024"),
        ("layers: {a: {params: {C1: 5 KB}}}\n", "2:27: 5 KB counts a kilo of 1000 or of 1024"),
        ("figures: {params: {}}\n", "2:19: params: expected at least 1 item, not 0"),
        ("figures: {params: {a: 28x28}}\n", "2:23: expected a figure"),
    ],
)
def test_what_is_wrong_is_told_where_it_is(text: str, error: str, tmp_path: Path) -> None:
    assert told(tmp_path, text).startswith(error)


def test_a_size_in_kilobytes_is_a_figure_of_parameters(tmp_path: Path) -> None:
    path = tmp_path / "x.printed.yaml"
    path.write_text(f"{HEAD}figures: {{params: {{a: 5 KB}}}}\n")
    assert load(path).networks == ["a"]
